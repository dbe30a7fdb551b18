"""Hearing what changes in a topology: one socket in the fabric hears all its sandboxes too."""

import os
import socket
from contextlib import suppress
from struct import Struct

from engine.backends.kernel import home, netlink
from engine.backends.kernel.netlink import attribute
from engine.backends.kernel.place import open_place
from engine.backends.kernel.syscalls import inotify
from engine.resources import FABRIC

_LISTEN_ALL_NSID = 8
_GROUPS = 0x1 | 0x10 | 0x40 | 0x100 | 0x400  # links, addresses and routes, IPv4 and IPv6
_DATAGRAMS = 256  # taken in one go, before others are looked after

_RTM_NEWNSID = 88
_NETNSA_NSID, _NETNSA_FD = 1, 3
_NEXT_FREE = attribute(_NETNSA_NSID, b"\xff\xff\xff\xff")
_ANY_FAMILY = bytes(4)

_APPEARED_OR_WENT = 0x100 | 0x200 | 0x40 | 0x80
_INOTIFY = Struct("=iIII")


class Ear:
    """An event socket in a topology's fabric. Make it on a thread that may end up anywhere.

    Raises `places.Missing` if there is no fabric, and OSError.
    """

    def __init__(self, topology: str) -> None:
        self.topology = topology
        self._fabric = open_place(topology, FABRIC)
        self._numbered: set[int] = set()
        self.socket = socket.socket(
            socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE
        )
        try:
            self.socket.setsockopt(netlink.SOL_NETLINK, _LISTEN_ALL_NSID, 1)
            self.socket.bind((0, _GROUPS))
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        self.socket.close()
        self._fabric.close()

    def hears_the_fabric(self) -> bool:
        """Whether the fabric is still the one that it was made in."""
        return home.inode(home.path(self.topology, FABRIC)) == self._fabric.inode

    def include_sandboxes(self) -> None:
        """Hear the sandboxes too that have appeared: one without a number in the fabric is not heard, and
        it only gets one by itself when a link leads there."""
        for place in set(home.places(self.topology)) - {FABRIC}:
            at = home.path(self.topology, place)
            inode = home.inode(at)
            if inode is not None and inode not in self._numbered:
                self._numbered.add(inode)
                with suppress(FileNotFoundError):  # it went again
                    self._give_number(os.open(at, os.O_RDONLY | os.O_CLOEXEC))

    def take_in(self) -> None:
        """Empty the socket: that something changed is all that matters. OSError: events were lost."""
        with suppress(BlockingIOError):
            for _ in range(_DATAGRAMS):
                self.socket.recv(1 << 16, socket.MSG_DONTWAIT)

    def _give_number(self, descriptor: int) -> None:
        """One that has a number already keeps it: the kernel's refusal says just that."""
        namespace = attribute(_NETNSA_FD, descriptor.to_bytes(4, "little"))
        request = netlink.message(
            _RTM_NEWNSID, netlink.NLM_F_REQUEST, 1, _ANY_FAMILY + _NEXT_FREE + namespace
        )
        try:
            netlink.carry_out(self._fabric.socket, [request])
        finally:
            os.close(descriptor)


class Names:
    """Hears names of namespaces appear and go."""

    def __init__(self) -> None:
        self.descriptor = inotify(home.RUN_NETNS, _APPEARED_OR_WENT)

    def close(self) -> None:
        os.close(self.descriptor)

    def take_in(self) -> set[str]:
        """The topologies that those names would belong to."""
        data = os.read(self.descriptor, 1 << 16)
        topologies, offset = set(), 0
        while offset < len(data):
            length = _INOTIFY.unpack_from(data, offset)[3]
            name = data[offset + _INOTIFY.size :][:length].rstrip(b"\0").decode(errors="replace")
            topologies.add(name.partition(".")[0])
            offset += _INOTIFY.size + length
        return topologies - {""}
