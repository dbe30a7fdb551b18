"""Adjusting: a small edit of a topology that is in sync, at a cost that does not grow with the topology.

Only what the edit touches is checked, lowered, looked at, planned, applied and verified. That rests on the
rest being as it was last seen: whoever changes it is heard, and then everything is looked at. What does not
go as it should is left to a pass over the whole, which also says what is wrong.
"""

from dataclasses import dataclass

from engine.backends import Backend
from engine.check import check
from engine.drivers import Owner
from engine.features import Features, lacking
from engine.lower import Desired, lower
from engine.neighbourhood import Edit, Edited, around, edit
from engine.planning import plan
from engine.resources import Key, Resource, State
from engine.scope import LINKS, Touched, concerning, seen
from engine.services import services_of
from engine.status import ObjectState, Status
from topology.problems import errors
from topology.values import MODELS, Design, Sandbox

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Built:
    """A design that was verified to be in sync at a revision, and what it means."""

    revision: int
    design: Design
    desired: Desired


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The design that is in sync now, and what is to be said of the objects that were touched."""

    built: Built
    status: Status


@dataclass(frozen=True, slots=True)
class Relowered:
    """What an edited design means: the whole, the part around the edit, and which resources changed, as they
    were and as they are to be; `gone` are those that are not to be any more."""

    desired: Desired
    part: State
    changed: tuple[Resource, ...]
    gone: frozenset[Key]


def adjust(backend: Backend, built: Built, revision: int, design: Design) -> Adjusted | None:
    """Bring what is built to the design of a later revision.

    None if that is more than a small edit, or did not go smoothly.
    """
    change = edit(built.design, design)
    lowered = relower(built, design, change, backend.features) if change else None
    if change is None or lowered is None or not _bring(backend, lowered):
        return None
    return Adjusted(Built(revision, design, lowered.desired), _status(change))


def holds(backend: Backend, built: Built, touched: frozenset[Touched]) -> bool:
    """Whether all is still as it was built, if nothing but this may have changed."""
    desired = built.desired
    scope = seen(touched, desired.state)
    found = backend.observe(desired.topology, scope)
    if any(name[0] in LINKS and name not in desired.state for name in found):
        return False
    return not plan(scope.of(found), scope.of(desired.state))


def relower(built: Built, design: Design, change: Edit, features: Features) -> Relowered | None:
    """What the design means, given what it meant before the edit. None if it cannot be built."""
    touched = (*change.before, *change.after)
    was, now = around(built.design, touched), around(design, touched)
    if errors(check(now.design)):
        return None
    part = lower(now.design, features)
    if any(lacking(part.state, part.owners, features)):
        return None
    nearest = was.owners | now.owners
    before = {name: built.desired.state[name] for name, own in built.desired.owners.items() if own in nearest}
    after = {name: each for name, each in part.state.items() if part.owners[name] in nearest}
    whole = _replaced(built.desired, before, after, part)
    return Relowered(whole, part.state, _changed(before, after), frozenset(before.keys() - after.keys()))


def _replaced(desired: Desired, before: State, after: State, part: Desired) -> Desired:
    """The desired state with one part of it instead of another."""
    state, owners = dict(desired.state), dict(desired.owners)
    for name in before.keys() - after.keys():
        del state[name], owners[name]
    state.update(after)
    owners.update({name: part.owners[name] for name in after})
    return Desired(desired.topology, state, owners)


def _changed(before: State, after: State) -> tuple[Resource, ...]:
    found: list[Resource] = []
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if old != new:
            found += [each for each in (old, new) if each is not None]
    return tuple(found)


def _bring(backend: Backend, lowered: Relowered) -> bool:
    """Whether the kernel was brought to what is desired, verified by looking again.

    A look that does not show what is to be taken away is not believed: it would find it gone afterwards, too.
    """
    if not lowered.changed:
        return True
    topology = lowered.desired.topology
    scope = concerning(lowered.changed, lowered.part)
    wanted = scope.of(lowered.part)
    for attempt in range(ROUNDS):
        found = scope.of(backend.observe(topology, scope))
        if not attempt and not lowered.gone <= found.keys():
            return False
        rest = plan(found, wanted)
        if not rest:
            return True
        backend.apply(topology, rest, scope)  # what failed is still to be done
    return False


def _status(change: Edit) -> Status:
    now = {owner for each in change.after for owner in _owners(each)}
    gone = {owner for each in change.before for owner in _owners(each)} - now
    objects = tuple(ObjectState(kind, name, "in_sync") for kind, name in sorted(now))
    return Status("in_sync", "", objects, tuple(sorted(gone)))


def _owners(thing: Edited) -> list[Owner]:
    own = (_KINDS[type(thing)], thing.name)
    return [own, *services_of([thing])] if isinstance(thing, Sandbox) else [own]


_KINDS = {model: kind for kind, model in MODELS.items()}
