"""Looking at a part of a topology: some places as a whole, of others some links."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial

from engine.backends.kernel import addressing, links, netlink, observe, stacking
from engine.backends.kernel.parts import PARTS
from engine.backends.kernel.place import Missing, Place
from engine.backends.kernel.places import Places
from engine.backends.kernel.reading import Marked
from engine.backends.kernel.sight import Sight
from engine.resources import FABRIC, Address, Resource, State, state
from engine.scope import Scope

Found = tuple[list[Resource], Sequence[Marked]]


def glimpse(topology: str, places: Places, scope: Scope) -> State:
    """What the scope covers, and perhaps some more. Raises `Transient` as `observe` does."""
    found: list[Resource] = []
    ends: list[Marked] = []
    names: dict[str, set[str]] = defaultdict(set)
    for place, name in scope.links:
        names[place].add(name)
    for place in {*scope.places, *names}:
        read = observe.read if place in scope.places else partial(_read, names=names[place])
        try:
            with places.visit(topology, place) as visited:
                resources, marked = netlink.whole(partial(read, topology, place, visited))
        except Missing:
            continue
        found += resources
        ends += marked
    for part in PARTS:
        found += part.of_topology(topology, scope)
    return state(*found, *observe.pairs(ends))


def _read(topology: str, place: str, visited: Place, names: Iterable[str]) -> Found:
    """These links and what lies on them, with the bridges that they are ports of to say which those are."""
    seen = {link.index: link for link in links.named(visited.socket, topology, place, names)}
    bridges = {link.master for link in seen.values()} - seen.keys() - {0}
    seen |= {link.index: link for link in links.numbered(visited.socket, topology, place, bridges)}
    marked = [link for link in seen.values() if link.label is not None]
    vlans = observe.memberships(visited, seen)
    found: list[Resource] = [observe.bridge(link, vlans) for link in marked if link.kind == "bridge"]
    found += stacking.uppers(visited.socket, topology, place, seen)
    for link in marked:
        if place != FABRIC or not observe.is_end(link):  # a port has no addresses
            found += (
                Address(place, link.interface, text, tentative)
                for _, text, tentative in addressing.addresses_of(visited.socket, link.index)
            )
    for part in PARTS:
        found += part.in_place(Sight(topology, place, visited, seen))
    return found, [observe.marked_end(place, link, seen, vlans) for link in marked if observe.is_end(link)]
