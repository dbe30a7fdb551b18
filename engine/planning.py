"""Planning: which actions turn the observed state into the desired one, in an order that works.

A plan can be carried out front to back. First what is in the way goes: routes and addresses that are
not wanted on links that stay, then links, then namespaces. Then namespaces come (the fabric first),
bridges, veth pairs, links on top of others, changes to links that stay, settings, and what lies on links.

What goes with something else is not deleted on its own: what is inside a namespace goes with it, and so
do the addresses and routes of a link. Only a veth pair with an end in a place that stays, and a link on top
of one there, is deleted before the namespace of its other end, because a namespace's links die some time
after it. To delete a setting is to put back what the kernel had; forwarding is always stated.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

from engine.plan import Action, Create, Delete, Plan, Update
from engine.resources import FABRIC, FORWARDING, Bridge, End, Resource, State, Sysctl, Upper, Veth
from engine.survival import Survival, survival

_GOING = (
    *("service", "etc", "file", "uplink", "rule", "fdb", "shaping", "sysctl", "route", "address"),
    *("upper", "veth", "bridge", "namespace"),
)
_COMING = (
    *("namespace", "bridge", "veth", "upper", "update", "sysctl"),
    *("shaping", "fdb", "rule", "address", "route", "uplink", "file", "etc", "service"),
)


def plan(observed: State, desired: State) -> Plan:
    """The actions that are needed; empty if the two states agree."""
    if observed == desired:  # so it is nearly always, and that is found out three times faster
        return ()
    survives = survival(observed, desired)
    return (*_going(observed, desired, survives), *_coming(observed, desired, survives))


def foreseen(observed: State, desired: State) -> Plan:
    """The plan, and after it what has to be done because of it: a link's routes go with its last IPv4
    address, and are created again when it has another one. Whoever carries out the plan finds that when
    looking again."""
    actions = plan(observed, desired)
    survives = survival(observed, desired)
    dropped = (each for name, each in observed.items() if name in desired and survives.is_dropped(each))
    return (*actions, *(Create(each) for each in dropped if not survives.must_be_made(each)))


def _going(observed: State, desired: State, survives: Survival) -> Iterator[Action]:
    stages: dict[str, list[Action]] = {kind: [] for kind in _GOING}
    for name, resource in observed.items():
        unwanted = name not in desired or name in survives.remade
        if unwanted and not _is_stated(resource) and not survives.vanishes(resource):
            stages[name[0]].append(Delete(resource))
    for kind in _GOING:
        yield from stages[kind]


def _is_stated(resource: Resource) -> bool:
    """Whether it is there in every place, so that it cannot be deleted."""
    return isinstance(resource, Sysctl) and resource.key in FORWARDING


def _coming(observed: State, desired: State, survives: Survival) -> Iterator[Action]:
    stages: dict[str, list[Action]] = {kind: [] for kind in _COMING}
    for name, after in desired.items():
        before = observed.get(name)
        if before is None or survives.must_be_made(before):
            stages[name[0]].append(Create(after))
        elif before != after:
            _change(stages, name[0], before, after)
    stages["namespace"].sort(key=lambda action: action.key[1] != FABRIC)
    for kind in _COMING:
        yield from stages[kind]


def _change(stages: dict[str, list[Action]], kind: str, before: Resource, after: Resource) -> None:
    """What whoever observed it could not know is taken to be as it should be."""
    if isinstance(before, Veth) and isinstance(after, Veth):
        before = aligned(before, after)
    if isinstance(before, Bridge) and isinstance(after, Bridge) and before.ageing is None:
        before = replace(before, ageing=after.ageing)
    if before != after:
        stages["update" if isinstance(after, Bridge | Veth | Upper) else kind].append(Update(before, after))


def aligned(before: Veth, after: Veth) -> Veth:
    """`before` with its ends in `after`'s order: whoever observed it may not have known which is first."""

    def likeness(ends: tuple[End, ...]) -> tuple[int, int]:
        pairs = list(zip(ends, after.ends, strict=True))
        places = sum(one.place == other.place for one, other in pairs)
        return places, sum((one.name == other.name) + (one.mac == other.mac) for one, other in pairs)

    return Veth(before.label, max(permutations(before.ends), key=likeness))
