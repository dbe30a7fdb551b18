"""What the links of a place have counted, as the kernel tells it in one dump.

It tells nothing but the counters then: a dump of links with the same numbers in it takes longer. As hundreds
are read each second, they are taken apart all at once, a column for each counter.
"""

import socket
from collections.abc import Sequence
from struct import Struct

from engine.backends.kernel import netlink
from engine.traffic import Counters

_RTM_GETSTATS = 94
_LINK_64 = 1
_ASKED = Struct("=8xI")
"""if_stats_msg: which statistics."""

_REQUEST = netlink.listing(_RTM_GETSTATS, _ASKED.pack(1 << _LINK_64 - 1))

_INDEX, _KIND, _STATISTICS = 4, 14, 16
"""Where the bytes of a message's body are: the index in if_stats_msg, the kind of the only attribute, and
its value, a rtnl_link_stats64: packets, bytes, errors and drops, each received and sent."""

_SEEN = (2, 3, 0, 1, 6, 7)
_TURNED = (3, 2, 1, 0, 7, 6)
"""Which of the statistics are `Counters`."""


def counted(opened: socket.socket) -> dict[int, Counters]:
    """By index, as each link itself sees it. Raises `netlink.Interrupted`, and OSError."""
    return taken_apart(netlink.dump(opened, _REQUEST), _SEEN)


def counted_beyond(opened: socket.socket) -> dict[int, Counters]:
    """The same as the other end of each cable sees it."""
    return taken_apart(netlink.dump(opened, _REQUEST), _TURNED)


def taken_apart(bodies: Sequence[memoryview], wanted: Sequence[int] = _SEEN) -> dict[int, Counters]:
    """By index, from messages of one link each. Raises OSError if not all are laid out so."""
    if not bodies:  # the namespace is being taken apart
        return {}
    data, size = memoryview(b"".join(bodies)), len(bodies[0])
    kinds = data.cast("H")[_KIND // 2 :: size // 2].tolist()
    if len(data) != size * len(bodies) or kinds.count(_LINK_64) != len(bodies):
        raise OSError("the kernel lays out the statistics of links in another way")
    indices = data.cast("i")[_INDEX // 4 :: size // 4].tolist()
    statistics = data.cast("Q")[_STATISTICS // 8 :]
    columns = [statistics[each :: size // 8].tolist() for each in wanted]
    return dict(zip(indices, zip(*columns, strict=True), strict=True))
