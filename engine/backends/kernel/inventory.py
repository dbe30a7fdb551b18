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

FIRST = 100
"""Above `lo` and the tunnels that some kernels put into every new namespace."""


@dataclass(slots=True)
class _Known:
    """One place: our links by label and interface, indexes by interface, the next free index."""

    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    indexes: dict[str, int] = field(default_factory=dict)
    bridges: dict[str, int] = field(default_factory=dict)
    groups: set[int] = field(default_factory=set)
    next: int = FIRST


class Inventory:
    """What a plan's actions refer to."""

    def __init__(self, topology: str, places: Places) -> None:
        self._topology = topology
        self._places = places
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
        return self._at(place).indexes.get(interface)

    def bridge(self, place: str, label: str) -> int | None:
        return self._at(place).bridges.get(label)

    def groups(self, place: str) -> set[int]:
        """The groups that any link of the place is in, whosoever it is."""
        return self._at(place).groups

    def add(self, place: str, interface: str) -> int:
        """The index for a link that is about to be made."""
        index = self._at(place).indexes[interface] = self._next_index(place)
        return index

    def _next_index(self, place: str) -> int:
        known = self._at(place)
        known.next += 1
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
        try:
            with self._places.visit(self._topology, place) as visited:
                found = netlink.whole(lambda: links.dump(visited.socket, self._topology, place))
        except Missing:
            return _Known()
        marked = links.by_mark(found)
        return _Known(
            marked,
            {link.interface: link.index for link in marked.values()},
            {label: link.index for (label, _), link in marked.items() if link.kind == "bridge"},
            {link.group for link in found},
            max(FIRST, 1 + max(link.index for link in found)),
        )
