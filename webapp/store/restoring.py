"""Puts an earlier revision in the place of the design that is stored now."""

from django.contrib.auth.models import User

from webapp.store import log, past
from webapp.store.access import EDITING, require
from webapp.store.changes import store
from webapp.store.models import Change
from webapp.store.models.history import Step
from webapp.store.reading import locked_design


def restore(topology_name: str, revision: int, author: User | None) -> Change:
    """The design becomes what it was at that revision, positions too; its name stays. An edit like any other.

    Raises Refused if there is no such revision. If nothing differs, the newest entry is returned.
    """
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        past.edit(topology, revision)
        before = locked_design(topology)
        after = past.design_at(topology, before, revision)
        return store(topology, before, after, author, Step.EDIT, f"restored revision {revision}")
