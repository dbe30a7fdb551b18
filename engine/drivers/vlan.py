"""`vlan`: one 802.1Q VLAN of its parent, whose bridge then tells VLANs apart (`engine.vlans`).

An endpoint is an access port of the parent's bridge, as on any switch. In a sandbox that has an endpoint on
the parent too, it is a tagged interface on top of that one: a router on a stick. Gateways are held by a VLAN
interface on top of the bridge itself.

Pulling the cable of an access port (`up: false`) takes its carrier; a tagged interface is set down. Of that
only what it sends can be impaired.
"""

from collections.abc import Iterable, Sequence

from engine.addressing import gateway_interfaces, version
from engine.drivers.driver import Owned
from engine.drivers.ends import addresses, holds_ipv6, interface_of, sandbox_end, trunks
from engine.drivers.impairments import shaping
from engine.drivers.ports import plugged_in
from engine.names import bridge_name
from engine.resources import FABRIC, Address, End, Upper
from topology.mac import default_mac
from topology.problems import Problem
from topology.values import Design, Endpoint, Network


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    parent, number = network.options.parent or "", str(network.options.vlan)
    if network.gateway:
        yield from _gateway(design, network, parent, number)
    below = trunks(design, parent) if endpoints else {}
    for endpoint in endpoints:
        trunk = below.get(endpoint.sandbox)
        if trunk is None:
            yield from plugged_in(design, network, endpoint, parent)
            continue
        end = sandbox_end(design, network, endpoint, endpoint.up)
        owner = ("endpoint", endpoint.name)
        yield Upper(endpoint.name, "vlan", end, endpoint.sandbox, interface_of(trunk), number), owner
        yield from addresses(endpoint, end)
        yield from shaping(end, (owner, endpoint, "out"))


def check(network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    return ()


def _gateway(design: Design, network: Network, parent: str, number: str) -> Iterable[Owned]:
    owner = ("network", network.name)
    name, mtu = bridge_name(network.name), network.options.mtu
    end = End(FABRIC, name, default_mac(design.name, network.name), mtu)
    yield Upper(network.name, "vlan", end, FABRIC, bridge_name(parent), number), owner
    for address in gateway_interfaces(network):
        if version(address) == 4 or holds_ipv6(end.up, mtu):
            yield Address(FABRIC, name, address), owner
