"""One topology's world in memory. It behaves like the kernel where that matters to who plans.

Deleting a namespace takes what is inside; a veth pair dies with either end, and its addresses with it; a
link that goes down loses its IPv6 addresses; a route lives as long as its next hop is a neighbour.
"""

from dataclasses import replace

from engine.backends.place import Place
from engine.errors import Permanent
from engine.plan import Action, Create, Delete, Update
from engine.resources import (
    FABRIC,
    Bridge,
    End,
    Key,
    Link,
    Namespace,
    Resource,
    State,
    Uplink,
    Upper,
    Veth,
    key,
)


class World:
    """What exists of one topology."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._links: dict[Key, Link] = {}
        self._names: dict[Key, tuple[tuple[str, str], ...]] = {}
        """Per link, the place of each end and the name that the design gives it."""
        self._uplinks: dict[Key, Uplink] = {}

    def state(self) -> State:
        state: dict[Key, Resource] = {("namespace", place): Namespace(place) for place in self._places}
        state.update(self._links)
        state.update(self._uplinks)
        for place in self._places.values():
            state.update(place.contents)
        return state

    def carry_out(self, action: Action) -> None:
        """Raises Permanent, in the kernel's words, if that cannot be done."""
        match action:
            case Update(_, Bridge() | Veth() | Upper() as link):
                self.change(link)
            case Create(resource) | Update(_, resource):
                self.create(resource)
            case Delete(resource):
                self.delete(resource)

    def create(self, resource: Resource) -> None:
        match resource:
            case Namespace(place):
                self._create_place(place)
            case Bridge() | Veth() | Upper():
                self._create_link(resource)
            case Uplink():
                self._uplinks[key(resource)] = resource
            case _:
                self._place(resource.place).put(resource)

    def change(self, link: Link) -> None:
        """The link with this key becomes like this."""
        if key(link) not in self._links:
            raise Permanent(f'Cannot find device "{link.label}"')
        self._links[key(link)] = link
        for (place, name), end in zip(self._names[key(link)], _ends(link), strict=True):
            self._places[place].join(name, end)

    def delete(self, resource: Resource) -> None:
        """It goes with all that hangs on it; nothing happens if it is gone already."""
        match resource:
            case Namespace(place):
                self._delete_place(place)
            case Bridge() | Veth() | Upper():
                self._delete_link(key(resource))
            case Uplink():
                self._uplinks.pop(key(resource), None)
            case _:
                if resource.place in self._places:
                    self._places[resource.place].remove(key(resource))

    def _place(self, place: str) -> Place:
        if place not in self._places:
            raise Permanent(f'Cannot open network namespace "{place}": No such file or directory')
        return self._places[place]

    def _create_place(self, place: str) -> None:
        if place in self._places:
            raise Permanent(f'Cannot create namespace "{place}": File exists')
        self._places[place] = Place()

    def _create_link(self, link: Link) -> None:
        ends = _ends(link)
        if isinstance(link, Upper) and not self._place(link.lower_place).has(link.lower):
            raise Permanent(f'Cannot find device "{link.lower}"')
        for end in ends:
            if self._place(end.place).has(end.name):
                raise Permanent(f'Cannot create link "{end.name}": File exists')
            if end.bridge is not None and ("bridge", end.bridge) not in self._links:
                raise Permanent(f'Cannot find device "{end.bridge}"')
        self._links[key(link)] = link
        self._names[key(link)] = tuple((end.place, end.name) for end in ends)
        for end in ends:
            self._places[end.place].join(end.name, end)

    def _delete_place(self, place: str) -> None:
        for link, names in list(self._names.items()):
            if any(where == place for where, _ in names):
                self._delete_link(link)
        self._places.pop(place, None)

    def _delete_link(self, gone: Key) -> None:
        link = self._links.pop(gone, None)
        if isinstance(link, Bridge):
            self._let_go_of_ports(link.label)
        for place, name in self._names.pop(gone, ()):
            self._places[place].leave(name)
            self._lose_uppers(place, name)

    def _lose_uppers(self, place: str, lower: str) -> None:
        """A link takes along those on top of it."""
        for name, link in list(self._links.items()):
            if isinstance(link, Upper) and (link.lower_place, link.lower) == (place, lower):
                self._delete_link(name)

    def _let_go_of_ports(self, bridge: str) -> None:
        for name, link in self._links.items():
            if isinstance(link, Veth) and any(end.bridge == bridge for end in link.ends):
                ends = (replace(end, bridge=None) if end.bridge == bridge else end for end in link.ends)
                self._links[name] = replace(link, ends=tuple(ends))


def _ends(link: Link) -> tuple[End, ...]:
    """A bridge is a single end in the fabric."""
    match link:
        case Bridge():
            return (End(FABRIC, link.name, link.mac, link.mtu, link.up),)
        case Upper():
            return (link.end,)
    return link.ends
