"""How a command says no: problems one a line on stderr, and the exit status that DESIGN fixes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.db import OperationalError, ProgrammingError

from engine.cli.answers import complain
from topology.problems import InvalidDesign
from webapp.store.errors import NoSuchTopology, Refused

FAILED, WRONG = 1, 2
"""Exit statuses: it did not work; it was wrong usage or an invalid design, and nothing changed."""


@contextmanager
def refusals(as_json: bool = False) -> Iterator[None]:
    """Turns what the store refuses into words and an exit status."""
    try:
        yield
    except InvalidDesign as error:
        complain(error.problems, as_json)
        sys.exit(WRONG)
    except NoSuchTopology as error:
        raise CommandError(str(error), returncode=WRONG) from error
    except Refused as error:
        raise CommandError(str(error), returncode=FAILED) from error
    except (OperationalError, ProgrammingError) as error:
        said = f"the database cannot be used ({str(error).strip()}); {_remedy(error)}"
        raise CommandError(said, returncode=FAILED) from error


def _remedy(error: Exception) -> str:
    """A table or a column that is not there is the only one of its troubles that is a matter of migrating."""
    if isinstance(error, ProgrammingError) or "no such" in str(error):
        return "manage.py migrate brings it up to date"
    return f"mend that, then try again; it is at {settings.DATABASES['default']['NAME']}"
