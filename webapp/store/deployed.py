"""What of a design is deployed: all of it, or an earlier revision while edits wait for the next deploy.

Whoever changes that holds the topology's lock and saves it afterwards.
"""

from typing import Any

from topology.delta import Delta, Difference, diff
from topology.values import MODELS, Design
from webapp.store.cache import Cache
from webapp.store.models import DeployedDesign, Topology

_held: Cache[tuple[str, int], Design] = Cache(64)
_waiting: Cache[tuple[str, int, int], list[dict[str, Any]]] = Cache(64)


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
    if topology.auto_deploy or not _waits(held(topology) or before, after):
        _move_on(topology, topology.revision)
    elif topology.deployed_revision == topology.revision - 1:
        _hold(topology, topology.deployed_revision, before)


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


def waiting(topology: Topology, design: Design) -> list[dict[str, Any]]:
    """The objects in which this design, the topology's, differs from what is deployed, each with what
    deploying would do: `create`, `change` or `remove`."""
    if topology.deployed_revision in (None, topology.revision):
        return []
    before = held(topology)
    if before is None:
        return []
    key = (str(topology.pk), topology.deployed_revision or 0, topology.revision)
    return _waiting.get(key, lambda: [_said(each) for each in _waits(before, design)])


def _move_on(topology: Topology, revision: int | None) -> None:
    if topology.deployed_revision is not None:
        DeployedDesign.objects.filter(topology=topology).delete()
    topology.deployed_revision = revision


def _hold(topology: Topology, revision: int, design: Design) -> None:
    DeployedDesign.objects.update_or_create(
        topology=topology,
        defaults={"revision": revision, "document": design.model_dump(mode="json")},
    )


def _waits(before: Design, after: Design) -> Delta:
    """All that the engine would have something to do about: not where things stand in the drawing."""
    return tuple(each for each in diff(before, after) if each.kind in MODELS)


def _said(difference: Difference) -> dict[str, Any]:
    effect = "create" if difference.before is None else "remove" if difference.after is None else "change"
    return {"kind": difference.kind, "name": difference.name, "effect": effect}
