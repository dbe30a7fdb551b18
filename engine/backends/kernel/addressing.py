"""Addresses and routes of one place, as the kernel lists them."""

import socket
import sys
from collections.abc import Iterator
from functools import lru_cache
from struct import Struct

from engine import marks
from engine.backends.kernel import netlink

RTM_GETADDR, RTM_GETROUTE, RTM_GETNETCONF = 22, 26, 82
_RT_TABLE_MAIN = 254

_IFA_ADDRESS, _IFA_LOCAL, _IFA_FLAGS, _IFA_PROTO = 1, 2, 8, 11
_IFA_F_PERMANENT = 0x80
_RTA_DST, _RTA_GATEWAY, _RTA_VIA = 1, 5, 18
_NETCONFA_IFINDEX, _NETCONFA_FORWARDING = 1, 2
_ALL_LINKS = (-1).to_bytes(4, sys.byteorder, signed=True)
_FORWARDING: dict[int, str] = {
    socket.AF_INET: "ipv4/ip_forward",
    socket.AF_INET6: "ipv6/conf/all/forwarding",
}

_ADDRESS = Struct("=BBBBi")
_ROUTE = Struct("=BBBBBBBBI")
_LENGTHS = {socket.AF_INET: 4, socket.AF_INET6: 16}


def addresses(opened: socket.socket) -> Iterator[tuple[int, str]]:
    """Index of the link and address with prefix length, of those that stay until somebody takes them away.

    Not those that the kernel gave itself, nor those that a DHCP client or a router's announcement lent.
    """
    yield from _addresses(opened, _ADDRESSES)


def addresses_of(opened: socket.socket, index: int) -> Iterator[tuple[int, str]]:
    """The same of one link."""
    yield from _addresses(opened, _dump(RTM_GETADDR, _ADDRESS.pack(0, 0, 0, 0, index)))


def _addresses(opened: socket.socket, request: bytes) -> Iterator[tuple[int, str]]:
    for body in netlink.dump(opened, request):
        family, length, flags, _, index = _ADDRESS.unpack_from(body)
        found = netlink.attributes(body, _ADDRESS.size, _ADDRESS_FIELDS)
        if flags & _IFA_F_PERMANENT and _IFA_PROTO not in found and family in _LENGTHS:
            binary = found[_IFA_LOCAL] if _IFA_LOCAL in found else found[_IFA_ADDRESS]
            yield index, f"{_text(family, bytes(binary))}/{length}"


def routes(opened: socket.socket) -> Iterator[tuple[str, str]]:
    """Destination and next hop ("" if there is none) of Patchboard's routes in the main table."""
    for body in netlink.dump(opened, _ROUTES):
        family, length, _, _, table, protocol, *_ = _ROUTE.unpack_from(body)
        if (table, protocol) == (_RT_TABLE_MAIN, marks.ROUTE_PROTOCOL) and family in _LENGTHS:
            found = netlink.attributes(body, _ROUTE.size, _ROUTE_FIELDS)
            to = bytes(found[_RTA_DST]) if _RTA_DST in found else b"\0" * _LENGTHS[family]
            yield f"{_text(family, to)}/{length}", _next_hop(family, found)


def forwarding(opened: socket.socket) -> Iterator[tuple[str, str]]:
    """The settings that say whether the place forwards, IPv4 and IPv6, with their values."""
    for body in netlink.ask(opened, _NETCONFS):
        setting = _FORWARDING.get(body[0])
        value = netlink.attributes(body, 4).get(_NETCONFA_FORWARDING)
        if setting and value is not None:
            yield setting, str(int.from_bytes(value, sys.byteorder, signed=True))


def _next_hop(family: int, found: netlink.Attributes) -> str:
    if _RTA_GATEWAY in found:
        return _text(family, bytes(found[_RTA_GATEWAY]))
    if _RTA_VIA in found:
        via = found[_RTA_VIA]
        return _text(int.from_bytes(via[:2], sys.byteorder), bytes(via[2:]))
    return ""


@lru_cache(maxsize=1 << 14)
def _text(family: int, binary: bytes) -> str:
    return socket.inet_ntop(family, binary)


def _dump(kind: int, body: bytes) -> bytes:
    return netlink.message(kind, netlink.NLM_F_REQUEST | netlink.NLM_F_DUMP, 1, body)


_ADDRESS_FIELDS = frozenset({_IFA_ADDRESS, _IFA_LOCAL, _IFA_PROTO})
_ROUTE_FIELDS = frozenset({_RTA_DST, _RTA_GATEWAY, _RTA_VIA})
_ADDRESSES = _dump(RTM_GETADDR, _ADDRESS.pack(0, 0, 0, 0, 0))
_ROUTES = _dump(RTM_GETROUTE, _ROUTE.pack(0, 0, 0, 0, _RT_TABLE_MAIN, marks.ROUTE_PROTOCOL, 0, 0, 0))
_NETCONFS = b"".join(
    netlink.message(
        RTM_GETNETCONF,
        netlink.NLM_F_REQUEST,
        1,
        family.to_bytes(4, "little") + netlink.attribute(_NETCONFA_IFINDEX, _ALL_LINKS),
    )
    for family in _FORWARDING
)
