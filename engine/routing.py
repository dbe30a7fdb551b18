"""Which routes a sandbox has: its own, and a default route if it has none of its own.

A route whose next hop is not a neighbour on a link that is up is left out, because the kernel would
refuse it or has dropped it; `topology.validation` tells the person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.addressing import reaches, version
from engine.drivers import Owned
from engine.drivers.ends import interface_of
from engine.resources import Address, Resource, Route, Upper, Veth
from topology.drivers import shared_parent, traits
from topology.names import natural
from topology.values import Design, Endpoint, Network, Sandbox

DEFAULTS = {4: "0.0.0.0/0", 6: "::/0"}

Interfaces = Mapping[str, list[str]]
"""The addresses of each interface of one sandbox that is up."""


def routes(design: Design, resources: Iterable[Resource]) -> Iterator[Owned]:
    """Every sandbox's routes, given all links and addresses."""
    interfaces = _interfaces(resources)
    networks = {network.name: network for network in design.networks}
    endpoints = _by_preference(design)
    for sandbox in design.sandboxes:
        mine = interfaces.get(sandbox.name)
        if mine:
            gateways = _gateways(endpoints[sandbox.name], networks, mine)
            for route in dict.fromkeys(_of(sandbox, gateways, mine)):
                yield route, ("sandbox", sandbox.name)


def _of(sandbox: Sandbox, gateways: Sequence[str], interfaces: Interfaces) -> Iterator[Route]:
    own = {route.to for route in sandbox.routes}
    for route in sandbox.routes:
        if any(reaches(address, route.via) for addresses in interfaces.values() for address in addresses):
            yield Route(sandbox.name, route.to, route.via)
    for family, to in DEFAULTS.items():
        via = next((gateway for gateway in gateways if version(gateway) == family), "")
        if via and to not in own:
            yield Route(sandbox.name, to, via)


def _gateways(
    endpoints: Sequence[Endpoint], networks: Mapping[str, Network], interfaces: Interfaces
) -> list[str]:
    """The gateways that the sandbox has for neighbours, the preferred one first."""
    return [
        gateway
        for endpoint in endpoints
        for gateway in _gateways_of(networks[endpoint.network], networks)
        if any(reaches(address, gateway) for address in interfaces.get(interface_of(endpoint), ()))
    ]


def _gateways_of(network: Network, networks: Mapping[str, Network]) -> tuple[str, ...]:
    """Those of the network, or of the one that it is on top of and shares frames with; an internal one has
    none for others."""
    own, network = network, networks.get(shared_parent(network) or "", network)
    is_internal = own.options.internal or network.options.internal
    return network.gateway or () if traits(network).gateways and not is_internal else ()


def _by_preference(design: Design) -> Mapping[str, list[Endpoint]]:
    """Each sandbox's endpoints: the highest gateway priority first, then by interface."""
    endpoints: dict[str, list[Endpoint]] = defaultdict(list)
    for endpoint in design.endpoints:
        endpoints[endpoint.sandbox].append(endpoint)
    for mine in endpoints.values():
        mine.sort(key=lambda endpoint: (-endpoint.gateway_priority, natural(interface_of(endpoint))))
    return endpoints


def _interfaces(resources: Iterable[Resource]) -> Mapping[str, dict[str, list[str]]]:
    """Per place, the links that are up, with their addresses."""
    places: dict[str, dict[str, list[str]]] = defaultdict(dict)
    addresses: list[Address] = []
    for resource in resources:
        if isinstance(resource, Veth | Upper):
            for end in resource.ends if isinstance(resource, Veth) else (resource.end,):
                if end.up:
                    places[end.place][end.name] = []
        elif isinstance(resource, Address):
            addresses.append(resource)
    for address in addresses:
        places[address.place].get(address.interface, []).append(address.address)
    return places
