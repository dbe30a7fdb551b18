"""Taking away: routes, addresses and links first, then whole namespaces."""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from engine import marks
from engine.backends.kernel import encode, home, processes
from engine.backends.kernel.links import Link
from engine.backends.kernel.place import Foreign, Missing
from engine.backends.kernel.work import Work
from engine.plan import Delete
from engine.resources import FABRIC, Address, Bridge, Namespace, Route, Upper, Veth


class Removal:
    """What a plan deletes."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._links: dict[str, list[tuple[int, Link]]] = defaultdict(list)
        self._namespaces: dict[int, str] = {}
        for number, action in enumerate(work.plan):
            if isinstance(action, Delete):
                self._sort(number, action)

    def carry_out(self) -> None:
        self._work.flush_all()
        for place, links in self._links.items():
            self._delete_links(place, links)
        if self._namespaces:
            self._remove_namespaces(self._namespaces)

    def _sort(self, number: int, action: Delete) -> None:
        match action.resource:
            case Namespace(place):
                self._namespaces[number] = place
            case Route() as route:
                self._work.post(route.place, encode.delete_route(number, route))
            case Address() as address:
                self._delete_address(number, address)
            case Veth(label, ends):
                self._find(number, label, {end.place for end in ends})
            case Bridge(label):
                self._find(number, label, {FABRIC})
            case Upper(label, _, end):
                self._find(number, label, {end.place})

    def _delete_address(self, number: int, address: Address) -> None:
        index = self._work.inventory.index(address.place, address.interface)
        if index is not None:
            self._work.post(address.place, encode.delete_address(number, address, index))

    def _find(self, number: int, label: str, places: set[str]) -> None:
        """Links are found by their mark, now: an index seen earlier may be another link's by this time.

        One end of a pair is enough, in the fabric if there is one: there most can go together.
        """
        for place in sorted(places):
            found = self._work.inventory.links(place, label)
            self._links[place] += [(number, link) for link in found]
            if found:
                return

    def _delete_links(self, place: str, links: list[tuple[int, Link]]) -> None:
        """All of a place together, by a group made for it: the kernel waits for its readers only once.

        A half-made one goes by itself: its group is all that says that it is ours, should this not work out.
        """
        together = [(number, link) for number, link in links if not link.is_half_made]
        if len(together) > 1:
            self._delete_together(place, together)
            links = [(number, link) for number, link in links if link.is_half_made]
        self._work.send(place, [encode.delete_link(number, link.index) for number, link in links])

    def _delete_together(self, place: str, links: list[tuple[int, Link]]) -> None:
        taken = self._work.inventory.groups(place)
        after = marks.group(self._work.topology) + 1
        group = next(group for group in range(after, 1 << 32) if group not in taken)
        for number, link in links:
            self._work.post(place, encode.regroup(number, link.index, group))
        self._work.post(place, encode.delete_group(links[0][0], group))
        self._work.flush(place)

    def _remove_namespaces(self, namespaces: Mapping[int, str]) -> None:
        """End what runs in them, since it would keep them alive, and take their names away. One stays while
        what goes with it has not gone: without it nobody would know."""
        ours = {number: place for number, place in namespaces.items() if self._is_to_go(number, place)}
        paths = {number: home.path(self._work.topology, place) for number, place in ours.items()}
        processes.end_all_in({inode for path in paths.values() if (inode := home.inode(path))})
        for number, place in ours.items():
            self._work.places.forget(self._work.topology, place)
            self._work.attempt(number, partial(home.hide, paths[number]))
        for path in paths.values():
            home.clear_one(path)
        if FABRIC in ours.values():
            home.clear(self._work.topology)

    def _is_to_go(self, number: int, place: str) -> bool:
        """Whether there still is such a namespace, it carries our mark, and nothing speaks against it."""
        if self._work.has_failed(number):
            return False
        try:
            with self._work.places.visit(self._work.topology, place):
                return True
        except Foreign as error:
            self._work.fail(number, error)
        except Missing:
            return False
        return False
