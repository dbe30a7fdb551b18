"""Hearing every event of a topology, each as a line: as `ip monitor` in all of its namespaces at once."""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from engine.backends.kernel import home, links, netlink, nfnetlink, sightings, xfrm
from engine.backends.kernel.netlink import messages
from engine.backends.kernel.numbers import Numbers
from engine.backends.kernel.place import Missing, go, go_to, open_place
from engine.backends.kernel.places import Places
from engine.backends.kernel.showing import lines
from engine.backends.kernel.showing.lines import Line
from engine.backends.kernel.showing.links import read as read_links
from engine.errors import Transient
from engine.resources import FABRIC

_GROUPS = 0x1 | 0x4 | 0x8 | 0x10 | 0x40 | 0x80 | 0x100 | 0x400 | 0x40000 | 0x800000 | 0x1000000
_MORE_GROUPS = 0x2000000 | 0x8000000 | 0x80000000
"""Links, neighbours, queueing; of IPv4 and IPv6 addresses, routes, routing policies and settings. And who
wants what multicast, the numbers of namespaces, and next hops that are objects."""

_ROOM = 1 << 16
_BUFFER = 1 << 22
MOST = 500
"""Lines that are told at a time; of more, only their number is."""
_LOST = "more happened than could be heard; some of it is missing here"


Saying = Callable[[str, int, memoryview], Line | None]
"""A message of a place in words: its kind and its body."""


class Event(NamedTuple):
    """`place` is "" for the fabric."""

    place: str
    about: str
    text: str


class Monitor:
    """Used by one thread at a time. Raises `Missing` if there is no fabric, and OSError."""

    def __init__(self, topology: str, places: Places) -> None:
        self._topology = topology
        self._places = places
        self._fabric = go(lambda: open_place(topology, FABRIC))
        self._numbers = Numbers(topology, self._fabric.socket)
        self._names: dict[str, dict[int, str]] = {}
        self._sockets: dict[socket.socket, Saying] = {}
        self._has_lost = False
        self._named = -1
        try:
            self._listen()
        except OSError:
            self.close()
            raise

    @property
    def descriptors(self) -> list[int]:
        """They become readable when something has happened."""
        return [each.fileno() for each in self._sockets]

    def close(self) -> None:
        for each in self._sockets:
            each.close()
        self._fabric.close()

    def take_in(self) -> tuple[list[Event], int]:
        """What has happened since the last time, and how much more than that."""
        events: list[Event] = []
        more = 0
        for event in self._heard():
            if len(events) < MOST:
                events.append(event)
            else:
                more += 1
        if self._has_lost:
            events.append(Event(FABRIC, "lost", _LOST))
            self._has_lost = False
        self._include_new_sandboxes()
        return events, more

    @property
    def is_over(self) -> bool:
        """Whether the fabric is gone, or another one."""
        return home.inode(home.path(self._topology, FABRIC)) != self._fabric.inode

    def _include_new_sandboxes(self) -> None:
        if self._named != home.stamp():
            self._named = home.stamp()
            for place in self._numbers.places.values():
                self._numbers.doubt(place)
            self._numbers.give()

    def _listen(self) -> None:
        self._include_new_sandboxes()
        routing = go_to(self._fabric.descriptor, _routing_socket)
        self._sockets[routing] = self._routing
        _hear_all(routing)
        routing.bind((0, _GROUPS | _MORE_GROUPS))
        with suppress(OSError):  # a kernel without nftables
            rules = nfnetlink.open_socket(self._fabric.descriptor)
            self._sockets[rules] = lambda place, kind, body: lines.of_rules(kind, body)
            _hear_all(rules)
            nfnetlink.listen(rules)
        with suppress(OSError):  # a kernel without IPsec
            transforms = xfrm.open_socket(self._fabric.descriptor)
            self._sockets[transforms] = self._transforms
            _hear_all(transforms)
            transforms.bind((0, xfrm.EVENTS))

    def _heard(self) -> Iterator[Event]:
        for opened, say in self._sockets.items():
            for place, datagram in self._datagrams(opened):
                for kind, _, _, body in messages(datagram):
                    line = say(place, kind, body)
                    yield from [Event(place, *line)] if line else []

    def _datagrams(self, opened: socket.socket) -> Iterator[tuple[str, bytes]]:
        while True:
            try:
                datagram, ancillary = sightings.receive(opened, _ROOM)
            except BlockingIOError:
                return
            except OSError:
                self._has_lost = True
                continue
            place = sightings.place_of(ancillary, self._numbers.places)
            if place is not None:
                yield place, datagram

    def _routing(self, place: str, kind: int, body: memoryview) -> Line | None:
        names = self._of_links(place)
        if kind in (links.RTM_NEWLINK, links.RTM_DELLINK):
            index = links.HEADER.unpack_from(body)[2]
            found = netlink.attributes(body, links.HEADER.size, (links.IFLA_IFNAME,))
            names[index] = netlink.text(found.get(links.IFLA_IFNAME)) or names.get(index, "")
        return lines.of_routing(kind, body, names)

    def _transforms(self, place: str, kind: int, body: memoryview) -> Line | None:
        return lines.of_transforms(kind, body, self._of_links(place))

    def _of_links(self, place: str) -> dict[int, str]:
        """Their names."""
        names = self._names.get(place)
        if names is None:
            names = self._names[place] = self._read_names(place)
        return names

    def _read_names(self, place: str) -> dict[int, str]:
        try:
            with self._places.visit(self._topology, place) as visited:
                seen = netlink.whole(lambda: read_links(visited.socket))
        except (Missing, Transient):
            return {}
        return {index: link.name for index, link in seen.items()}


def _routing_socket() -> socket.socket:
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE)


def _hear_all(opened: socket.socket) -> None:
    """Of all namespaces that have a number there, and as much at a time as may be."""
    opened.setsockopt(netlink.SOL_NETLINK, netlink.LISTEN_ALL_NSID, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
