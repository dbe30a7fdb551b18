"""How route netlink lays out addresses, routes, rules and neighbours: rtnetlink(7)."""

from collections.abc import Iterator
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import Attributes

AF_BRIDGE = 7

ADDRESS = Struct("=BBBBi")
"""ifaddrmsg: family, length of the prefix, flags, scope, index of the link."""

RTM_GETADDR = 22
IFA_ADDRESS, IFA_LOCAL = 1, 2

ROUTE = Struct("=BBBBBBBBI")
"""rtmsg: family, lengths of destination and source, TOS, table, protocol, scope, type, flags. A rule's
fib_rule_hdr is alike, but has no protocol and scope, and an action for a type."""

RTM_GETROUTE, RTM_GETRULE = 26, 34
RTA_DST, RTA_OIF, RTA_GATEWAY, RTA_PRIORITY, RTA_PREFSRC = 1, 4, 5, 6, 7
RTNH_F_DEAD = 0x1
RTA_MULTIPATH, RTA_TABLE, RTA_VIA = 9, 15, 18
RT_TABLE_MAIN = 254
RTM_F_CLONED = 0x200

_NEXT_HOP = Struct("=HBBi")
"""rtnexthop: length, flags, weight, index of the link; attributes follow."""

NEIGHBOUR = Struct("=BxxxiHBB")
"""ndmsg: family, index of the link, state, flags, type. A forwarding table's entry is one of AF_BRIDGE."""

RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH = 28, 29, 30
NDA_DST, NDA_LLADDR, NDA_VLAN, NDA_IFINDEX, NDA_MASTER = 1, 2, 5, 8, 9
NUD_STALE, NUD_NOARP, NUD_PERMANENT = 0x04, 0x40, 0x80

NEIGHBOUR_STATES = {
    0x01: "INCOMPLETE",
    0x02: "REACHABLE",
    0x04: "STALE",
    0x08: "DELAY",
    0x10: "PROBE",
    0x20: "FAILED",
    0x40: "NOARP",
    0x80: "PERMANENT",
}


def next_hops(route: Attributes) -> Iterator[tuple[int, int, Attributes]]:
    """Of each of the ways that a route has: the index of the link, 0 if there is none, flags as of one of
    several, and the attributes."""
    if RTA_MULTIPATH not in route:
        yield netlink.number(route.get(RTA_OIF)), 0, route
        return
    data, offset = route[RTA_MULTIPATH], 0
    while offset + _NEXT_HOP.size <= len(data):
        length, flags, _, index = _NEXT_HOP.unpack_from(data, offset)
        yield index, flags, netlink.attributes(data[offset : offset + length], _NEXT_HOP.size)
        offset += max(length + 3 & ~3, _NEXT_HOP.size)


def neighbours(family: int, *fields: bytes) -> bytes:
    """The request for neighbours; of AF_BRIDGE: for forwarding tables. The fields may say which."""
    return netlink.listing(RTM_GETNEIGH, NEIGHBOUR.pack(family, 0, 0, 0, 0) + b"".join(fields))


EVERY_ADDRESS = netlink.listing(RTM_GETADDR, ADDRESS.pack(0, 0, 0, 0, 0))
EVERY_ROUTE = netlink.listing(RTM_GETROUTE, ROUTE.pack(0, 0, 0, 0, 0, 0, 0, 0, 0))
