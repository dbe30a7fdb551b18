"""The words that `ip` and `bridge` have for the kernel's numbers."""

import socket
from collections.abc import Mapping

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import Attributes

LINK_FLAGS = {
    0x8: "LOOPBACK",
    0x2: "BROADCAST",
    0x10: "POINTOPOINT",
    0x1000: "MULTICAST",
    0x80: "NOARP",
    0x200: "ALLMULTI",
    0x100: "PROMISC",
    0x400: "MASTER",
    0x800: "SLAVE",
    0x4: "DEBUG",
    0x8000: "DYNAMIC",
    0x4000: "AUTOMEDIA",
    0x2000: "PORTSEL",
    0x20: "NOTRAILERS",
    0x1: "UP",
    0x10000: "LOWER_UP",
    0x20000: "DORMANT",
    0x40000: "ECHO",
}
"""In the order in which `ip` names them."""

_RUNNING = 0x40
_UP = 0x1
OPERATIONAL = ("UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP")

SCOPES = {0: "global", 200: "site", 253: "link", 254: "host", 255: "nowhere"}
ADDRESS_FLAGS = {
    0x01: "secondary",
    0x02: "nodad",
    0x04: "optimistic",
    0x08: "dadfailed",
    0x10: "home",
    0x20: "deprecated",
    0x40: "tentative",
    0x100: "mngtmpaddr",
    0x200: "noprefixroute",
    0x400: "autojoin",
    0x800: "stable-privacy",
}
PERMANENT_ADDRESS = 0x80

NEIGHBOUR_FLAGS = {
    0x01: "use",
    0x08: "proxy",
    0x10: "extern_learn",
    0x20: "offload",
    0x40: "sticky",
    0x80: "router",
}

PROTOCOLS = {
    1: "redirect",
    2: "kernel",
    3: "boot",
    4: "static",
    8: "gated",
    9: "ra",
    11: "zebra",
    12: "bird",
    16: "dhcp",
    17: "mrouted",
    42: "babel",
    186: "bgp",
    187: "isis",
    188: "ospf",
    189: "rip",
    192: "eigrp",
}
TABLES = {253: "default", 254: "main", 255: "local"}
ROUTE_TYPES = {
    1: "unicast",
    2: "local",
    3: "broadcast",
    4: "anycast",
    5: "multicast",
    6: "blackhole",
    7: "unreachable",
    8: "prohibit",
    9: "throw",
    10: "nat",
}
RULE_ACTIONS = {2: "goto", 3: "nop", 6: "blackhole", 7: "unreachable", 8: "prohibit"}
"""Of a routing policy that does not look into a table."""
FAMILIES: Mapping[int, str] = {socket.AF_INET: "inet", socket.AF_INET6: "inet6"}
LENGTHS: Mapping[int, int] = {socket.AF_INET: 4, socket.AF_INET6: 16}


def of(words: Mapping[int, str], number: int) -> str:
    return words.get(number, str(number))


def every(words: Mapping[int, str], flags: int) -> list[str]:
    """The words of all bits that are set."""
    return [word for bit, word in words.items() if flags & bit]


def link_flags(flags: int) -> str:
    """As between the angle brackets; one that is up and has no carrier is told so first."""
    lost = ["NO-CARRIER"] if flags & _UP and not flags & _RUNNING else []
    return ",".join([*lost, *every(LINK_FLAGS, flags)])


def address(family: int, value: memoryview | bytes | None) -> str:
    """An address of IPv4 or IPv6; "" if there is none."""
    return socket.inet_ntop(family, bytes(value)) if value is not None else ""


def via(family: int, found: Attributes, gateway: int, other: int) -> str:
    """A next hop, which may be of the other family."""
    if gateway in found:
        return address(family, found[gateway])
    if other in found:
        there = netlink.number(found[other][:2])
        return f"{of(FAMILIES, there)} {address(there, found[other][2:])}"
    return ""
