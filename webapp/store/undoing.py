"""Undo and redo: each user's own edits, newest first, by their inverse."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.db.models import QuerySet

from topology.delta import Conflict, from_json, inverse, patch
from topology.validation import structure
from topology.values import Design
from webapp.store import deployed, log
from webapp.store.access import EDITING, require
from webapp.store.changes import Deploying, store
from webapp.store.errors import Refused
from webapp.store.models import Change, Topology
from webapp.store.models.history import Step
from webapp.store.reading import locked_design

Newest = Callable[[Topology, User], Change | None]


def undo(topology_name: str, author: User) -> Change:
    """Undo the author's last edit that is not undone.

    Raises Refused if there is none, or if others have changed the same since; that edit is then passed
    over, and undoing again goes on to the one before it.
    """
    return _reverse(topology_name, author, _undoable, Step.UNDO)


def redo(topology_name: str, author: User) -> Change:
    """Do the author's last undone edit again, unless the author has edited since. Raises Refused."""
    return _reverse(topology_name, author, _redoable, Step.REDO)


def _reverse(topology_name: str, author: User, newest: Newest, step: Step) -> Change:
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        target = newest(topology, author)
        if target is None:
            raise Refused(f"there is no edit of yours to {step}")
        target.spent = True
        target.save(update_fields=["spent"])
        before = locked_design(topology)
        if (after := _without(target, before)) is not None:
            return store(topology, before, after, author, step, deploying=_deploying(topology, target))
    raise Refused(
        f"“{target.sentence}” cannot be reversed, since the same has been changed again; "
        f"{step} once more to go on to the edit before it"
    )


def _deploying(topology: Topology, target: Change) -> Deploying:
    """What was deployed at once is undone at once."""
    at_once = topology.deployed and target.payload.get("at_once")
    return deployed.at_once if at_once else deployed.edited


def _without(target: Change, design: Design) -> Design | None:
    """The design with the target's delta reversed, or None if that is not possible any more."""
    try:
        after = patch(design, inverse(from_json(target.payload["delta"])))
    except Conflict:
        return None
    return None if structure(after) else after


def _undoable(topology: Topology, author: User) -> Change | None:
    return _steps(topology, author).filter(step__in=[Step.EDIT, Step.REDO], spent=False).last()


def _redoable(topology: Topology, author: User) -> Change | None:
    edit = _steps(topology, author).filter(step=Step.EDIT).last()
    since = edit.number if edit else 0
    return _steps(topology, author).filter(step=Step.UNDO, spent=False, number__gt=since).last()


def _steps(topology: Topology, author: User) -> QuerySet[Change]:
    return topology.changes.filter(author=author).order_by("number")
