"""The numbers that sandboxes have in their fabric: what happens in one without is not heard there."""

import os
import socket
import sys
from contextlib import suppress

from engine.backends.kernel import home, netlink
from engine.backends.kernel.netlink import attribute
from engine.resources import FABRIC

_RTM_NEWNSID, _RTM_GETNSID = 88, 90
_NETNSA_NSID, _NETNSA_FD = 1, 3
_NEXT_FREE = attribute(_NETNSA_NSID, b"\xff\xff\xff\xff")
_ANY_FAMILY = bytes(4)


class Numbers:
    """Gives them by a request socket in the fabric. `places` are the sandboxes by number."""

    def __init__(self, topology: str, fabric: socket.socket) -> None:
        self._topology = topology
        self._fabric = fabric
        self.places: dict[int, str] = {}
        self._numbered: dict[str, int] = {}

    def give(self) -> None:
        """To those that have appeared: one only gets a number by itself when a link leads there."""
        for place in set(home.places(self._topology)) - {FABRIC}:
            at = home.path(self._topology, place)
            inode = home.inode(at)
            if inode is not None and self._numbered.get(place) != inode:
                self._numbered[place] = inode
                with suppress(FileNotFoundError):  # it went again
                    self._number(place, os.open(at, os.O_RDONLY | os.O_CLOEXEC))

    def doubt(self, place: str) -> None:
        """It may be another namespace by now: the kernel may give a new one the inode of one that is gone."""
        self._numbered.pop(place, None)

    def _number(self, place: str, descriptor: int) -> None:
        """Give it a number, or learn which it has already: then the kernel refuses to give it another."""
        namespace = _ANY_FAMILY + attribute(_NETNSA_FD, descriptor.to_bytes(4, "little"))
        give = netlink.message(_RTM_NEWNSID, netlink.NLM_F_REQUEST, 1, namespace + _NEXT_FREE)
        tell = netlink.message(_RTM_GETNSID, netlink.NLM_F_REQUEST, 2, namespace)
        try:
            for answer in netlink.ask(self._fabric, give + tell):
                number = netlink.attributes(answer, len(_ANY_FAMILY))[_NETNSA_NSID]
                self.places[int.from_bytes(number, sys.byteorder, signed=True)] = place
        finally:
            os.close(descriptor)
