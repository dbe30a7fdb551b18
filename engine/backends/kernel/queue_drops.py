"""What the queueing disciplines at links have dropped, which the links themselves do not count.

That at the root of a link counts for those below it.
"""

import socket
from collections.abc import Container
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.queueing import HEADER, ROOT, RTM_GETQDISC

_EVERY = netlink.listing(RTM_GETQDISC, HEADER.pack(0, 0, 0, 0, 0))
_STATISTICS = 3
_WANTED = frozenset({_STATISTICS})
_DROPS = Struct("=12xI")
"""Of tc_stats: after the bytes and packets that have passed."""


def dropped(opened: socket.socket, links: Container[int]) -> dict[int, int]:
    """Frames by index, of these links. All are listed, as asking for one is an event that everybody hears.
    Raises `netlink.Interrupted`."""
    found = {}
    for body in netlink.dump(opened, _EVERY):
        _, index, _, parent, _ = HEADER.unpack_from(body)
        if parent == ROOT and index in links:
            statistics = netlink.attributes(body, HEADER.size, _WANTED)[_STATISTICS]
            found[index] = _DROPS.unpack_from(statistics)[0]
    return found
