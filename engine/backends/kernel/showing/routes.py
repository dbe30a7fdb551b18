"""Routes as `ip route` shows them."""

import socket
from collections.abc import Iterator, Mapping, Sequence
from struct import Struct
from typing import NamedTuple

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import Attributes
from engine.backends.kernel.showing import words
from engine.backends.kernel.showing.table import Rows

_RTM_GETROUTE = 26
_MAIN = 254
_CLONED = 0x200
_HEADER = Struct("=BBBBBBBBI")
_DST, _OIF, _GATEWAY, _METRIC, _SOURCE, _MULTIPATH, _TABLE, _VIA = 1, 4, 5, 6, 7, 9, 15, 18
_WANTED = frozenset({_DST, _OIF, _GATEWAY, _METRIC, _SOURCE, _MULTIPATH, _TABLE, _VIA})
_HOP = Struct("=HBBi")
_ALL = netlink.message(
    _RTM_GETROUTE, netlink.NLM_F_REQUEST | netlink.NLM_F_DUMP, 1, _HEADER.pack(0, 0, 0, 0, _MAIN, 0, 0, 0, 0)
)
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
    family, length, _, _, table, protocol, scope, kind, flags = _HEADER.unpack_from(body)
    if family not in words.FAMILIES or flags & _CLONED:
        return None
    found = netlink.attributes(body, _HEADER.size, _WANTED)
    return Route(
        _to(family, length, found),
        words.of(words.ROUTE_TYPES, kind) if kind != 1 else "",
        tuple(_hops(family, found)),
        words.of(words.PROTOCOLS, protocol),
        words.of(words.SCOPES, scope) if scope else "",
        words.address(family, found.get(_SOURCE)),
        str(words.number(found[_METRIC])) if _METRIC in found else "",
        words.of(words.TABLES, words.number(found[_TABLE]) if _TABLE in found else table),
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
    to = words.address(family, found.get(_DST) or bytes(words.LENGTHS[family]))
    return to if length == 8 * words.LENGTHS[family] else f"{to}/{length}"


def _hops(family: int, found: Attributes) -> Iterator[Hop]:
    if _MULTIPATH not in found:
        yield words.via(family, found, _GATEWAY, _VIA), words.number(found.get(_OIF))
        return
    data, offset = found[_MULTIPATH], 0
    while offset + _HOP.size <= len(data):
        length, _, _, index = _HOP.unpack_from(data, offset)
        inside = netlink.attributes(data[offset : offset + length], _HOP.size)
        yield words.via(family, inside, _GATEWAY, _VIA), index
        offset += max(_HOP.size, length + 3 & ~3)
