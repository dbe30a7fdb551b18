"""What the links of a place have counted, as the kernel tells it in one dump.

It tells nothing but the counters then: a dump of links with the same numbers in it takes longer.
"""

import socket
from struct import Struct

from engine.backends.kernel import netlink
from engine.traffic import Counters

_RTM_GETSTATS = 94
_LINK_64 = 1
_HEADER = Struct("=BxxxiI")
"""if_stats_msg: family, index, which statistics."""

_STATISTICS = Struct("=8Q")
"""The first of rtnl_link_stats64: packets, bytes, errors and drops, each received and sent."""

_WANTED = frozenset({_LINK_64})
_REQUEST = netlink.listing(_RTM_GETSTATS, _HEADER.pack(0, 0, 1 << _LINK_64 - 1))


def counted(opened: socket.socket) -> dict[int, Counters]:
    """By index, as each link itself sees it. Raises `netlink.Interrupted`."""
    return dict(map(_decode, netlink.dump(opened, _REQUEST)))


def _decode(body: memoryview) -> tuple[int, Counters]:
    _, index, _ = _HEADER.unpack_from(body)
    statistics = netlink.attributes(body, _HEADER.size, _WANTED)[_LINK_64]
    packets_in, packets_out, bytes_in, bytes_out, _, _, drops_in, drops_out = _STATISTICS.unpack_from(
        statistics
    )
    return index, Counters(bytes_in, bytes_out, packets_in, packets_out, drops_in, drops_out)
