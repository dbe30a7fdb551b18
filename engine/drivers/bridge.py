"""`bridge`: an 802.1d bridge in the fabric; every endpoint is a veth pair with its port there.

Pulling an endpoint's cable (`up: false`) sets the port down: the interface in the sandbox stays up and
loses its carrier, as with a real cable.
"""

from collections.abc import Iterable, Sequence

from engine.addressing import gateway_interfaces, version
from engine.drivers.driver import Owned
from engine.drivers.ends import addresses, holds_ipv6, interface_of, mtu_of, sandbox_end
from engine.drivers.impairments import shaping
from engine.names import bridge_name, port_name
from engine.resources import FABRIC, Address, Bridge, End, Veth
from topology.mac import default_mac
from topology.problems import Problem
from topology.values import Design, Endpoint, Network


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    bridge = _bridge(design, network)
    yield bridge, ("network", network.name)
    for address in gateway_interfaces(network):
        if version(address) == 4 or holds_ipv6(bridge.up, bridge.mtu):
            yield Address(FABRIC, bridge.name, address), ("network", network.name)
    for endpoint in endpoints:
        yield from _join(design, network, endpoint)


def check(network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    return ()


def _bridge(design: Design, network: Network) -> Bridge:
    options = network.options
    return Bridge(
        label=network.name,
        name=bridge_name(network.name),
        mac=default_mac(design.name, network.name),
        mtu=options.mtu,
        stp=options.stp,
        forward_delay=options.forward_delay,
        priority=options.priority,
        ageing=options.ageing,
        multicast_snooping=options.multicast_snooping,
        group_fwd_mask=options.group_fwd_mask,
    )


def _join(design: Design, network: Network, endpoint: Endpoint) -> Iterable[Owned]:
    owner = ("endpoint", endpoint.name)
    port, end = _port(design, network, endpoint), sandbox_end(design, network, endpoint, up=True)
    yield Veth(endpoint.name, (port, end)), owner
    yield from addresses(endpoint, end)
    yield from shaping(end, (owner, endpoint, "out"))
    yield from shaping(port, (owner, endpoint, "in"))


def _port(design: Design, network: Network, endpoint: Endpoint) -> End:
    name = port_name(endpoint.sandbox, interface_of(endpoint))
    mac = default_mac(design.name, f"{endpoint.name} port")
    return End(FABRIC, name, mac, mtu_of(endpoint, network), endpoint.up, network.name, endpoint.isolated)
