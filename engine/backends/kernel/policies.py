"""Policy routing of one namespace: Patchboard's rules, and the routes of their tables."""

import socket
import sys
from collections.abc import Iterator

from engine import marks
from engine.addressing import version
from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import NLM_F_NEW, NLM_F_REQUEST, attribute, message
from engine.backends.kernel.rtnetlink import (
    ROUTE,
    RTA_DST,
    RTA_GATEWAY,
    RTA_OIF,
    RTA_TABLE,
    RTM_GETROUTE,
    RTM_GETRULE,
)
from engine.uplinks import Policy

_RTM_NEWROUTE, _RTM_DELROUTE = 24, 25
_RTM_NEWRULE, _RTM_DELRULE = 32, 33
_FRA_SRC, _FRA_IIFNAME, _FRA_PRIORITY, _FRA_TABLE, _FRA_PROTOCOL = 2, 3, 6, 15, 21
_LOOK_UP, _BLACKHOLE = 1, 6
_INVERT = 0x2
_RTN_UNICAST = 1
_ONLINK = 0x4
_FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}
_VERSIONS = {family: number for number, family in _FAMILIES.items()}


def policies(opened: socket.socket) -> set[Policy]:
    """Those that carry Patchboard's protocol number."""
    found: set[Policy] = set()
    for family in _FAMILIES.values():
        request = ROUTE.pack(family, 0, 0, 0, 0, 0, 0, 0, 0)
        for body in netlink.dump(opened, netlink.listing(RTM_GETRULE, request)):
            found.update(_policy(body))
    return found


def add(sequence: int, policy: Policy) -> bytes:
    return message(_RTM_NEWRULE, NLM_F_NEW, sequence, _body(policy))


def remove(sequence: int, policy: Policy) -> bytes:
    return message(_RTM_DELRULE, NLM_F_REQUEST, sequence, _body(policy))


def routes(opened: socket.socket, table: int) -> Iterator[tuple[str, str]]:
    """Destination and next hop of Patchboard's routes in the table."""
    request = ROUTE.pack(0, 0, 0, 0, 0, marks.ROUTE_PROTOCOL, 0, 0, 0)
    for body in netlink.dump(opened, netlink.listing(RTM_GETROUTE, request)):
        family, length, *_ = ROUTE.unpack_from(body)
        found = netlink.attributes(body, ROUTE.size)
        if family in _VERSIONS and netlink.number(found.get(RTA_TABLE)) == table and RTA_GATEWAY in found:
            to = bytes(found[RTA_DST]) if RTA_DST in found else bytes(4 if family == socket.AF_INET else 16)
            yield (
                f"{socket.inet_ntop(family, to)}/{length}",
                socket.inet_ntop(family, bytes(found[RTA_GATEWAY])),
            )


def add_route(sequence: int, to: str, via: str, index: int, table: int) -> bytes:
    """A route in a table of its own, by the link of this index. The next hop is said to be on the link,
    because the kernel would ask the policies, which lead its own questions to nothing."""
    return message(
        _RTM_NEWROUTE, NLM_F_NEW, sequence, _route(to, via, table) + attribute(RTA_OIF, _u32(index))
    )


def remove_route(sequence: int, to: str, via: str, table: int) -> bytes:
    return message(_RTM_DELROUTE, NLM_F_REQUEST, sequence, _route(to, via, table))


def _route(to: str, via: str, table: int) -> bytes:
    family = _FAMILIES[version(via)]
    address, _, length = to.partition("/")
    body = ROUTE.pack(family, int(length), 0, 0, 0, marks.ROUTE_PROTOCOL, 0, _RTN_UNICAST, _ONLINK)
    body += attribute(RTA_GATEWAY, socket.inet_pton(family, via)) + attribute(RTA_TABLE, _u32(table))
    return body + attribute(RTA_DST, socket.inet_pton(family, address)) if int(length) else body


def _policy(body: memoryview) -> Iterator[Policy]:
    family, _, length, _, _, _, _, action, flags = ROUTE.unpack_from(body)
    found = netlink.attributes(body, ROUTE.size)
    if bytes(found.get(_FRA_PROTOCOL, b"\0"))[0] != marks.ROUTE_PROTOCOL or family not in _VERSIONS:
        return
    source = f"{socket.inet_ntop(family, bytes(found[_FRA_SRC]))}/{length}" if _FRA_SRC in found else ""
    iif = netlink.text(found.get(_FRA_IIFNAME))
    table = netlink.number(found.get(_FRA_TABLE)) if (action, flags & _INVERT) == (_LOOK_UP, 0) else None
    yield Policy(_VERSIONS[family], netlink.number(found.get(_FRA_PRIORITY)), table, iif, source)


def _body(policy: Policy) -> bytes:
    family = _FAMILIES[policy.version]
    address, _, length = policy.source.partition("/")
    action, flags = (_BLACKHOLE, _INVERT) if policy.table is None else (_LOOK_UP, 0)
    body = ROUTE.pack(family, 0, int(length or 0), 0, 0, 0, 0, action, flags)
    body += attribute(_FRA_PRIORITY, _u32(policy.preference))
    body += attribute(_FRA_PROTOCOL, bytes([marks.ROUTE_PROTOCOL]))
    if policy.table is not None:
        body += attribute(_FRA_TABLE, _u32(policy.table))
    if policy.iif:
        body += attribute(_FRA_IIFNAME, policy.iif.encode() + b"\0")
    if address:
        body += attribute(_FRA_SRC, socket.inet_pton(family, address))
    return body


def _u32(number: int) -> bytes:
    return number.to_bytes(4, sys.byteorder)
