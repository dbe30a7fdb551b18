"""The addresses that bridges themselves have."""

from collections.abc import Mapping

from topology.addressing import Subnet, at, holding, hosts, parse_address, subnets
from topology.drivers import traits
from topology.graph import segments
from topology.values import Design, Network


def with_gateways(design: Design, before: Design | None) -> Design:
    """Every network that leaves its gateway out gets the one that it had, or each subnet's first address.

    Of patched networks that share a subnet, the first one holds its gateway.
    """
    if all(network.gateway is not None for network in design.networks):
        return design
    known = {network.name: network.gateway for network in before.networks} if before else {}
    domain = segments(design)
    held = {(domain[network.name], text) for network in design.networks for text in network.gateway or ()}
    filled = []
    for network in design.networks:
        if network.gateway is None:
            gateway = _gateway(network, known, domain[network.name], held)
            held |= {(domain[network.name], text) for text in gateway}
            network = network.model_copy(update={"gateway": gateway})
        filled.append(network)
    return design.model_copy(update={"networks": tuple(filled)})


def _gateway(
    network: Network,
    known: Mapping[str, tuple[str, ...] | None],
    domain: str,
    held: set[tuple[str, str]],
) -> tuple[str, ...]:
    old = known.get(network.name)
    if old == () or not traits(network).bridge:
        return ()
    chosen = [_chosen(subnet, old or ()) for subnet in subnets(network.subnets)]
    return tuple(text for text in chosen if (domain, text) not in held)


def _chosen(subnet: Subnet, old: tuple[str, ...]) -> str:
    for text in old:
        address = parse_address(text)
        if address is not None and holding(address, (subnet,)):
            return text
    return at(subnet, hosts(subnet)[0])
