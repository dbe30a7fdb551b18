"""Addresses and routes of one place, as the kernel lists them."""

import socket
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache

from engine import marks
from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import RequestSocket
from engine.backends.kernel.rtnetlink import (
    ADDRESS,
    EVERY_ADDRESS,
    IFA_ADDRESS,
    IFA_LOCAL,
    ROUTE,
    RT_TABLE_MAIN,
    RTA_DST,
    RTA_GATEWAY,
    RTA_VIA,
    RTM_GETADDR,
    RTM_GETROUTE,
)

_RTM_GETNETCONF = 82

_IFA_PROTO = 11
_IFA_F_DADFAILED, _IFA_F_TENTATIVE, _IFA_F_PERMANENT = 0x08, 0x40, 0x80
_NETCONFA_IFINDEX, _NETCONFA_FORWARDING = 1, 2
_ALL_LINKS = (-1).to_bytes(4, sys.byteorder, signed=True)
_NETCONF_SIZE = 4

_LENGTHS = {socket.AF_INET: 4, socket.AF_INET6: 16}


Seen = tuple[int, str, bool]
"""Index of the link, address with prefix length, and whether it is tentative."""


def addresses(opened: RequestSocket) -> Sequence[Seen]:
    """Those that stay until somebody takes them away.

    Not those that the kernel gave itself, nor those that a DHCP client or a router's announcement lent.
    """
    return netlink.meaning(opened, EVERY_ADDRESS, _addresses)


def addresses_of(opened: socket.socket, index: int) -> Sequence[Seen]:
    """The same of one link."""
    return _addresses(netlink.dump(opened, netlink.listing(RTM_GETADDR, ADDRESS.pack(0, 0, 0, 0, index))))


def _addresses(bodies: Iterable[memoryview]) -> Sequence[Seen]:
    found = []
    for body in bodies:
        family, length, flags, _, index = ADDRESS.unpack_from(body)
        fields = netlink.attributes(body, ADDRESS.size, _ADDRESS_FIELDS)
        if flags & _IFA_F_PERMANENT and _IFA_PROTO not in fields and family in _LENGTHS:
            binary = fields[IFA_LOCAL] if IFA_LOCAL in fields else fields[IFA_ADDRESS]
            tentative = bool(flags & (_IFA_F_TENTATIVE | _IFA_F_DADFAILED))
            found.append((index, f"{_text(family, bytes(binary))}/{length}", tentative))
    return found


def routes(opened: RequestSocket) -> Sequence[tuple[str, str]]:
    """Destination and next hop ("" if there is none) of Patchboard's routes in the main table."""
    return netlink.meaning(opened, _ROUTES, _routes)


def _routes(bodies: Iterable[memoryview]) -> Sequence[tuple[str, str]]:
    found = []
    for body in bodies:
        family, length, _, _, table, protocol, *_ = ROUTE.unpack_from(body)
        if (table, protocol) == (RT_TABLE_MAIN, marks.ROUTE_PROTOCOL) and family in _LENGTHS:
            fields = netlink.attributes(body, ROUTE.size, _ROUTE_FIELDS)
            to = bytes(fields[RTA_DST]) if RTA_DST in fields else b"\0" * _LENGTHS[family]
            found.append((f"{_text(family, to)}/{length}", _next_hop(family, fields)))
    return found


def forwarding(opened: RequestSocket) -> Iterator[tuple[str, str]]:
    """The settings that say whether the place forwards, IPv4 and IPv6, with their values."""
    for setting, request in _NETCONFS.items():
        with suppress(OSError):  # a kernel without IPv6
            yield setting, netlink.meaning(opened, request, _forwarding)


def _forwarding(bodies: Sequence[memoryview]) -> str:
    value = netlink.attributes(bodies[0], _NETCONF_SIZE, _NETCONF_FIELDS)[_NETCONFA_FORWARDING]
    return str(int.from_bytes(value, sys.byteorder, signed=True))


def _next_hop(family: int, found: netlink.Attributes) -> str:
    if RTA_GATEWAY in found:
        return _text(family, bytes(found[RTA_GATEWAY]))
    if RTA_VIA in found:
        via = found[RTA_VIA]
        return _text(int.from_bytes(via[:2], sys.byteorder), bytes(via[2:]))
    return ""


@lru_cache(maxsize=1 << 14)
def _text(family: int, binary: bytes) -> str:
    return socket.inet_ntop(family, binary)


_ADDRESS_FIELDS = frozenset({IFA_ADDRESS, IFA_LOCAL, _IFA_PROTO})
_ROUTE_FIELDS = frozenset({RTA_DST, RTA_GATEWAY, RTA_VIA})
_NETCONF_FIELDS = frozenset({_NETCONFA_FORWARDING})
_ROUTES = netlink.listing(RTM_GETROUTE, ROUTE.pack(0, 0, 0, 0, RT_TABLE_MAIN, marks.ROUTE_PROTOCOL, 0, 0, 0))
_NETCONFS = {
    setting: netlink.message(
        _RTM_GETNETCONF,
        netlink.NLM_F_REQUEST,
        1,
        family.to_bytes(_NETCONF_SIZE, "little") + netlink.attribute(_NETCONFA_IFINDEX, _ALL_LINKS),
    )
    for setting, family in (
        ("ipv4/ip_forward", socket.AF_INET),
        ("ipv6/conf/all/forwarding", socket.AF_INET6),
    )
}
