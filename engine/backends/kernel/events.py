"""Hearing what changes in a topology: one socket in the fabric hears all its sandboxes too."""

import os
import socket
from contextlib import suppress
from pathlib import Path
from struct import Struct

from engine.backends.kernel import home, netlink, sieve, sightings
from engine.backends.kernel.numbers import Numbers
from engine.backends.kernel.place import open_place
from engine.backends.kernel.syscalls import inotify
from engine.resources import FABRIC
from engine.scope import LinkName, Touched

_LINKS, _NEIGHBOURS, _QUEUEING, _IPV4, _IPV6 = 0x1, 0x4, 0x8, 0x10 | 0x40, 0x100 | 0x400
_POLICIES, _SETTINGS = 0x80 | 0x40000, 0x800000 | 0x1000000
_GROUPS = _LINKS | _NEIGHBOURS | _QUEUEING | _IPV4 | _IPV6 | _POLICIES | _SETTINGS
"""Of IPv4 and IPv6: addresses, routes, routing policies, and the settings that routing daemons care for."""

APPEARED_OR_WENT = 0x100 | 0x200 | 0x40 | 0x80
_INOTIFY = Struct("=iIII")


class Ear:
    """An event socket in a topology's fabric. Make it on a thread that may end up anywhere. `places` are the
    sandboxes by the numbers that they have in the fabric.

    Raises `places.Missing` if there is no fabric, and OSError.
    """

    def __init__(self, topology: str) -> None:
        self.topology = topology
        self.fabric = open_place(topology, FABRIC)
        self._numbers = Numbers(topology, self.fabric.socket)
        self.places = self._numbers.places
        self._fallen: set[LinkName] = set()
        self.socket = socket.socket(
            socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE
        )
        try:
            self.socket.setsockopt(netlink.SOL_NETLINK, netlink.LISTEN_ALL_NSID, 1)
            sieve.attach(self.socket)
            self.socket.bind((0, _GROUPS))
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        self.socket.close()
        self.fabric.close()

    def hears_the_fabric(self) -> bool:
        """Whether the fabric is still the one that it was made in."""
        return home.inode(home.path(self.topology, FABRIC)) == self.fabric.inode

    def include_sandboxes(self) -> None:
        """Hear the sandboxes too that have appeared."""
        self._numbers.give()

    def doubt(self, place: str) -> None:
        """It may be another namespace by now."""
        self._numbers.doubt(place)

    def take_in(self) -> set[Touched] | None:
        """Empty the socket, and say what was touched; None: that is not known. OSError: events were lost."""
        found: set[Touched] = set()
        is_known = True
        with suppress(BlockingIOError):
            for _ in range(sightings.DATAGRAMS):
                message, ancillary = sightings.receive(self.socket)
                place = sightings.place_of(ancillary, self.places)
                if place and (link := sightings.fallen(message, place)):
                    self._fallen.add(link)
                if place is not None and is_known and len(found) <= sightings.MOST:
                    one = sightings.touched(message, place)
                    is_known = one is not None
                    found |= {one} if one else set()
        return found if is_known else None

    def take_fallen(self) -> frozenset[LinkName]:
        """The sandboxes' interfaces that were heard to be down since this was last asked."""
        found = frozenset(self._fallen)
        self._fallen.clear()
        return found


class Names:
    """Hears names appear and go, such as those of namespaces: a topology's, or after a dot a place's."""

    def __init__(self, folder: Path, changes: int = APPEARED_OR_WENT) -> None:
        self.descriptor = inotify(folder, changes)

    def close(self) -> None:
        os.close(self.descriptor)

    def take_in(self) -> set[Touched]:
        """The topologies that those names would belong to, and the places."""
        data = os.read(self.descriptor, 1 << 16)
        found, offset = set(), 0
        while offset < len(data):
            length = _INOTIFY.unpack_from(data, offset)[3]
            name = data[offset + _INOTIFY.size :][:length].rstrip(b"\0").decode(errors="replace")
            topology, _, place = name.partition(".")
            found.add((topology, place))
            offset += _INOTIFY.size + length
        return {(topology, place) for topology, place in found if topology}
