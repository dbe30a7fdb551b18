"""Hearing that somebody changes what uplinks have on the machine: their nftables tables, whose names tell.

Their links are heard from the fabric, where the other end loses its carrier.
"""

import errno
import socket
from collections.abc import Iterator

from engine import marks
from engine.backends.kernel import netlink, nfnetlink

_DATAGRAMS = 256
_NEW_GENERATION = 15
"""The number of the message that ends each transaction, the only one that is about no table."""


class MachineEar:
    """An event socket where the engine is. Raises OSError where nothing is to be heard."""

    def __init__(self) -> None:
        self.socket = nfnetlink.open_socket()
        try:
            nfnetlink.listen(self.socket)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        self.socket.close()

    def take_in(self) -> set[str]:
        """The topologies whose tables were touched. What was lost, the next resync makes up for."""
        return {owner for datagram in self._datagrams() for owner in _touched(datagram)}

    def _datagrams(self) -> Iterator[bytes]:
        for _ in range(_DATAGRAMS):
            try:
                yield self.socket.recv(1 << 16, socket.MSG_DONTWAIT)
            except OSError as error:
                if error.errno == errno.ENOBUFS:
                    continue
                return


def _touched(datagram: bytes) -> Iterator[str]:
    for kind, _, _, body in netlink.messages(datagram):
        if kind & 0xFF != _NEW_GENERATION:
            owner = marks.parse_uplink_table(nfnetlink.table_of(body))
            if owner:
                yield owner[0]
