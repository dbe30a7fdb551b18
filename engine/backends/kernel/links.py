"""The links of one place, as the kernel lists them, decoded as far as Patchboard needs it."""

import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import is_
from struct import Struct

from engine import marks
from engine.backends.kernel import below, bridging, linksettings, netlink
from engine.backends.kernel.below import Below
from engine.backends.kernel.bridging import Options
from engine.backends.kernel.netlink import RequestSocket, attribute
from engine.backends.kernel.shapes import Shape, Shapes
from engine.backends.kernel.syscalls import own_forward_delay
from engine.resources import FABRIC, MAC_OF_LOWER
from engine.value import value

IFF_UP = 0x1

RTM_NEWLINK, RTM_DELLINK, RTM_GETLINK, RTM_SETLINK = 16, 17, 18, 19

IFLA_ADDRESS = 1
IFLA_IFNAME = 3
IFLA_MTU = 4
IFLA_QDISC = 6
_IFLA_STATS, _IFLA_STATS64 = 7, 23
IFLA_MASTER = 10
IFLA_LINKINFO = 18
IFLA_IFALIAS = 20
IFLA_GROUP = 27
IFLA_EXT_MASK = 29
IFLA_TARGET_NETNSID = 46
IFLA_INFO_KIND, IFLA_INFO_DATA, IFLA_INFO_SLAVE_DATA = 1, 2, 5
_SKIP_STATISTICS = (1 << 3).to_bytes(4, sys.byteorder)

HEADER = Struct("=BxHiII")
"""ifinfomsg: family, type, index, flags, change."""

_WANTED = frozenset(
    {IFLA_ADDRESS, IFLA_IFNAME, IFLA_MTU, IFLA_QDISC, IFLA_MASTER, IFLA_LINKINFO, IFLA_IFALIAS, IFLA_GROUP}
    | {linksettings.IFLA_AF_SPEC, linksettings.IFLA_PROP_LIST}
)
_SHAPES = Shapes(
    HEADER.size,
    _WANTED,
    fleeting={
        _IFLA_STATS: {},
        _IFLA_STATS64: {},
        IFLA_LINKINFO: {IFLA_INFO_SLAVE_DATA: {kind: {} for kind in bridging.PORT_TIMERS}},
    },
)
_U32 = Struct("=I")
_TOGETHER = 32  # answers that surely fit into a socket's receive buffer
_UNSHAPED = (None, b"noqueue\0", b"noop\0")
HALF_MADE = "half-made"
BRIDGE = "bridge"


@value
class Link:
    """One link. `label` and `interface` are None if it is not the topology's; `options` are a bridge's;
    `below` is what a link on top of another one is on; `settings` are the keys of those that go with it, or
    if it is `lo` with the place; `accept_ra` is only looked at in sandboxes."""

    index: int
    name: str
    kind: str
    mac: str
    mtu: int
    up: bool
    master: int
    group: int
    alias: str
    label: str | None
    interface: str
    options: Options | None = None
    isolated: bool = False
    shaped: bool = False
    below: Below | None = None
    settings: tuple[str, ...] = ()
    accept_ra: int = 0

    @property
    def is_half_made(self) -> bool:
        """Whether it is ours by its group alone."""
        return self.label is not None and self.label.startswith(HALF_MADE)


def dump(opened: RequestSocket, topology: str, place: str) -> list[Link]:
    """All links of the place that the socket is in; raises `netlink.Interrupted`."""
    found = netlink.meaning(opened, EVERY, partial(_decode_all, opened, topology, place))
    if any(link.kind == BRIDGE for link in found):  # not all of a bridge is in what is answered
        opened.answered.pop(EVERY, None)
    return found


def _decode_all(opened: RequestSocket, topology: str, place: str, bodies: Sequence[memoryview]) -> list[Link]:
    """A link of which only the counters have changed is the same, and if all links are, so is the list."""
    known, links = opened.meanings, {}
    found: list[Link] = []
    for body in bodies:
        shape = _SHAPES.of(body)
        told = shape.lasting(body)
        link = known.get(told) or _decode(opened, body, shape, topology, place)
        found.append(link)
        if link.kind != BRIDGE:
            links[told] = link
    opened.meanings = links
    _, before = opened.answered.get(EVERY, ((), None))
    return before if before and len(before) == len(found) and all(map(is_, before, found)) else found


def named(opened: socket.socket, topology: str, place: str, names: Iterable[str]) -> list[Link]:
    """Those of the links that there are."""
    bodies = [HEADER.pack(0, 0, 0, 0, 0) + attribute(IFLA_IFNAME, name.encode() + b"\0") for name in names]
    return _asked(opened, topology, place, bodies)


def numbered(
    opened: socket.socket, topology: str, place: str, indexes: Iterable[int], namespace: int | None = None
) -> list[Link]:
    """Those of the links that there are, in the place or in the namespace that it has this number for."""
    where = attribute(IFLA_TARGET_NETNSID, _U32.pack(namespace)) if namespace is not None else b""
    return _asked(opened, topology, place, [HEADER.pack(0, 0, index, 0, 0) + where for index in indexes])


def _asked(opened: socket.socket, topology: str, place: str, bodies: Sequence[bytes]) -> list[Link]:
    found: list[Link] = []
    for start in range(0, len(bodies), _TOGETHER):
        requests = [
            netlink.message(RTM_GETLINK, netlink.NLM_F_REQUEST, 1, body + _BRIEFLY)
            for body in bodies[start : start + _TOGETHER]
        ]
        found += (
            _decode(opened, answer, _SHAPES.of(answer), topology, place)
            for answer in netlink.ask(opened, b"".join(requests))
        )
    return found


def loopback_alias(opened: socket.socket) -> str:
    """What is written on `lo`, where a namespace carries its mark."""
    body = HEADER.pack(0, 0, 1, 0, 0) + _BRIEFLY
    for answer in netlink.ask(opened, netlink.message(RTM_GETLINK, netlink.NLM_F_REQUEST, 1, body)):
        return netlink.text(netlink.attributes(answer, HEADER.size, _WANTED).get(IFLA_IFALIAS))
    return ""


def _decode(opened: socket.socket, body: memoryview, shape: Shape, topology: str, place: str) -> Link:
    _, _, index, flags, _ = HEADER.unpack_from(body)
    found = shape.attributes(body)
    name, alias = netlink.text(found[IFLA_IFNAME]), netlink.text(found.get(IFLA_IFALIAS))
    group = _number(found.get(IFLA_GROUP))
    label, interface = _identify(topology, place, name, alias, group)
    kind, options, isolated = _kind(found.get(IFLA_LINKINFO), partial(own_forward_delay, opened, name))
    return Link(
        index,
        name,
        kind,
        found[IFLA_ADDRESS].hex(":") if IFLA_ADDRESS in found and kind != "ipvlan" else MAC_OF_LOWER,
        _number(found[IFLA_MTU]),
        bool(flags & IFF_UP),
        _number(found.get(IFLA_MASTER)),
        group,
        alias,
        label,
        interface,
        options,
        isolated,
        found.get(IFLA_QDISC) not in _UNSHAPED,
        below.read(kind, body, HEADER.size) if kind in below.KINDS else None,
        linksettings.written_down(found.get(linksettings.IFLA_PROP_LIST)),
        linksettings.accept_ra(found.get(linksettings.IFLA_AF_SPEC)) if place != FABRIC and label else 0,
    )


def _identify(topology: str, place: str, name: str, alias: str, group: int) -> tuple[str | None, str]:
    """Label and interface. One of our group without an alias was left half-made by a kill, or somebody took
    the alias away: it gets a label that no design has, so that it goes and is made anew."""
    marked = marks.parse_alias(topology, alias)
    if marked:
        return marked
    if group == marks.group(topology):
        return f"{HALF_MADE} {place}/{name}", name
    return None, name


def _kind(
    information: memoryview | None, own_forward_delay: Callable[[], int | None]
) -> tuple[str, Options | None, bool]:
    """Kind, a bridge's options, and whether it is an isolated port."""
    if information is None:
        return "", None, False
    found = netlink.attributes(information, 0)
    kind = netlink.text(found.get(IFLA_INFO_KIND))
    port = found.get(IFLA_INFO_SLAVE_DATA)
    options = bridging.options(found[IFLA_INFO_DATA], own_forward_delay) if kind == BRIDGE else None
    return kind, options, port is not None and bridging.is_isolated(port)


def _number(value: memoryview | None) -> int:
    return _U32.unpack(value)[0] if value is not None else 0


def by_mark(links: Iterable[Link]) -> dict[tuple[str, str], Link]:
    """The topology's own links by label and interface."""
    return {(link.label, link.interface): link for link in links if link.label is not None}


_BRIEFLY = netlink.attribute(IFLA_EXT_MASK, _SKIP_STATISTICS)
EVERY = netlink.listing(RTM_GETLINK, HEADER.pack(0, 0, 0, 0, 0) + _BRIEFLY)
