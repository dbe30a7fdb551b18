"""An event of route netlink, nftables or IPsec in one line, as `ip monitor` or `nft monitor` says it."""

import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

from engine.backends.kernel import netlink
from engine.backends.kernel.bridging import IFLA_BRPORT_STATE, PORT_STATES
from engine.backends.kernel.links import HEADER
from engine.backends.kernel.showing import (
    addresses,
    links,
    memberships,
    neighbours,
    nexthops,
    routes,
    transforms,
    words,
)

_LINK, _ADDRESS, _ROUTE, _NEIGHBOUR, _RULE, _QUEUE, _NSID, _SETTING = 16, 20, 24, 28, 32, 36, 88, 80
_MEMBERSHIP, _NEXT_HOP = 84, 104
_GONE = 1
_BRIDGE = 7
_NFT_KINDS = {0: "table", 3: "chain", 6: "rule", 9: "set", 12: "element", 18: "object", 22: "flowtable"}
_NFT_FAMILIES = {1: "inet", 2: "ip", 3: "arp", 5: "netdev", 7: "bridge", 10: "ip6"}
_NFT_GONE = 2
_NFT_HEADER, _NFT_TABLE = 4, 1
_NFT_NAMES = {"chain": 3, "rule": 2, "set": 2, "element": 2, "object": 2, "flowtable": 2}
_TCA_KIND = 1
_PROTOCOL_INFORMATION = 12
_OF_BRIDGES = {"link": "port", "neighbour": "fdb"}
_RULE_HEADER, _FRA_DST, _FRA_SRC, _FRA_PRIORITY, _FRA_TABLE = 12, 1, 2, 6, 15
_NETCONF_INTERFACE = 1
_NETCONF = {
    2: "forwarding",
    3: "rp_filter",
    4: "mc_forwarding",
    5: "proxy_neigh",
    6: "ignore_routes_with_linkdown",
}

Names = Mapping[int, str]
"""Of the links of the place, by index."""


class Line(NamedTuple):
    """`about` is the kind of thing: `link`, `port` (of a bridge), `address`, `route`, `neighbour`, …"""

    about: str
    text: str


def of_routing(kind: int, body: memoryview, names: Names) -> Line | None:
    """None for what is no event of the place."""
    for first, (about, say) in _SAYING.items():
        if kind in (first, first + _GONE):
            said = say(body, names)
            deleted = "Deleted " if kind == first + _GONE else ""
            about = _OF_BRIDGES.get(about, about) if body[0] == _BRIDGE else about
            return Line(about, deleted + said) if said else None
    return None


def of_rules(kind: int, body: memoryview) -> Line | None:
    """Of a table, chain, rule or set of nftables; None for the end of a transaction."""
    number = kind & 0xFF
    thing, verb = _NFT_KINDS.get(number, ""), "add"
    if not thing:
        thing, verb = _NFT_KINDS.get(number - _NFT_GONE, ""), "delete"
    if not thing:
        return None
    found = netlink.attributes(body, _NFT_HEADER)
    table = netlink.text(found.get(_NFT_TABLE))
    name = netlink.text(found.get(_NFT_NAMES[thing])) if thing in _NFT_NAMES else ""
    family = words.of(_NFT_FAMILIES, body[0])
    return Line("nft", " ".join(filter(None, [verb, thing, family, table, name])))


def of_transforms(kind: int, body: memoryview, names: Names) -> Line | None:
    """Of IPsec's policies and states."""
    text = transforms.line(kind, body, names)
    return Line("xfrm", text) if text else None


def _link(body: memoryview, names: Names) -> str:
    link = links.decode(body)
    if body[0] == _BRIDGE:
        return _port(link, body, names)
    below = f"@if{link.below[0]}" if link.below and link.below[0] else ""
    master = f" master {names.get(link.master, f'if{link.master}')}" if link.master else ""
    start = f"{link.index}: {link.name}{below}: <{link.flags}> mtu {link.mtu}"
    return f"{start}{master} state {link.state} {link.mac}".rstrip()


def _port(link: links.Link, body: memoryview, names: Names) -> str:
    """What the spanning tree has made of it."""
    found = netlink.attributes(body, HEADER.size, (_PROTOCOL_INFORMATION,))
    port = netlink.attributes(found.get(_PROTOCOL_INFORMATION, memoryview(b"")), 0)
    state = PORT_STATES[netlink.number(port.get(IFLA_BRPORT_STATE))]
    bridge = names.get(link.master, f"if{link.master}")
    return f"{link.index}: {link.name}: <{link.flags}> mtu {link.mtu} master {bridge} state {state}"


def _address(body: memoryview, names: Names) -> str:
    found = addresses.decode(body)
    return addresses.line(found, names) if found else ""


def _route(body: memoryview, names: Names) -> str:
    found = routes.decode(body)
    return routes.line(found, names) if found else ""


def _neighbour(body: memoryview, names: Names) -> str:
    found = neighbours.decode(body)
    return neighbours.line(found, names) if found else ""


def _queue(body: memoryview, names: Names) -> str:
    index = netlink.number(body[4:8])
    discipline = netlink.text(netlink.attributes(body, 20).get(_TCA_KIND))
    return f"qdisc {discipline} dev {names.get(index, f'if{index}')}"


def _rule(body: memoryview, names: Names) -> str:
    family, to_length, from_length, table = body[0], body[1], body[2], body[4]
    if family not in words.FAMILIES:
        return ""
    found = netlink.attributes(body, _RULE_HEADER)
    where = f"{words.address(family, found.get(_FRA_SRC))}/{from_length}" if from_length else "all"
    to = f" to {words.address(family, found.get(_FRA_DST))}/{to_length}" if to_length else ""
    number = netlink.number(found[_FRA_TABLE]) if _FRA_TABLE in found else table
    priority = netlink.number(found.get(_FRA_PRIORITY))
    does = words.RULE_ACTIONS.get(body[7]) or f"lookup {words.of(words.TABLES, number)}"
    return f"{priority}: from {where}{to} {does}"


def _nsid(body: memoryview, names: Names) -> str:
    found = netlink.attributes(body, 4)
    return f"nsid {netlink.number(found.get(1))}"


def _setting(body: memoryview, names: Names) -> str:
    found = netlink.attributes(body, 4)
    index = int.from_bytes(found.get(_NETCONF_INTERFACE, b""), sys.byteorder, signed=True)
    where = {-1: "all", -2: "default"}.get(index) or names.get(index, f"if{index}")
    said = [f"{word} {_on(netlink.number(found[key]))}" for key, word in _NETCONF.items() if key in found]
    return " ".join([words.FAMILIES.get(body[0], "mpls"), where, *said])


def _on(number: int) -> str:
    return {0: "off", 1: "on"}.get(number, str(number))


_SAYING: Mapping[int, tuple[str, Callable[[memoryview, Names], str]]] = {
    _LINK: ("link", _link),
    _ADDRESS: ("address", _address),
    _ROUTE: ("route", _route),
    _NEIGHBOUR: ("neighbour", _neighbour),
    _RULE: ("rule", _rule),
    _QUEUE: ("queue", _queue),
    _NSID: ("nsid", _nsid),
    _MEMBERSHIP: ("mdb", memberships.line),
    _NEXT_HOP: ("nexthop", nexthops.line),
    _SETTING: ("setting", _setting),
}
"""By the kind of message that says that something is there; the next number says that it is gone."""
