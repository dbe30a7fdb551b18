"""The addresses that bridges themselves have."""

from topology.addressing import Subnet, at, holding, hosts, parse_address, subnets
from topology.drivers import traits
from topology.graph import segments
from topology.values import Design, Network

Held = set[tuple[str, str]]
"""Broadcast domain and address."""


def with_gateways(design: Design, before: Design | None) -> Design:
    """Every network that leaves its gateway out gets the one that it had, or each subnet's first address.

    Of patched networks that share a subnet, the first one holds its gateway.
    """
    if all(network.gateway is not None for network in design.networks):
        return design
    known = {network.name: network for network in before.networks} if before else {}
    domain = segments(design)
    held: Held = set()
    for network in design.networks:
        kept = network.gateway if network.gateway is not None else _kept(network, known.get(network.name))
        held |= {(domain[network.name], text) for text in kept}
    filled = tuple(
        _filled(network, known.get(network.name), domain[network.name], held) for network in design.networks
    )
    return design.model_copy(update={"networks": filled})


def _filled(network: Network, known: Network | None, domain: str, held: Held) -> Network:
    if network.gateway is not None:
        return network
    fresh = [at(subnet, hosts(subnet)[0]) for subnet in _without(network, known)]
    gateway = (*_kept(network, known), *(text for text in fresh if (domain, text) not in held))
    held |= {(domain, text) for text in gateway}
    return network.model_copy(update={"gateway": gateway})


def _kept(network: Network, known: Network | None) -> tuple[str, ...]:
    """What it had and can still have."""
    choices = subnets(network.subnets) if traits(network).gateways else ()
    texts = (known.gateway if known else None) or ()
    return tuple(text for text in texts if (address := parse_address(text)) and holding(address, choices))


def _without(network: Network, known: Network | None) -> tuple[Subnet, ...]:
    """The subnets that need a gateway: none of a switch that had none, nor those known to have none."""
    if not traits(network).gateways or (known and known.gateway == ()):
        return ()
    had = subnets(known.subnets) if known and known.gateway else ()
    return tuple(subnet for subnet in subnets(network.subnets) if subnet not in had)
