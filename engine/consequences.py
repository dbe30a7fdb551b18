"""Losses that are nobody's deed: what the kernel takes away by itself, because of a link or an address.

An interface that goes down loses its IPv6 addresses, as one does whose MTU is too small for them. A route
goes with the address or the interface by which it reaches its next hop. What lies on a link goes with it, and
what a bridge's table says of a port goes when the port leaves the bridge.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from engine.addressing import reaches, version
from engine.differences import differences
from engine.drivers.ends import SMALLEST_IPV6_MTU
from engine.plan import Action, Create, Plan, Update
from engine.resources import FABRIC, Address, Bridge, Fdb, Key, Resource, Route, State, Upper, Veth, key
from engine.scope import LinkName

Trouble = tuple[str, str, str]
"""Place and name of a link, and what is the matter: `gone`, `down`, `small` or `unplugged`."""


def consequences(desired: State, rest: Plan, fallen: Iterable[LinkName] = ()) -> frozenset[Key]:
    """The keys of addresses, routes and table entries that are missing because of something else in `rest`,
    or because an interface was down meanwhile, one of the `fallen`.

    Which of its links a lost route went by cannot be told: it is one of these if it may have gone by one that
    has lost its address or is in trouble.
    """
    missing = {action.key: action.resource for action in rest if isinstance(action, Create)}
    troubles = frozenset(trouble for action in rest for trouble in _troubles(action))
    troubles |= {(place, name, "down") for place, name in fallen}
    stopped: dict[str, list[str]] = defaultdict(list)
    for name, each in desired.items():
        if isinstance(each, Address) and (name in missing or _is_in(troubles, each, "gone", "down")):
            stopped[each.place].append(each.address)
    return frozenset(key(each) for each in missing.values() if _is_lost(each, troubles, stopped))


def _is_lost(resource: Resource, troubles: frozenset[Trouble], stopped: dict[str, list[str]]) -> bool:
    match resource:
        case Address(_, _, address) if version(address) == 6:
            return _is_in(troubles, resource, "gone", "down", "small")
        case Address():
            return _is_in(troubles, resource, "gone")
        case Fdb():
            return _is_in(troubles, resource, "gone", "unplugged")
        case Route(place, _, via):
            return any(reaches(address, via) for address in stopped.get(place, ()))
    return False


def _is_in(troubles: frozenset[Trouble], resource: Address | Fdb, *which: str) -> bool:
    return any((resource.place, resource.interface, what) in troubles for what in which)


def _troubles(action: Action) -> Iterator[Trouble]:
    match action:
        case Create(Bridge(_, name)):
            yield FABRIC, name, "gone"
        case Create(Veth(_, ends)):
            yield from ((end.place, end.name, "gone") for end in ends)
        case Create(Upper(_, _, end)):
            yield end.place, end.name, "gone"
        case Update(Bridge() | Veth() | Upper() as before, Bridge() | Veth() | Upper() as after):
            for each in differences(before, after):
                if each.field == "up" and each.after:
                    yield each.place, each.link, "down"
                elif each.field == "mtu" and each.before < SMALLEST_IPV6_MTU:
                    yield each.place, each.link, "small"
                elif each.field == "bridge" and each.after is not None:
                    yield each.place, each.link, "unplugged"
