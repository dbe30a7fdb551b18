"""What of a design is deployed: all of it, or an earlier revision while edits wait for the next deploy.

Whoever changes that holds the topology's lock and saves it afterwards.
"""

from typing import Any

from engine.obstacles import obstacles
from topology.bare import bare
from topology.delta import Delta, Difference, diff
from topology.problems import InvalidDesign
from topology.values import MODELS, Design
from webapp.store.beat import features
from webapp.store.cache import Cache
from webapp.store.errors import Refused
from webapp.store.models import DeployedDesign, Topology
from webapp.store.plays import told
from webapp.store.rebasing import rebased

MOST_TOLD = 200
"""Objects; of more, only their number is told with every change."""

_held: Cache[tuple[str, int], Design] = Cache(64)
_waiting: Cache[tuple[str, int, int], dict[str, Any]] = Cache(64)


def deploy(topology: Topology) -> None:
    """All of the design, as it is now."""
    topology.deployed = topology.built = True
    _move_on(topology, topology.revision)


def destroy(topology: Topology) -> None:
    """Nothing of it."""
    topology.deployed = False
    _move_on(topology, None)


def edited(topology: Topology, before: Design, after: Design) -> None:
    """An edit has just been given the topology's revision: deployed with that if each is, or if nothing
    would wait, as after an undo; else it waits."""
    if topology.deployed_revision is None:
        return
    waits = 0 if topology.auto_deploy else len(_waits(held(topology) or before, after))
    if not waits:
        _move_on(topology, topology.revision)
    elif held(topology) is None:
        _hold(topology, topology.deployed_revision, before, waits)
    else:
        DeployedDesign.objects.filter(topology=topology).update(waiting=waits)


def at_once(topology: Topology, before: Design, after: Design) -> None:
    """The same of an edit that is not to wait, whatever else does.

    Beside edits that wait it takes two revisions: first what is deployed from now on, in which only this edit
    is made, then the design with all of them. Raises Refused if that cannot be done to what is deployed, and
    InvalidDesign if it could not be built.
    """
    if topology.deployed_revision is None:
        raise Refused(f"{topology.name} is not deployed; deploy it first")
    was = held(topology)
    now = after if was is None else rebased(was, before, after)
    _require_no_new_obstacles(was or before, now)
    waits = len(_waits(now, after))
    _move_on(topology, topology.revision)
    if waits:
        topology.revision += 1
        topology.effective_revision = topology.revision
        _hold(topology, topology.deployed_revision, now, waits)


def adopted(topology: Topology, before: Design, after: Design) -> None:
    """The same of an edit that only says what is there already."""
    _move_on(topology, topology.revision)


def held(topology: Topology) -> Design | None:
    """The design that is deployed while edits of it wait; None if nothing waits, or not any more."""
    revision = topology.deployed_revision
    if revision is None:
        return None
    key = (str(topology.pk), revision)
    if (known := _held.find(key)) is not None:
        return known
    row = DeployedDesign.objects.filter(topology=topology, revision=revision).first()
    return _held.get(key, lambda: Design.model_validate(row.document)) if row else None


def waiting(topology: Topology, design: Design) -> dict[str, Any]:
    """How many objects there are in which this design, the topology's, differs from what is deployed, and the
    first of them, each with what deploying would do: `create`, `change` or `remove`."""
    before = held(topology) if topology.waits else None
    if before is None:
        return nothing_waiting()
    key = (str(topology.pk), topology.deployed_revision or 0, topology.effective_revision)
    return _waiting.get(key, lambda: _told(_waits(before, design)))


def nothing_waiting() -> dict[str, Any]:
    return {"count": 0, "objects": []}


def in_words(count: int) -> str:
    """`2 changes not deployed`; nothing if nothing waits."""
    return f"{count} change{'s' * (count > 1)} not deployed" if count else ""


def intent(topology: Topology) -> dict[str, Any]:
    """What is to be real of it and how, as the live protocol has it."""
    return {
        "deployed": topology.deployed,
        "auto_deploy": topology.auto_deploy,
        "drift": topology.drift,
        "playing": topology.playing and told(topology.playing),
    }


def _require_no_new_obstacles(before: Design, after: Design) -> None:
    found = obstacles(after, features())
    known = obstacles(before, features()) if found else ()
    if fresh := tuple(problem for problem in found if problem not in known):
        raise InvalidDesign(fresh)


def _move_on(topology: Topology, revision: int | None) -> None:
    if topology.deployed_revision is not None:
        DeployedDesign.objects.filter(topology=topology).delete()
    topology.deployed_revision = revision


def _hold(topology: Topology, revision: int, design: Design, waits: int) -> None:
    document = design.model_dump(mode="json")
    DeployedDesign.objects.update_or_create(
        topology=topology,
        defaults={"revision": revision, "document": document, "waiting": waits},
    )


def _waits(before: Design, after: Design) -> Delta:
    """All that the engine would have something to do about: not what is only drawn."""
    return tuple(each for each in diff(bare(before), bare(after)) if each.kind in MODELS)


def _told(waits: Delta) -> dict[str, Any]:
    return {"count": len(waits), "objects": [_said(each) for each in waits[:MOST_TOLD]]}


def _said(difference: Difference) -> dict[str, Any]:
    effect = "create" if difference.before is None else "remove" if difference.after is None else "change"
    return {"kind": difference.kind, "name": difference.name, "effect": effect}
