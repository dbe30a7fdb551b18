"""Reads what the store holds, in the shapes of the live protocol."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from engine.check import check
from engine.services import services_of
from topology.formats.native import as_document
from topology.values import Design
from webapp.store import deployed, rows
from webapp.store.access import Person, role
from webapp.store.cache import Cache
from webapp.store.models import Change, ObjectStatus, Topology
from webapp.store.models.history import Kind
from webapp.store.plays import told, with_clock

Message = dict[str, Any]
Revision = tuple[str, int]

MOST_CHANGES = 200
"""With more missed than this, a snapshot is shorter."""

_designs: Cache[Revision, Design] = Cache(64)
_problems: Cache[Revision, list[Message]] = Cache(64)


@dataclass(frozen=True, slots=True)
class Picture:
    """A topology, its design and the engine's word on its objects, all of one moment."""

    topology: Topology
    design: Design
    statuses: tuple[ObjectStatus, ...]

    @property
    def objects(self) -> list[Message]:
        """The state of every object of the design; what the engine has not spoken of is designed."""
        known = {(status.kind, status.name): status for status in self.statuses}
        return [_state(kind, name, known.get((kind, name))) for kind, name in _objects(self.design)]

    @property
    def problems(self) -> list[Message]:
        return problems(self.topology, self.design)

    @property
    def waiting(self) -> Message:
        return deployed.waiting(self.topology, self.design)

    @property
    def facts(self) -> dict[tuple[str, str], list[list[str]]]:
        """What the engine has seen of objects that no design says."""
        return {(status.kind, status.name): status.facts for status in self.statuses if status.facts}


def picture(topology: Topology) -> Picture:
    """The topology as it is now. Raises Topology.DoesNotExist if it has been deleted meanwhile."""
    for _ in range(5):
        seen = _look(topology)
        if Topology.objects.filter(pk=topology.pk, number=seen.topology.number).exists():
            _designs.put(_revision(seen.topology), seen.design)
            return seen
    with transaction.atomic():  # it changes faster than it can be read
        Topology.objects.select_for_update().get(pk=topology.pk)
        return _look(topology)


def _look(topology: Topology) -> Picture:
    now = Topology.objects.select_related("owner").get(pk=topology.pk)
    found = _designs.find(_revision(now))
    return Picture(now, found or rows.read(now), tuple(ObjectStatus.objects.filter(topology=now)))


def design(topology: Topology) -> Design:
    """The design as it is now."""
    return picture(topology).design


def deployed_design(topology: Topology) -> tuple[Topology, Design | None]:
    """The topology, perhaps a little later, and the design that is deployed; None if nothing is."""
    while topology.deployed_revision is not None:
        found = _designs.find((str(topology.pk), topology.deployed_revision)) or deployed.held(topology)
        if found is not None:
            return topology, found
        seen = picture(topology)
        topology = seen.topology
        if topology.deployed_revision is not None and not topology.waits:
            return topology, seen.design
    return topology, None


def locked_design(topology: Topology) -> Design:
    """The design of a topology that the caller holds the lock of."""
    return _designs.get(_revision(topology), lambda: rows.read(topology))


def remember(topology: Topology, new: Design) -> None:
    """Keep the design of a revision that has just been committed."""
    _designs.put(_revision(topology), new)


def problems(topology: Topology, design: Design) -> list[Message]:
    """Everything that is wrong with this design, which is the topology's at its revision."""
    return _problems.get(_revision(topology), lambda: [problem.as_dict() for problem in check(design)])


def _revision(topology: Topology) -> Revision:
    return (str(topology.pk), topology.revision)


def _objects(design: Design) -> list[tuple[str, str]]:
    return [
        *(("network", network.name) for network in design.networks),
        *(("sandbox", sandbox.name) for sandbox in design.sandboxes),
        *services_of(design.sandboxes),
        *(("endpoint", endpoint.name) for endpoint in design.endpoints),
        *(("patch", patch.name) for patch in design.patches),
    ]


def _state(kind: str, name: str, status: ObjectStatus | None) -> Message:
    state, reason = (status.state, status.reason) if status else ("designed", "")
    return {"kind": kind, "name": name, "state": state, "reason": reason}


def snapshot(topology: Topology, user: Person) -> Message:
    """Everything that a browser needs to begin with."""
    seen = picture(topology)
    now = seen.topology
    about = {
        "name": now.name,
        "revision": now.revision,
        "effective_revision": now.effective_revision,
        "observed_revision": now.observed_revision,
        "role": role(user, now),
        **deployed.intent(now),
        "playing": with_clock(now.playing and told(now.playing)),
        "adoptable": bool(now.adoption),
    }
    status = {"state": now.state, "reason": now.reason, "objects": seen.objects}
    return {
        "type": "snapshot",
        "number": now.number,
        "topology": about,
        "design": as_document(seen.design),
        "problems": seen.problems,
        "waiting": seen.waiting,
        "status": status,
    }


def facts(topology: Topology) -> Message:
    """All facts that there are now. `count` says how often they changed; it is not a number of the log."""
    known = topology.statuses.exclude(facts=[]).order_by("kind", "name")
    objects = [{"kind": each.kind, "name": each.name, "facts": each.facts} for each in known]
    return {"type": "facts", "count": topology.facts, "objects": objects}


def since(topology: Topology, number: int) -> list[Message] | None:
    """The messages after `number`, or None if a snapshot is needed instead."""
    missed = topology.changes.filter(number__gt=number).select_related("author").order_by("number")
    found = list(missed[: MOST_CHANGES + 1])
    if not found:
        return [] if Topology.objects.filter(pk=topology.pk, number__gte=number).exists() else None
    complete = [change.number for change in found] == list(range(number + 1, number + 1 + len(found)))
    if not complete or len(found) > MOST_CHANGES:
        return None
    if all(change.kind == Kind.REPORT for change in found):
        return [message(change, [], {}) for change in found]
    now = picture(topology)
    return [message(change, now.problems, now.waiting) for change in found]


def message(change: Change, problems: list[Message], waiting: Message) -> Message:
    """One entry of the log as the live protocol has it; `problems` are those of the stored design, and
    `waiting` is what of it is not deployed yet."""
    common: Message = {
        "type": "change" if change.kind == Kind.EDIT else change.kind,
        "number": change.number,
        "at": change.at.isoformat(),
        "sentence": change.sentence,
    }
    payload: Message = change.payload
    if change.kind == Kind.REPORT:
        return common | payload
    common["author"] = change.author.get_username() if change.author else None
    common["waiting"] = waiting
    if change.kind == Kind.CONTROL:
        return {**common, **payload, "playing": with_clock(payload.get("playing"))}
    if change.kind == Kind.EDIT:
        common |= {"revision": change.revision, "problems": problems}
    return common | payload
