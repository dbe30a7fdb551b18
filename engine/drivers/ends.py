"""Endpoints: which are on a network, and what their sandbox's side consists of on any of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from engine.addressing import version
from engine.drivers.driver import Owned
from engine.resources import Address, End
from topology.mac import default_mac
from topology.names import natural
from topology.sysctls import ACCEPT_RA
from topology.values import Design, Endpoint, Network

SMALLEST_IPV6_MTU = 1280
"""Below this the kernel takes IPv6 off a link altogether."""


def endpoints_by_network(design: Design) -> Mapping[str, list[Endpoint]]:
    """Each network's endpoints, in the design's order; empty for a network that has none."""
    joined: dict[str, list[Endpoint]] = defaultdict(list)
    for endpoint in design.endpoints:
        joined[endpoint.network].append(endpoint)
    return joined


def trunks(design: Design, network: str) -> Mapping[str, Endpoint]:
    """By sandbox, the endpoint on a network that its VLANs are on top of: the first interface."""
    joined = [end for end in design.endpoints if end.network == network]
    joined.sort(key=lambda end: natural(end.interface or ""), reverse=True)
    return {end.sandbox: end for end in joined}


def interface_of(endpoint: Endpoint) -> str:
    """The interface's name, which a complete design always has."""
    if endpoint.interface is None:
        raise ValueError(f"endpoint of {endpoint.sandbox} on {endpoint.network} has no interface name")
    return endpoint.interface


def mtu_of(endpoint: Endpoint, network: Network) -> int:
    return endpoint.mtu or network.options.mtu


def sandbox_end(design: Design, network: Network, endpoint: Endpoint, up: bool) -> End:
    """The interface itself."""
    mac = endpoint.mac or default_mac(design.name, endpoint.name)
    mtu = mtu_of(endpoint, network)
    accept_ra = int(endpoint.sysctls.get(ACCEPT_RA, "0")) if mtu >= SMALLEST_IPV6_MTU else 0
    return End(endpoint.sandbox, interface_of(endpoint), mac, mtu, up, accept_ra=accept_ra)


def addresses(endpoint: Endpoint, end: End) -> Iterable[Owned]:
    """The addresses that the interface holds: while it is down, none of IPv6 (the kernel drops them)."""
    for address in endpoint.addresses or ():
        if version(address) == 4 or holds_ipv6(end.up, end.mtu):
            yield Address(end.place, end.name, address), ("endpoint", endpoint.name)


def holds_ipv6(up: bool, mtu: int) -> bool:
    return up and mtu >= SMALLEST_IPV6_MTU
