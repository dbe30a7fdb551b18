"""The only way in which a design, and the intent to have it real, change.

Each function is one transaction: either all of it is done, logged and told to everyone, or nothing.
An author of None is the machine's own administrator, at its command line.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from engine.obstacles import obstacles
from topology.bare import bare
from topology.delta import Delta, as_json, diff, sentence
from topology.edits import apply
from topology.problems import InvalidDesign
from topology.validation import structure
from topology.values import Design
from webapp.store import deployed, log, rows
from webapp.store.access import EDITING, require
from webapp.store.beat import features
from webapp.store.errors import Refused, StaleRevision
from webapp.store.models import Change, Topology
from webapp.store.models.history import Kind, Step
from webapp.store.reading import locked_design, remember

Operations = Sequence[dict[str, Any]]
Deploying = Callable[[Topology, Design, Design], None]


def change(topology_name: str, expected_revision: int, operations: Operations, author: User | None) -> Change:
    """Carry out the operations of the live protocol, all or none, and return the log's entry.

    Raises Forbidden, StaleRevision or InvalidDesign. Operations that change nothing are not logged; the
    newest entry is returned then.
    """
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        if topology.revision != expected_revision:
            raise StaleRevision(topology.revision)
        before = locked_design(topology)
        return store(topology, before, apply(before, operations), author, Step.EDIT)


def change_at_once(
    topology_name: str, expected_revision: int, operations: Operations, author: User | None
) -> Change:
    """The same, and have it made real now, though other edits may go on waiting. So is its undoing.

    Raises Refused, too, if it is not deployed, or not as far as these operations need.
    """
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        if topology.revision != expected_revision:
            raise StaleRevision(topology.revision)
        if not topology.deployed:
            raise Refused(f"{topology.name} is not deployed; deploy it first")
        before = locked_design(topology)
        after = apply(before, operations)
        return store(topology, before, after, author, Step.EDIT, deploying=deployed.at_once)


def store(
    topology: Topology,
    before: Design,
    after: Design,
    author: User | None,
    step: str,
    said: str | None = None,
    deploying: Deploying = deployed.edited,
) -> Change:
    """Put `after` in the place of `before`, as `author`'s edit; the caller holds the lock.

    The log says `said`, or else what differs. `deploying` sees to what of the topology is deployed now; there
    is nothing to see to where only the drawing differs. An edit without a step is never undone.
    """
    after = after.model_copy(update={"name": topology.name})
    delta = put(topology, before, after)
    if not delta:
        return log.last(topology)
    topology.revision += 1
    if bare(before) != bare(after):
        topology.effective_revision = topology.revision
        deploying(topology, before, after)
    transaction.on_commit(partial(remember, topology, after))
    if said is None:
        said = sentence(delta) if step == Step.EDIT else f"{step}: {sentence(delta)}"
    payload: dict[str, Any] = {"delta": as_json(delta)}
    if deploying is deployed.at_once:
        payload["at_once"] = True
    return log.append(topology, Kind.EDIT, said, payload, author, step)


def put(topology: Topology, before: Design, after: Design) -> Delta:
    """Write the rows in which the two differ. Raises InvalidDesign for what could not be read back."""
    if problems := structure(after):
        raise InvalidDesign(problems)
    delta = diff(before, after)
    rows.write(topology, after, delta)
    return delta


def deploy(topology_name: str, author: User | None, expected_revision: int | None = None) -> Change:
    """Have the design made real. Raises InvalidDesign if it cannot be, StaleRevision if it is not the one
    that the author has seen."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        if expected_revision is not None and not _is_current(topology, expected_revision):
            raise StaleRevision(topology.revision)
        if problems := obstacles(locked_design(topology), features()):
            raise InvalidDesign(problems)
        deployed.deploy(topology)
        topology.settled = None
        return _control(topology, f"deployed revision {topology.revision}", author)


def _is_current(topology: Topology, revision: int) -> bool:
    """Whether nothing but the drawing has changed since."""
    return topology.effective_revision <= revision <= topology.revision


def destroy(topology_name: str, author: User | None) -> Change:
    """Have everything of it taken away; the design stays."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        deployed.destroy(topology)
        return _control(topology, "destroyed what was deployed", author)


def repair(topology_name: str, author: User | None) -> Change:
    """Have drift put back now, whatever the drift policy says."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        if not topology.deployed:
            raise Refused(f"{topology.name} is not deployed; deploy it first")
        topology.settled = None
        return _control(topology, "asked for a repair", author)


def adopt(topology_name: str, author: User | None) -> Change:
    """Take the drift that was last seen into the design. What it cannot say stays drift, to be put back.

    Raises InvalidDesign if the design would not be one any more.
    """
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        if topology.waits:
            raise Refused(f"{topology.name} has edits that are not deployed; undo or deploy them first")
        if not topology.adoption or topology.observed_revision != topology.deployed_revision:
            raise Refused(f"{topology.name} has no drift that the design could take in; press Repair instead")
        before = locked_design(topology)
        operations, topology.adoption = topology.adoption, []
        return store(
            topology, before, apply(before, operations), author, Step.EDIT, deploying=deployed.adopted
        )


def resync(topology_name: str, author: User | None) -> Change:
    """Have the engine look at everything again, and put right what it may put right."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        return _control(topology, "asked for a resync", author)


def set_drift(topology_name: str, drift: str, author: User | None) -> Change:
    """Choose what is done about drift: `repair` or `show`."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        topology.drift = drift
        return _control(topology, f"chose to {drift} drift", author)


def set_auto_deploy(topology_name: str, on: bool, author: User | None) -> Change:
    """Choose whether each edit of what is deployed is deployed at once; if so, those that wait are now."""
    with log.locked(topology_name) as topology:
        require(author, topology, EDITING)
        topology.auto_deploy = on
        if on and topology.deployed:
            deployed.deploy(topology)
        said = (
            "chose to deploy each edit at once" if on else "chose to let edits wait until they are deployed"
        )
        return _control(topology, said, author)


def _control(topology: Topology, said: str, author: User | None) -> Change:
    return log.append(topology, Kind.CONTROL, said, deployed.intent(topology), author)
