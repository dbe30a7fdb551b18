"""All addresses, routes and routing rules of a place."""

import socket
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_address, ip_interface, ip_network
from struct import Struct

from engine.backends.kernel import netlink, rtnetlink
from engine.backends.kernel.netlink import Attributes, RequestSocket
from engine.backends.kernel.rtnetlink import (
    ADDRESS,
    EVERY_ADDRESS,
    EVERY_ROUTE,
    IFA_ADDRESS,
    IFA_LOCAL,
    ROUTE,
    RTA_DST,
    RTA_GATEWAY,
    RTA_PREFSRC,
    RTA_PRIORITY,
    RTA_TABLE,
    RTA_VIA,
    RTM_F_CLONED,
    RTM_GETROUTE,
    RTM_GETRULE,
    RTNH_F_DEAD,
)
from engine.reach.picture import Address, At, Interface, Policy, Prefix, Route

_LENGTHS: Mapping[int, int] = {socket.AF_INET: 4, socket.AF_INET6: 16}
_VERSIONS: Mapping[int, int] = {socket.AF_INET: 4, socket.AF_INET6: 6}

_DADFAILED, _TENTATIVE = 0x08, 0x40

_LOCAL, _BY_THE_KERNEL = 2, 2
_LEARNED = [
    netlink.listing(RTM_GETROUTE, ROUTE.pack(family, 0, 0, 0, 0, 0, 0, 0, RTM_F_CLONED))
    for family in (socket.AF_INET, socket.AF_INET6)
]
"""What ICMP has told of single addresses: redirects, and MTUs of ways."""
_KINDS = {1: "unicast", _LOCAL: "local", 6: "blackhole", 7: "unreachable", 8: "prohibit", 9: "throw"}

_RULE_DST, _RULE_SRC, _RULE_INTO, _RULE_PRIORITY = 1, 2, 3, 6
_RULE_SUPPRESSED, _RULE_MADE_BY = 14, 21
_SIGNED = Struct("=i")
_RULE_KNOWN = frozenset(
    {_RULE_DST, _RULE_SRC, _RULE_INTO, _RULE_PRIORITY, RTA_TABLE, _RULE_SUPPRESSED, _RULE_MADE_BY}
)
_ACTIONS = {1: "table", 6: "blackhole", 7: "unreachable", 8: "prohibit"}
_INVERTED = 0x2


def addresses(
    opened: RequestSocket, at: Mapping[int, At]
) -> tuple[Mapping[At, tuple[Interface, ...]], Mapping[At, tuple[Address, ...]]]:
    """By link, those that are used, and those that the kernel does not use because it looks for a duplicate
    or has found one."""
    used: dict[At, tuple[Interface, ...]] = defaultdict(tuple)
    unusable: dict[At, tuple[Address, ...]] = defaultdict(tuple)
    for body in netlink.dump(opened, EVERY_ADDRESS):
        family, length, flags, _, index = ADDRESS.unpack_from(body)
        found = netlink.attributes(body, ADDRESS.size, (IFA_ADDRESS, IFA_LOCAL))
        if family not in _LENGTHS or index not in at:
            continue
        address = ip_address(bytes(found.get(IFA_LOCAL, found[IFA_ADDRESS])))
        if flags & (_TENTATIVE | _DADFAILED):
            unusable[at[index]] += (address,)
        else:
            used[at[index]] += (ip_interface(f"{address}/{length}"),)
    return used, unusable


def routes(
    opened: RequestSocket, place: str, at: Mapping[int, At]
) -> tuple[tuple[Route, ...], frozenset[Address]]:
    """Those that lead somewhere else, and those that refuse; and the IPv4 addresses that the place takes for
    itself. What redirects have told comes first."""
    found = netlink.dump(opened, EVERY_ROUTE)
    own = frozenset(address for body in found for address in _own(body))
    stated = tuple(route for body in found for route in _route(body, place, at))
    learned = (
        each
        for request in _LEARNED
        for body in netlink.dump(opened, request)
        for route in _route(body, place, at, RTM_F_CLONED)
        for each in _redirected(route, stated)
    )
    return (*learned, *stated), own


def policies(opened: RequestSocket) -> tuple[Policy, ...]:
    """In the order in which they are tried."""
    found: list[Policy] = []
    for family in _LENGTHS:
        with suppress(OSError):  # a kernel without them
            request = netlink.listing(RTM_GETRULE, ROUTE.pack(family, 0, 0, 0, 0, 0, 0, 0, 0))
            found += (_policy(body) for body in netlink.dump(opened, request))
    return tuple(sorted(found, key=lambda each: each.priority))


def _route(body: memoryview, place: str, at: Mapping[int, At], asked: int = 0) -> Iterator[Route]:
    """`asked` is `RTM_F_CLONED` if what was learned is to be told, not what is stated."""
    family, length, _, _, table, made_by, _, kind, flags = ROUTE.unpack_from(body)
    if kind == _LOCAL and made_by == _BY_THE_KERNEL:
        return
    if family not in _LENGTHS or kind not in _KINDS or flags & (RTM_F_CLONED | RTNH_F_DEAD) != asked:
        return
    found = netlink.attributes(body, ROUTE.size)
    to = _prefix(family, found.get(RTA_DST), length)
    metric = netlink.number(found.get(RTA_PRIORITY))
    table = netlink.number(found[RTA_TABLE]) if RTA_TABLE in found else table
    source = ip_address(bytes(found[RTA_PREFSRC])) if RTA_PREFSRC in found else None
    alive = [(index, hop) for index, dead, hop in rtnetlink.next_hops(found) if not dead & RTNH_F_DEAD]
    for index, hop in alive:
        link = at.get(index, (place, "lo"))
        yield Route(to, link, _via(hop), _KINDS[kind], metric, table, source, shared=len(alive) > 1)


def _redirected(learned: Route, stated: tuple[Route, ...]) -> Iterator[Route]:
    """What leads elsewhere than each stated route there. A route to the address alone was not what a redirect
    was about; which of the others it was, the kernel does not tell."""
    there = [each for each in stated if each.table == learned.table and learned.to.network_address in each.to]
    longest = max(there, key=lambda route: (route.to.prefixlen, -route.metric), default=None)
    if longest is None or longest.kind != "unicast" or longest.to == learned.to:
        return
    if (learned.link, learned.via) not in {(each.link, each.via) for each in there}:
        yield replace(learned, source=longest.source)


def _own(body: memoryview) -> Iterator[Address]:
    family, length, _, _, _, _, _, kind, _ = ROUTE.unpack_from(body)
    if (family, length, kind) == (socket.AF_INET, 32, _LOCAL):
        yield ip_address(bytes(netlink.attributes(body, ROUTE.size)[RTA_DST]))


def _via(found: Attributes) -> Address | None:
    if RTA_GATEWAY in found:
        return ip_address(bytes(found[RTA_GATEWAY]))
    return ip_address(bytes(found[RTA_VIA][2:])) if RTA_VIA in found else None


def _policy(body: memoryview) -> Policy:
    family, to_length, from_length, tos, table, _, _, action, flags = ROUTE.unpack_from(body)
    found = netlink.attributes(body, ROUTE.size)
    known = action in _ACTIONS and not tos and not flags & _INVERTED
    return Policy(
        netlink.number(found.get(_RULE_PRIORITY)),
        netlink.number(found[RTA_TABLE]) if RTA_TABLE in found else table,
        _prefix(family, found[_RULE_SRC], from_length) if _RULE_SRC in found else None,
        _prefix(family, found[_RULE_DST], to_length) if _RULE_DST in found else None,
        netlink.text(found.get(_RULE_INTO)),
        _ACTIONS.get(action, "table"),
        _VERSIONS[family],
        suppressed=_SIGNED.unpack(found[_RULE_SUPPRESSED])[0] if _RULE_SUPPRESSED in found else -1,
        other=not known or not found.keys() <= _RULE_KNOWN,
    )


def _prefix(family: int, binary: memoryview | None, length: int) -> Prefix:
    address = bytes(binary) if binary is not None else b""
    text = socket.inet_ntop(family, address.ljust(_LENGTHS[family], b"\0"))
    return ip_network(f"{text}/{length}", strict=False)
