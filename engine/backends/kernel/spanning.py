"""What the spanning tree has become: which bridge is the root, and what each port does."""

import socket
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine import marks
from engine.backends.kernel import bridging, links, netlink
from engine.drivers import Owner
from engine.status import Facts

_INFORMATION = (links.IFLA_IFALIAS, links.IFLA_MASTER, links.IFLA_LINKINFO)


@dataclass(frozen=True, slots=True)
class _Bridge:
    """One that speaks STP. Identifiers are eight bytes, priority and MAC; `root_port` is 0 at the root."""

    network: str
    identifier: bytes
    root: bytes
    root_port: int


@dataclass(frozen=True, slots=True)
class _Port:
    label: str
    bridge: int
    number: int
    state: str


def facts(opened: socket.socket, topology: str) -> Mapping[Owner, Facts]:
    """Of networks that speak STP, and of the endpoints and patches at their ports."""
    bridges: dict[int, _Bridge] = {}
    ports: list[_Port] = []
    for body in netlink.whole(lambda: netlink.dump(opened, links.EVERY)):
        index = links.HEADER.unpack_from(body)[2]
        found = netlink.attributes(body, links.HEADER.size, _INFORMATION)
        marked = marks.parse_alias(topology, netlink.text(found.get(links.IFLA_IFALIAS)))
        if marked is None or links.IFLA_LINKINFO not in found:
            continue
        information = netlink.attributes(found[links.IFLA_LINKINFO], 0)
        if netlink.text(information[links.IFLA_INFO_KIND]) == links.BRIDGE:
            bridge = _bridge(marked[0], information[links.IFLA_INFO_DATA])
            bridges |= {index: bridge} if bridge else {}
        elif links.IFLA_MASTER in found and links.IFLA_INFO_SLAVE_DATA in information:
            ports.append(_port(marked[0], found[links.IFLA_MASTER], information[links.IFLA_INFO_SLAVE_DATA]))
    return _of_networks(bridges, ports) | _of_links(bridges, ports)


def _bridge(network: str, data: memoryview) -> _Bridge | None:
    """None if it does not speak STP."""
    found = netlink.attributes(data, 0)
    if not any(found[bridging.IFLA_BR_STP_STATE]):
        return None
    identifier, root = bytes(found[bridging.IFLA_BR_BRIDGE_ID]), bytes(found[bridging.IFLA_BR_ROOT_ID])
    return _Bridge(network, identifier, root, netlink.number(found[bridging.IFLA_BR_ROOT_PORT]))


def _port(label: str, bridge: memoryview, data: memoryview) -> _Port:
    found = netlink.attributes(data, 0)
    state = bridging.PORT_STATES[netlink.number(found[bridging.IFLA_BRPORT_STATE])]
    return _Port(label, netlink.number(bridge), netlink.number(found[bridging.IFLA_BRPORT_NO]), state)


def _of_networks(bridges: Mapping[int, _Bridge], ports: Iterable[_Port]) -> dict[Owner, Facts]:
    names = {bridge.identifier: bridge.network for bridge in bridges.values()}
    numbered = {(port.bridge, port.number): port.label for port in ports}
    return {
        ("network", bridge.network): (
            ("STP root", _root(bridge, numbered.get((index, bridge.root_port)), names)),
        )
        for index, bridge in bridges.items()
    }


def _root(bridge: _Bridge, through: str | None, names: Mapping[bytes, str]) -> str:
    """`this bridge`; or which one, a stranger by its MAC, and by which endpoint or patch it is reached."""
    if through is None:
        return "this bridge"
    return f"{names.get(bridge.root) or bridge.root[2:].hex(':')}, through {through}"


def _of_links(bridges: Mapping[int, _Bridge], ports: Iterable[_Port]) -> dict[Owner, Facts]:
    """An endpoint has one port, a patch one at each bridge, of which those are told that speak STP."""
    found: dict[Owner, list[tuple[str, str]]] = defaultdict(list)
    for port in ports:
        if port.bridge in bridges:
            owner = ("endpoint" if "." in port.label else "patch", port.label)
            found[owner].append((bridges[port.bridge].network, port.state))
    return {owner: (("port state", _said(owner, sorted(ends))),) for owner, ends in found.items()}


def _said(owner: Owner, ends: list[tuple[str, str]]) -> str:
    if owner[0] == "endpoint":
        return ends[0][1]
    return ", ".join(f"{state} at {network}" for network, state in ends)
