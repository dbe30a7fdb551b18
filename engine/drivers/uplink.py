"""`uplink`: a bridge whose gateways lead out to the machine's own network, by address translation.

What is published leads in: a port of the machine to a sandbox's.
"""

from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv6Address

from engine.addressing import version
from engine.drivers import bridge
from engine.drivers.driver import Owned
from engine.names import bridge_name
from engine.resources import FABRIC, Address, Uplink
from engine.uplink_rules import Published
from topology.mac import default_mac
from topology.ports import facing
from topology.problems import Problem
from topology.values import Design, Endpoint, Network


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    yield from bridge.lower(design, network, endpoints)
    if any(version(subnet) == 6 for subnet in network.subnets or ()):
        yield (
            Address(FABRIC, bridge_name(network.name), _link_local(design, network)),
            ("network", network.name),
        )
    uplink = Uplink(network.name, network.subnets or (), tuple(_published(network, endpoints)))
    yield uplink, ("network", network.name)


def _link_local(design: Design, network: Network) -> str:
    """The bridge's, none that a kernel would choose. It needs one to ask for the sandboxes that packets from
    outside are for."""
    octets = bytes.fromhex(default_mac(design.name, f"{network.name} uplink").replace(":", ""))
    return f"{IPv6Address(bytes.fromhex('fe80') + bytes(8) + octets)}/64"


def check(network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    yield from bridge.check(network, endpoints)


def _published(network: Network, endpoints: Sequence[Endpoint]) -> Iterator[Published]:
    """Each port by IPv4 and by IPv6, if the sandbox has both: to its first address here."""
    for publish in network.publish:
        there = facing(publish.port, publish.to) or publish.port
        firsts: dict[int, str] = {}
        for text in _addresses(endpoints, publish.sandbox):
            firsts.setdefault(version(text), text.partition("/")[0])
        for address in firsts.values():
            yield publish.protocol, publish.port, address, there


def _addresses(endpoints: Sequence[Endpoint], sandbox: str) -> Iterator[str]:
    return (text for end in endpoints if end.sandbox == sandbox for text in end.addresses or ())
