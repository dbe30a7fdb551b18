"""Resources as netlink messages. `sequence` tells the caller which action a failure belongs to."""

import socket
import sys
from collections.abc import Iterable
from functools import lru_cache, partial

from engine import marks
from engine.backends.kernel import bridging, links
from engine.backends.kernel.bridging import Options
from engine.backends.kernel.links import IFF_UP, RTM_DELLINK, RTM_NEWLINK, RTM_SETLINK
from engine.backends.kernel.netlink import NLM_F_CREATE, NLM_F_NEW, NLM_F_REQUEST, attribute, message
from engine.backends.kernel.rtnetlink import (
    ADDRESS,
    AF_BRIDGE,
    IFA_ADDRESS,
    IFA_LOCAL,
    ROUTE,
    RT_TABLE_MAIN,
    RTA_DST,
    RTA_GATEWAY,
    RTA_PRIORITY,
    RTA_VIA,
)
from engine.resources import Address, Bridge, End, Route

RTM_NEWADDR, RTM_DELADDR = 20, 21
RTM_NEWROUTE, RTM_DELROUTE = 24, 25

_IFLA_PROTINFO, _NESTED = 12, 0x8000
_VETH_INFO_PEER = 1
_IFLA_AF_SPEC, _IFLA_NET_NS_FD = 26, 28
_IFLA_NUM_TX_QUEUES, _IFLA_NUM_RX_QUEUES = 31, 32
_IFA_F_NODAD = 0x02
_RTN_UNICAST = 1
_RT_SCOPE_UNIVERSE = 0

_u32 = partial(int.to_bytes, length=4, byteorder=sys.byteorder)


def mark_loopback(sequence: int, alias: str, flags: int = 0) -> bytes:
    """Set `lo` up with the alias that marks its namespace."""
    body = links.HEADER.pack(0, 0, 1, IFF_UP, IFF_UP) + attribute(links.IFLA_IFALIAS, alias.encode())
    return message(RTM_SETLINK, NLM_F_REQUEST | flags, sequence, body)


def create_bridge(sequence: int, bridge: Bridge, index: int, group: int) -> bytes:
    """The bridge, down. Its MTU is one byte off, for `change` to set: an MTU that was never changed
    follows that of the ports."""
    body = links.HEADER.pack(0, 0, index, 0, 0)
    body += _named(bridge.name, bridge.mac, bridge.mtu ^ 1, group)
    body += _options(bridge, bridging.differing(Options(), bridge))
    return message(RTM_NEWLINK, NLM_F_NEW, sequence, body)


def create_veth(
    sequence: int, near: End, index: int, far: End, far_index: int, far_place: int | None, group: int
) -> bytes:
    """The pair, both ends down; the far end is made in the namespace `far_place`, if it is another one."""
    peer = links.HEADER.pack(0, 0, far_index, 0, 0) + _named(far.name, far.mac, far.mtu, group) + _ONE_QUEUE
    if far_place is not None:
        peer += attribute(_IFLA_NET_NS_FD, _u32(far_place))
    body = links.HEADER.pack(0, 0, index, 0, 0) + _named(near.name, near.mac, near.mtu, group) + _ONE_QUEUE
    body += information("veth", attribute(_VETH_INFO_PEER, peer))
    return message(RTM_NEWLINK, NLM_F_NEW, sequence, body)


def change(
    sequence: int,
    index: int,
    up: bool | None = None,
    alias: str | None = None,
    name: str | None = None,
    mac: str | None = None,
    mtu: int | None = None,
    master: int | None = None,
) -> bytes:
    """Change what is given of a link. The kernel sets it up or down last."""
    flags = (IFF_UP if up else 0, IFF_UP) if up is not None else (0, 0)
    body = links.HEADER.pack(0, 0, index, *flags)
    if alias is not None:
        body += attribute(links.IFLA_IFALIAS, alias.encode())
    if name is not None:
        body += attribute(links.IFLA_IFNAME, name.encode() + b"\0")
    if mac is not None:
        body += attribute(links.IFLA_ADDRESS, _mac(mac))
    if mtu is not None:
        body += _number(links.IFLA_MTU, mtu)
    if master is not None:
        body += _number(links.IFLA_MASTER, master)
    return message(RTM_SETLINK, NLM_F_REQUEST, sequence, body)


def change_bridge(sequence: int, index: int, bridge: Bridge, options: Iterable[str]) -> bytes:
    """Set these options of a bridge, by their names."""
    body = links.HEADER.pack(0, 0, index, 0, 0) + _options(bridge, options)
    return message(RTM_NEWLINK, NLM_F_REQUEST, sequence, body)


def isolate(sequence: int, index: int, isolated: bool) -> bytes:
    """Keep a port from talking to other isolated ones, or let it; it must be plugged in."""
    body = links.HEADER.pack(AF_BRIDGE, 0, index, 0, 0)
    body += attribute(_IFLA_PROTINFO | _NESTED, bridging.isolation(isolated))
    return message(RTM_SETLINK, NLM_F_REQUEST, sequence, body)


def no_link_local(sequence: int, index: int) -> bytes:
    """Keep the kernel from giving the link an IPv6 address, with which a port would talk by itself."""
    return message(
        RTM_SETLINK, NLM_F_REQUEST, sequence, links.HEADER.pack(0, 0, index, 0, 0) + _NO_LINK_LOCAL
    )


def regroup(sequence: int, index: int, group: int) -> bytes:
    body = links.HEADER.pack(0, 0, index, 0, 0) + attribute(links.IFLA_GROUP, _u32(group))
    return message(RTM_SETLINK, NLM_F_REQUEST, sequence, body)


def delete_link(sequence: int, index: int) -> bytes:
    return message(RTM_DELLINK, NLM_F_REQUEST, sequence, links.HEADER.pack(0, 0, index, 0, 0))


def delete_group(sequence: int, group: int) -> bytes:
    """Delete all links of a group."""
    body = links.HEADER.pack(0, 0, 0, 0, 0) + attribute(links.IFLA_GROUP, _u32(group))
    return message(RTM_DELLINK, NLM_F_REQUEST, sequence, body)


def create_address(sequence: int, address: Address, index: int) -> bytes:
    """The address, usable at once: the design knows of duplicates, so the kernel need not look for them."""
    return message(RTM_NEWADDR, NLM_F_NEW, sequence, _address(address, index))


def delete_address(sequence: int, address: Address, index: int) -> bytes:
    return message(RTM_DELADDR, NLM_F_REQUEST, sequence, _address(address, index))


def create_route(sequence: int, route: Route) -> bytes:
    return message(RTM_NEWROUTE, NLM_F_NEW, sequence, _route(route))


def create_route_before(sequence: int, route: Route) -> bytes:
    """The route before somebody else's to the same destination, which stays: of IPv4 routes the last to come
    is taken first, of IPv6 routes that of the lower metric."""
    body = _route(route)
    if body[0] == socket.AF_INET6:
        body += attribute(RTA_PRIORITY, _u32(marks.BEFORE_OTHERS))
    return message(RTM_NEWROUTE, NLM_F_CREATE, sequence, body)


def delete_route(sequence: int, route: Route) -> bytes:
    """Only one of Patchboard's own: the protocol is part of what must match."""
    return message(RTM_DELROUTE, NLM_F_REQUEST, sequence, _route(route))


def named(end: End, group: int) -> bytes:
    """What any new link is told; an ipvlan has no MAC address of its own to be told."""
    return _named(end.name, end.mac, end.mtu, group)


def in_namespace(descriptor: int) -> bytes:
    """The attribute that has a link made in another namespace."""
    return attribute(_IFLA_NET_NS_FD, _u32(descriptor))


def _named(name: str, mac: str, mtu: int, group: int) -> bytes:
    return b"".join(
        (
            attribute(links.IFLA_IFNAME, name.encode() + b"\0"),
            attribute(links.IFLA_ADDRESS, _mac(mac)) if mac else b"",
            _number(links.IFLA_MTU, mtu),
            _number(links.IFLA_GROUP, group),
        )
    )


@lru_cache(maxsize=1024)
def _number(kind: int, number: int) -> bytes:
    """Thousands of links have the same MTU, group and bridge."""
    return attribute(kind, _u32(number))


def _options(bridge: Bridge, names: Iterable[str]) -> bytes:
    return information("bridge", bridging.encoded(bridge, names))


def information(kind: str, data: bytes) -> bytes:
    """Of what kind a link is, with the attributes of that kind."""
    inner = attribute(links.IFLA_INFO_KIND, kind.encode()) + attribute(links.IFLA_INFO_DATA, data)
    return attribute(links.IFLA_LINKINFO, inner)


def _address(address: Address, index: int) -> bytes:
    family, binary, length = _parse(address.address)
    flags = _IFA_F_NODAD if family == socket.AF_INET6 else 0
    header = ADDRESS.pack(family, length, flags, _RT_SCOPE_UNIVERSE, index)
    return header + attribute(IFA_LOCAL, binary) + attribute(IFA_ADDRESS, binary)


def _route(route: Route) -> bytes:
    family, binary, length = _parse(route.to)
    fields = (family, length, 0, 0, RT_TABLE_MAIN, marks.ROUTE_PROTOCOL, _RT_SCOPE_UNIVERSE, _RTN_UNICAST, 0)
    body = ROUTE.pack(*fields)
    if length:
        body += attribute(RTA_DST, binary)
    return body + _next_hop(family, route.via) if route.via else body


def _next_hop(family: int, via: str) -> bytes:
    other, binary, _ = _parse(via)
    if other == family:
        return attribute(RTA_GATEWAY, binary)
    return attribute(RTA_VIA, other.to_bytes(2, sys.byteorder) + binary)


def _parse(text: str) -> tuple[int, bytes, int]:
    """Family, address and prefix length."""
    address, _, length = text.partition("/")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    binary = socket.inet_pton(family, address)
    return family, binary, int(length or 8 * len(binary))


def _mac(text: str) -> bytes:
    return bytes.fromhex(text.replace(":", ""))


_IFLA_INET6_ADDR_GEN_MODE = 8
_NO_ADDRESS = b"\x01"
_NO_LINK_LOCAL = attribute(
    _IFLA_AF_SPEC, attribute(socket.AF_INET6, attribute(_IFLA_INET6_ADDR_GEN_MODE, _NO_ADDRESS))
)

# A veth pair uses one queue unless told otherwise, but first makes one for every processor of the machine.
_ONE_QUEUE = attribute(_IFLA_NUM_TX_QUEUES, _u32(1)) + attribute(_IFLA_NUM_RX_QUEUES, _u32(1))
