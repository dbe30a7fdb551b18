"""`bridge`: an 802.1d bridge in the fabric; every endpoint is a veth pair with its port there.

Pulling an endpoint's cable (`up: false`) sets the port down: the interface in the sandbox stays up and
loses its carrier, as with a real cable.
"""

from collections.abc import Iterable, Mapping, Sequence

from engine.addressing import gateway_interfaces, version
from engine.drivers.driver import Owned, Owner
from engine.drivers.ends import holds_ipv6, interface_of
from engine.drivers.ports import plugged_in
from engine.names import bridge_name, patch_port_name, port_name
from engine.resources import FABRIC, Address, Bridge, Fdb
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
        yield from plugged_in(design, network, endpoint, network.name)
    ports = _ports(design, network, endpoints) if network.fdb else {}
    for entry in network.fdb:
        port, owner = ports[entry.to]
        yield Fdb(FABRIC, port, entry.mac), owner


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


def _ports(
    design: Design, network: Network, endpoints: Sequence[Endpoint]
) -> Mapping[str, tuple[str, Owner]]:
    """What leads to each endpoint and through each patch, by its name; an entry fails with whose port it is
    at, not with the network."""
    ports: dict[str, tuple[str, Owner]] = {
        end.name: (port_name(end.sandbox, interface_of(end)), ("endpoint", end.name)) for end in endpoints
    }
    for patch in design.patches:
        if network.name in patch.networks:
            ports[patch.name] = (patch_port_name(patch.name, network.name), ("patch", patch.name))
    return ports
