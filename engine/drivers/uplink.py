"""`uplink`: a bridge whose gateways lead out to the machine's own network, by address translation.

What is published leads in: a port of the machine to a sandbox's.
"""

from collections.abc import Iterable, Iterator, Sequence

from engine.addressing import version
from engine.drivers import bridge
from engine.drivers.driver import Owned
from engine.resources import Uplink
from engine.uplink_rules import Published
from topology.ports import facing
from topology.problems import Problem
from topology.values import Design, Endpoint, Network


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    yield from bridge.lower(design, network, endpoints)
    uplink = Uplink(network.name, network.subnets or (), tuple(_published(network, endpoints)))
    yield uplink, ("network", network.name)


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
