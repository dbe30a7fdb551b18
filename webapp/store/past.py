"""What a topology was: its log, any revision of its design, and what lies between two of them.

The log never changes, so a revision is the design of now with every edit since then taken back.
"""

from collections.abc import Iterator

from django.db.models import QuerySet

from topology.delta import Delta, diff, from_json, inverse, patch, together
from topology.values import Design
from webapp.store.errors import Refused
from webapp.store.models import Change, Topology
from webapp.store.models.history import Kind

PAGE = 50


def page(topology: Topology, before: int | None, kind: str | None) -> list[Change]:
    """The newest entries of the log, or the newest of those before that number: one page, newest first."""
    found = topology.changes.select_related("author").order_by("-number")
    if before is not None:
        found = found.filter(number__lt=before)
    if kind is not None:
        found = found.filter(kind=kind)
    return list(found[:PAGE])


def edit(topology: Topology, revision: int) -> Change:
    """The entry of the log that made this revision. Raises Refused if there is none."""
    found = _edits(topology).filter(revision=revision).select_related("author").first()
    if found is None:
        raise Refused(f"{topology.name} has no revision {revision}; choose one from 1 to {topology.revision}")
    return found


def design_at(topology: Topology, now: Design, revision: int) -> Design:
    """The design as it was at that revision; `now` is that of the topology's own."""
    return patch(now, inverse(together(_deltas(topology, revision, topology.revision))))


def difference(topology: Topology, now: Design, first: int, second: int) -> Delta:
    """What turns the design of one revision into that of the other, whichever is the newer."""
    low, high = sorted((first, second))
    newer = design_at(topology, now, high)
    older = patch(newer, inverse(together(_deltas(topology, low, high))))
    return diff(older, newer) if first <= second else diff(newer, older)


def _deltas(topology: Topology, after: int, until: int) -> Iterator[Delta]:
    """The edits after that revision, oldest first."""
    since = _edits(topology).filter(revision__gt=after, revision__lte=until).order_by("revision")
    return (from_json(payload["delta"]) for payload in since.values_list("payload", flat=True).iterator())


def _edits(topology: Topology) -> QuerySet[Change]:
    return topology.changes.filter(kind=Kind.EDIT)
