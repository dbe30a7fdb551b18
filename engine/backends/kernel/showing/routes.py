"""Routes as `ip route` shows them."""

import socket
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engine.backends.kernel import netlink, rtnetlink
from engine.backends.kernel.netlink import Attributes
from engine.backends.kernel.rtnetlink import (
    ROUTE,
    RT_TABLE_MAIN,
    RTA_DST,
    RTA_GATEWAY,
    RTA_MULTIPATH,
    RTA_OIF,
    RTA_PREFSRC,
    RTA_PRIORITY,
    RTA_TABLE,
    RTA_VIA,
    RTM_F_CLONED,
    RTM_GETROUTE,
)
from engine.backends.kernel.showing import words
from engine.backends.kernel.showing.table import Rows

_WANTED = frozenset(
    (RTA_DST, RTA_OIF, RTA_GATEWAY, RTA_PRIORITY, RTA_PREFSRC, RTA_MULTIPATH, RTA_TABLE, RTA_VIA)
)
_ALL = netlink.listing(RTM_GETROUTE, ROUTE.pack(0, 0, 0, 0, RT_TABLE_MAIN, 0, 0, 0, 0))
COLUMNS = ("To", "Via", "Interface", "Protocol", "Scope", "Source", "Metric")

Hop = tuple[str, int]
"""The next router, or "", and the index of the link there."""


class Route(NamedTuple):
    """`kind` is empty for an ordinary one (unicast), `scope` for one that is global."""

    to: str
    kind: str
    hops: tuple[Hop, ...]
    protocol: str
    scope: str
    source: str
    metric: str
    table: str
    family: str


def read(opened: socket.socket) -> list[Route]:
    """Those of the main table. Raises `netlink.Interrupted`."""
    found = (decode(body) for body in netlink.dump(opened, _ALL))
    return [route for route in found if route and route.table == "main"]


def decode(body: memoryview) -> Route | None:
    """None if it is of another family than IPv4 and IPv6, or only remembered from another one."""
    family, length, _, _, table, protocol, scope, kind, flags = ROUTE.unpack_from(body)
    if family not in words.FAMILIES or flags & RTM_F_CLONED:
        return None
    found = netlink.attributes(body, ROUTE.size, _WANTED)
    return Route(
        _to(family, length, found),
        words.of(words.ROUTE_TYPES, kind) if kind != 1 else "",
        tuple(
            (words.via(family, hop, RTA_GATEWAY, RTA_VIA), index)
            for index, _, hop in rtnetlink.next_hops(found)
        ),
        words.of(words.PROTOCOLS, protocol),
        words.of(words.SCOPES, scope) if scope else "",
        words.address(family, found.get(RTA_PREFSRC)),
        str(netlink.number(found[RTA_PRIORITY])) if RTA_PRIORITY in found else "",
        words.of(words.TABLES, netlink.number(found[RTA_TABLE]) if RTA_TABLE in found else table),
        words.FAMILIES[family],
    )


def rows(shown: Sequence[Route], names: Mapping[int, str]) -> Rows:
    """Of several that have the same key by chance, the later are told apart by their number."""
    found: dict[str, tuple[str, ...]] = {}
    for each in shown:
        key = " ".join(
            [
                each.family,
                each.kind,
                each.to,
                each.metric,
                *(hop[0] for hop in each.hops),
                *_interfaces(each, names),
            ]
        )
        while key in found:
            key += "'"
        via, interfaces = (
            ", ".join(filter(None, (hop[0] for hop in each.hops))),
            ", ".join(_interfaces(each, names)),
        )
        to = f"{each.kind} {each.to}".strip()
        found[key] = (to, via, interfaces, each.protocol, each.scope, each.source, each.metric)
    return found


def line(each: Route, names: Mapping[int, str]) -> str:
    """As `ip monitor` says it."""
    hops = [
        " ".join(
            [*(["via", via] if via else []), *(["dev", names.get(index, f"if{index}")] if index else [])]
        )
        for via, index in each.hops
    ]
    said = {
        "table": each.table if each.table != "main" else "",
        "proto": each.protocol,
        "scope": each.scope,
        "src": each.source,
        "metric": each.metric,
    }
    rest = [f"{word} {value}" for word, value in said.items() if value]
    return " ".join(filter(None, [each.kind, each.to, *hops, *rest]))


def _interfaces(each: Route, names: Mapping[int, str]) -> list[str]:
    return [names.get(index, str(index)) for _, index in each.hops if index]


def _to(family: int, length: int, found: Attributes) -> str:
    if not length:
        return "default"
    to = words.address(family, found.get(RTA_DST) or bytes(words.LENGTHS[family]))
    return to if length == 8 * words.LENGTHS[family] else f"{to}/{length}"
