"""`manage.py import_design FILE [--name N] [--format F]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from engine.cli.answers import complain
from topology.formats import FORMATS
from topology.formats.native import as_document
from topology.ipam import complete
from topology.problems import InvalidDesign, Problem, errors
from topology.validation import validate
from topology.values import Design
from webapp.running.command import Pageless
from webapp.running.refusals import WRONG, refusals
from webapp.store import changes, topologies
from webapp.store.models import Topology
from webapp.store.signing_in import administrator

LARGEST = 4 * 1024 * 1024


class Command(Pageless):
    help = "Stores the design in a file: as a new topology, or as an edit of the one that is called so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--name", help="call the topology so (default: as the file says)")
        parser.add_argument("--format", choices=sorted(_readable()), help="default: by the file's ending")
        parser.add_argument("--owner", help="user who owns a new topology (default: the administrator)")

    def handle(self, *args: Any, file: Path, name: str | None, owner: str | None, **options: Any) -> None:
        with refusals():
            load = _readable()[options["format"] or _format_of(file)]
            wanted = load(_read(file))
            wanted = complete(wanted.model_copy(update={"name": name or wanted.name}))
            problems = validate(wanted)
            if errors(problems):
                raise InvalidDesign(problems)
            complain(problems, as_json=False)
            revision = _store(wanted, owner)
        self.stdout.write(f"{wanted.name} is at revision {revision}")


def _readable() -> dict[str, Any]:
    return {name: each.load for name, each in FORMATS.items() if each.load}


def _format_of(file: Path) -> str:
    for name in _readable():
        if file.name.endswith(FORMATS[name].suffixes):
            return name
    raise CommandError(f"{file.name} does not say its format; give --format", returncode=WRONG)


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            found = stream.read(LARGEST + 1)
        return found.decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        problem = Problem("topology", file.name, "file", f"cannot be read: {reason}", "name a design file")
        raise InvalidDesign((problem,)) from error


def _store(wanted: Design, owner: str | None) -> int:
    found = Topology.objects.filter(name=wanted.name).first()
    if found is None:
        return topologies.create(wanted.name, _owner(owner), wanted).revision
    replace = {"op": "replace", "design": as_document(wanted)}
    return changes.change(wanted.name, found.revision, [replace], None).revision


def _owner(name: str | None) -> User:
    found = User.objects.filter(username=name).first() if name else administrator()
    if found is None:
        raise CommandError(f"there is no user {name}", returncode=WRONG)
    return found
