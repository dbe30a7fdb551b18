"""All tables of a subject, read again and again from one open namespace."""

from collections.abc import Callable, Mapping
from functools import partial

from engine.backends.kernel import home, netlink
from engine.backends.kernel.place import Missing, Place, go, open_place
from engine.backends.kernel.showing import addresses, links, neighbours, routes, rules, sockets, trees
from engine.backends.kernel.showing.rules import Rules
from engine.backends.kernel.showing.sockets import Sockets
from engine.backends.kernel.showing.subject import Subject
from engine.backends.kernel.showing.table import Rows, Table, Tables
from engine.backends.kernel.showing.wakes import Wakes
from engine.errors import Permanent, Transient

TITLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "interfaces": ("Interfaces", links.COLUMNS),
    "counters": ("Counters", links.COUNTED),
    "addresses": ("Addresses", addresses.COLUMNS),
    "routes": ("Routes", routes.COLUMNS),
    "neighbours": ("Neighbours", neighbours.COLUMNS),
    "fdb": ("FDB", neighbours.FDB_COLUMNS),
    "stp": ("STP", trees.COLUMNS),
    "nft": ("nft", rules.COLUMNS),
    "sockets": ("Sockets", sockets.COLUMNS),
}
"""Of each table its title and columns, in the order in which they are shown."""


class View:
    """Used by one thread at a time. Raises `Missing` if the namespace is not there, and OSError."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._commands = subject.commands
        self._place: Place = go(lambda: open_place(subject.topology, subject.place))
        self.wakes = Wakes(self._place.descriptor)
        self._sockets = Sockets(self._place.descriptor)
        self._rules = Rules(self._place.descriptor)

    def close(self) -> None:
        self._sockets.close()
        self.wakes.close()
        self._place.close()

    def read(self) -> Tables:
        """Raises `Missing` if the namespace is gone or another one, and `Transient`."""
        at = home.path(self.subject.topology, self.subject.place)
        if home.inode(at) != self._place.inode:
            raise Missing(at)
        rules_changed = self.wakes.take_in()
        rows = netlink.whole(self._routing) | {
            "nft": self._nft(rules_changed),
            "sockets": self._sockets.rows(),
        }
        return {
            name: Table(title, columns, self._commands[name], rows[name])
            for name, (title, columns) in TITLES.items()
        }

    def _routing(self) -> dict[str, Rows]:
        """What route netlink tells."""
        opened, subject = self._place.socket, self.subject
        seen = links.read(opened)
        shown = subject.shown(seen)
        names = {index: link.name for index, link in seen.items()}
        holds: Callable[[int], bool] = partial(subject.holds, own=shown)
        indexes = {link.index for link in shown}
        return {
            "interfaces": links.rows(shown, seen),
            "counters": links.counters(shown),
            "addresses": addresses.rows(
                [each for each in addresses.read(opened) if holds(each.index)], names
            ),
            "routes": routes.rows(
                [each for each in routes.read(opened) if any(holds(index) for _, index in each.hops)], names
            ),
            "neighbours": neighbours.rows(
                [each for each in neighbours.read(opened) if holds(each.index)], names
            ),
            "fdb": neighbours.fdb_rows(
                [each for each in neighbours.read_fdb(opened) if each.index in indexes], names
            ),
            "stp": trees.rows(shown, seen),
        }

    def _nft(self, changed: bool) -> Rows:
        """What keeps `nft` from telling is told in its place."""
        try:
            return self._rules.rows(changed)
        except (Transient, Permanent) as error:
            return {"0": (f"# {error}",)}
