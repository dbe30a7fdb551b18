"""Which links there are, and what number the next ones get.

Numbers (interface indexes) are given out here rather than by the kernel, so that a link can be set up
before the kernel has answered that it exists. Each place that existed before is read once, first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.backends.kernel import links, netlink
from engine.backends.kernel.links import Link
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.names import bridge_name
from engine.scope import Scope

FIRST = 100
"""Above `lo` and the tunnels that some kernels put into every new namespace."""


@dataclass(slots=True)
class _Known:
    """One place: our links by label and interface, indexes by interface, the next free index."""

    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    indexes: dict[str, int] = field(default_factory=dict)
    bridges: dict[str, int] = field(default_factory=dict)
    next: int = FIRST


Numbers = dict[tuple[str, str], int]
"""By topology and place the next index, remembered for plans that do not look at the whole place."""


class Inventory:
    """What a plan's actions refer to. With a scope, only the links in it are read of a place."""

    def __init__(self, topology: str, places: Places, numbers: Numbers, scope: Scope | None = None) -> None:
        self._topology = topology
        self._places = places
        self._numbers = numbers
        self._scope = scope
        self._known: dict[str, _Known] = {}

    def is_new(self, place: str) -> None:
        """The place is being made: there is nothing in it to read."""
        self._known[place] = _Known()

    def link(self, place: str, label: str, interface: str) -> Link | None:
        """Our link, as it was before this plan."""
        return self._at(place).links.get((label, interface))

    def links(self, place: str, label: str) -> list[Link]:
        """Our links of that label in the place, as they were before this plan."""
        return [link for (other, _), link in self._at(place).links.items() if other == label]

    def index(self, place: str, interface: str) -> int | None:
        """The index of the link that the design calls so."""
        known = self._at(place)
        if interface not in known.indexes and self._is_partial(place):
            self._add(known, self._named(place, [interface]))
        return known.indexes.get(interface)

    def bridge(self, place: str, label: str) -> int | None:
        known = self._at(place)
        if label not in known.bridges and self._is_partial(place):
            self._add(known, self._named(place, [bridge_name(label)]))
        return known.bridges.get(label)

    def groups(self, place: str) -> set[int]:
        """The groups that any link of the place is in, whosoever it is."""
        return {link.group for link in self._dump(place)}

    def add(self, place: str, interface: str) -> int:
        """The index for a link that is about to be made."""
        index = self._at(place).indexes[interface] = self._next_index(place)
        return index

    def add_above(self, place: str, interface: str, lower_place: str) -> int:
        """The same for a link that is made from `lower_place`. It is free there as well: older kernels look
        there whether the number is taken, wherever the link is to be."""
        here, there = self._at(place), self._at(lower_place)
        here.next = there.next = max(here.next, there.next)
        index = self.add(place, interface)
        there.next = here.next
        return index

    def _next_index(self, place: str) -> int:
        known = self._at(place)
        known.next += 1
        self._numbers[self._topology, place] = known.next
        return known.next - 1

    def add_bridge(self, place: str, interface: str, label: str) -> int:
        index = self._at(place).bridges[label] = self.add(place, interface)
        return index

    def drop(self, ends: Iterable[tuple[str, str]]) -> None:
        """A link could not be made: its indexes may be somebody else's."""
        for place, interface in ends:
            known = self._at(place)
            index = known.indexes.pop(interface, None)
            known.bridges = {label: other for label, other in known.bridges.items() if other != index}

    def _at(self, place: str) -> _Known:
        if place not in self._known:
            self._known[place] = self._read(place)
        return self._known[place]

    def _read(self, place: str) -> _Known:
        """A place that cannot be read has nothing; whatever is sent to it fails with the reason."""
        known = _Known()
        if self._is_partial(place) and self._scope:
            known.next = self._numbers[self._topology, place]
            self._add(known, self._named(place, [name for at, name in self._scope.links if at == place]))
            return known
        found = self._dump(place)
        self._add(known, found)
        known.next = max([FIRST, *(link.index + 1 for link in found)])
        return known

    def _dump(self, place: str) -> list[Link]:
        try:
            with self._places.visit(self._topology, place) as visited:
                return netlink.whole(lambda: links.dump(visited.socket, self._topology, place))
        except Missing:
            return []

    def _is_partial(self, place: str) -> bool:
        """Whether only the scope's links are read there; without a number for the next one, all are."""
        numbered = (self._topology, place) in self._numbers
        return self._scope is not None and place not in self._scope.places and numbered

    def _named(self, place: str, names: Iterable[str]) -> list[Link]:
        try:
            with self._places.visit(self._topology, place) as visited:
                return links.named(visited.socket, self._topology, place, names)
        except Missing:
            return []

    def _add(self, known: _Known, found: Iterable[Link]) -> None:
        marked = links.by_mark(found)
        known.links |= marked
        known.indexes |= {link.interface: link.index for link in marked.values()}
        known.bridges |= {label: link.index for (label, _), link in marked.items() if link.kind == "bridge"}
