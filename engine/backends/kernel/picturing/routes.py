"""All addresses, routes and routing rules of a place."""

import socket
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from ipaddress import ip_address, ip_interface, ip_network
from struct import Struct

from engine.backends.kernel import netlink
from engine.backends.kernel.addressing import RTM_GETADDR, RTM_GETROUTE
from engine.backends.kernel.netlink import Attributes, RequestSocket, message
from engine.reach.picture import Address, At, Interface, Policy, Prefix, Route

_RTM_GETRULE = 34
_LENGTHS: Mapping[int, int] = {socket.AF_INET: 4, socket.AF_INET6: 16}
_VERSIONS: Mapping[int, int] = {socket.AF_INET: 4, socket.AF_INET6: 6}

_ADDRESS = Struct("=BBBBi")
_IFA_ADDRESS, _IFA_LOCAL = 1, 2
_DADFAILED, _TENTATIVE = 0x08, 0x40

_ROUTE = Struct("=BBBBBBBBI")
"""rtmsg, and fib_rule_hdr too: family, lengths of destination and source, tos, table, …, type or action,
flags."""
_DST, _OIF, _GATEWAY, _PRIORITY, _PREFSRC, _MULTIPATH, _TABLE, _VIA = 1, 4, 5, 6, 7, 9, 15, 18
_LOCAL = 2
_KINDS = {1: "unicast", 6: "blackhole", 7: "unreachable", 8: "prohibit"}
_CLONED, _DEAD = 0x200, 0x1
_NEXT_HOP = Struct("=HBBi")

_RULE_DST, _RULE_SRC, _RULE_INTO, _RULE_PRIORITY = 1, 2, 3, 6
_RULE_KNOWN = frozenset({_RULE_DST, _RULE_SRC, _RULE_INTO, _RULE_PRIORITY, _TABLE, 14, 21})
"""These, and what says nothing: which group a route must not be in, and who made the rule."""
_ACTIONS = {1: "table", 6: "blackhole", 7: "unreachable", 8: "prohibit"}
_INVERTED = 0x2


def addresses(
    opened: RequestSocket, at: Mapping[int, At]
) -> tuple[Mapping[At, tuple[Interface, ...]], Mapping[At, tuple[Address, ...]]]:
    """By link, those that are used, and those that the kernel does not use because it looks for a duplicate
    or has found one."""
    used: dict[At, tuple[Interface, ...]] = defaultdict(tuple)
    unusable: dict[At, tuple[Address, ...]] = defaultdict(tuple)
    for body in netlink.dump(opened, _dump(RTM_GETADDR, _ADDRESS.pack(0, 0, 0, 0, 0))):
        family, length, flags, _, index = _ADDRESS.unpack_from(body)
        found = netlink.attributes(body, _ADDRESS.size, (_IFA_ADDRESS, _IFA_LOCAL))
        if family not in _LENGTHS or index not in at:
            continue
        address = ip_address(bytes(found.get(_IFA_LOCAL, found[_IFA_ADDRESS])))
        if flags & (_TENTATIVE | _DADFAILED):
            unusable[at[index]] += (address,)
        else:
            used[at[index]] += (ip_interface(f"{address}/{length}"),)
    return used, unusable


def routes(
    opened: RequestSocket, place: str, at: Mapping[int, At]
) -> tuple[tuple[Route, ...], frozenset[Address]]:
    """Those that lead somewhere else, and those that refuse; and the IPv4 addresses that the place takes for
    itself."""
    found = list(netlink.dump(opened, _dump(RTM_GETROUTE, _ROUTE.pack(0, 0, 0, 0, 0, 0, 0, 0, 0))))
    own = frozenset(address for body in found for address in _own(body))
    return tuple(route for body in found for route in _route(body, place, at)), own


def policies(opened: RequestSocket) -> tuple[Policy, ...]:
    """In the order in which they are tried."""
    found: list[Policy] = []
    for family in _LENGTHS:
        with suppress(OSError):  # a kernel without them
            request = _dump(_RTM_GETRULE, _ROUTE.pack(family, 0, 0, 0, 0, 0, 0, 0, 0))
            found += (_policy(body) for body in netlink.dump(opened, request))
    return tuple(sorted(found, key=lambda each: each.priority))


def _route(body: memoryview, place: str, at: Mapping[int, At]) -> Iterator[Route]:
    family, length, _, _, table, _, _, kind, flags = _ROUTE.unpack_from(body)
    if family not in _LENGTHS or kind not in _KINDS or flags & (_CLONED | _DEAD):
        return
    found = netlink.attributes(body, _ROUTE.size)
    to = _prefix(family, found.get(_DST), length)
    metric = _number(found.get(_PRIORITY))
    table = _number(found[_TABLE]) if _TABLE in found else table
    source = ip_address(bytes(found[_PREFSRC])) if _PREFSRC in found else None
    for index, via in _next_hops(found):
        link = at.get(index, (place, "lo"))
        yield Route(to, link, via, _KINDS[kind], metric, table, source)


def _own(body: memoryview) -> Iterator[Address]:
    family, length, _, _, _, _, _, kind, _ = _ROUTE.unpack_from(body)
    if (family, length, kind) == (socket.AF_INET, 32, _LOCAL):
        yield ip_address(bytes(netlink.attributes(body, _ROUTE.size)[_DST]))


def _next_hops(found: Attributes) -> Iterator[tuple[int, Address | None]]:
    """The number of the link and the next hop, of each of the ways that a route has."""
    if _MULTIPATH not in found:
        yield _number(found.get(_OIF)), _via(found)
        return
    data, offset = found[_MULTIPATH], 0
    while offset + _NEXT_HOP.size <= len(data):
        length, _, _, index = _NEXT_HOP.unpack_from(data, offset)
        yield index, _via(netlink.attributes(data[offset : offset + length], _NEXT_HOP.size))
        offset += max(length + 3 & ~3, _NEXT_HOP.size)


def _via(found: Attributes) -> Address | None:
    if _GATEWAY in found:
        return ip_address(bytes(found[_GATEWAY]))
    return ip_address(bytes(found[_VIA][2:])) if _VIA in found else None


def _policy(body: memoryview) -> Policy:
    family, to_length, from_length, tos, table, _, _, action, flags = _ROUTE.unpack_from(body)
    found = netlink.attributes(body, _ROUTE.size)
    known = action in _ACTIONS and not tos and not flags & _INVERTED
    return Policy(
        _number(found.get(_RULE_PRIORITY)),
        _number(found[_TABLE]) if _TABLE in found else table,
        _prefix(family, found[_RULE_SRC], from_length) if _RULE_SRC in found else None,
        _prefix(family, found[_RULE_DST], to_length) if _RULE_DST in found else None,
        bytes(found.get(_RULE_INTO, b"")).rstrip(b"\0").decode(),
        _ACTIONS.get(action, "table"),
        _VERSIONS[family],
        other=not known or not found.keys() <= _RULE_KNOWN,
    )


def _prefix(family: int, binary: memoryview | None, length: int) -> Prefix:
    address = bytes(binary) if binary is not None else b""
    text = socket.inet_ntop(family, address.ljust(_LENGTHS[family], b"\0"))
    return ip_network(f"{text}/{length}", strict=False)


def _number(value: memoryview | None) -> int:
    return int.from_bytes(value, sys.byteorder) if value is not None else 0


def _dump(kind: int, body: bytes) -> bytes:
    return message(kind, netlink.NLM_F_REQUEST | netlink.NLM_F_DUMP, 1, body)
