"""What links are plugged into: the other end of a cable, and how a bridge's port is."""

import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from struct import Struct

from engine.backends.kernel import bridging, links, netlink
from engine.backends.kernel.netlink import RequestSocket, attribute, message
from engine.reach.picture import EVERYTHING, Spread

_IFF_NOARP = 0x80
_IFLA_LINK, _IFLA_LINK_NETNSID = 5, 37
_BRPORT_LEARNING, _BRPORT_LOCKED = 8, 39
_BRPORT_FLOODS: Mapping[int, Spread] = {9: "unicast", 27: "multicast", 30: "broadcast"}
_BR_CALLS = {36: 4, 37: 6}
"""The options of a bridge by which rules of a version of IP see what it passes on."""
_WANTED = frozenset({_IFLA_LINK, _IFLA_LINK_NETNSID, links.IFLA_LINKINFO, links.IFLA_MASTER})
_RTM_GETNSID, _NETNSA_NSID, _NETNSA_FD = 90, 1, 3
_S32 = Struct("=i")


@dataclass(frozen=True, slots=True)
class Plug:
    """`other` is the number of the link at the other end or below (0: none), in the namespace with this
    number (None: the same). `state`, `floods`, `learns` and `is_locked` are a port's; `asks`: it resolves
    addresses; `calls` is a bridge's."""

    other: int = 0
    namespace: int | None = None
    state: str = "forwarding"
    floods: frozenset[Spread] = EVERYTHING
    learns: bool = True
    is_locked: bool = False
    asks: bool = True
    calls: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """As a port: whom the bridge knows there makes no difference."""
        return self.learns and not self.is_locked


def plugs(opened: RequestSocket) -> Mapping[int, Plug]:
    """By the number of the link."""
    found = {}
    for body in netlink.dump(opened, links.EVERY):
        _, _, index, flags, _ = links.HEADER.unpack_from(body)
        found[index] = _plug(flags, netlink.attributes(body, links.HEADER.size, _WANTED))
    return found


def numbers(opened: socket.socket, descriptors: Mapping[str, int]) -> Mapping[int, str]:
    """The places by the numbers that their namespaces have where the socket is."""
    requests = [
        message(
            _RTM_GETNSID,
            netlink.NLM_F_REQUEST,
            1,
            b"\0\0\0\0" + attribute(_NETNSA_FD, descriptor.to_bytes(4, sys.byteorder)),
        )
        for descriptor in descriptors.values()
    ]
    found: dict[int, str] = {}
    for name, request in zip(descriptors, requests, strict=True):
        for answer in netlink.ask(opened, request):
            number = _S32.unpack(netlink.attributes(answer, 4)[_NETNSA_NSID])[0]
            found |= {number: name} if number >= 0 else {}
    return found


def _plug(flags: int, found: netlink.Attributes) -> Plug:
    port = _port(found) if links.IFLA_MASTER in found else {}
    state = port.get(bridging.IFLA_BRPORT_STATE)
    closed = {what for key, what in _BRPORT_FLOODS.items() if key in port and not any(port[key])}
    return Plug(
        netlink.number(found.get(_IFLA_LINK)),
        netlink.number(found[_IFLA_LINK_NETNSID]) if _IFLA_LINK_NETNSID in found else None,
        bridging.PORT_STATES[netlink.number(state)] if state is not None else "forwarding",
        EVERYTHING - closed,
        any(port.get(_BRPORT_LEARNING, b"\x01")),
        any(port.get(_BRPORT_LOCKED, b"")),
        not flags & _IFF_NOARP,
        tuple(_calls(found)),
    )


def _calls(found: netlink.Attributes) -> Iterator[int]:
    if links.IFLA_LINKINFO not in found:
        return
    info = netlink.attributes(found[links.IFLA_LINKINFO], 0)
    if netlink.text(info.get(links.IFLA_INFO_KIND)) == links.BRIDGE and links.IFLA_INFO_DATA in info:
        options = netlink.attributes(info[links.IFLA_INFO_DATA], 0, _BR_CALLS)
        yield from (_BR_CALLS[key] for key, value in options.items() if any(value))


def _port(found: netlink.Attributes) -> netlink.Attributes:
    if links.IFLA_LINKINFO not in found:
        return {}
    data = netlink.attributes(found[links.IFLA_LINKINFO], 0).get(links.IFLA_INFO_SLAVE_DATA)
    return netlink.attributes(data, 0) if data is not None else {}
