"""Subnets that nobody has an address in."""

from topology.addressing import parse_interface, subnets
from topology.graph import segments
from topology.values import Design


def unused(design: Design) -> tuple[tuple[str, str], ...]:
    """Each network with those of its subnets in which no endpoint of its broadcast domain has an address."""
    domain = segments(design)
    used = {
        (domain.get(endpoint.network), address.network)
        for endpoint in design.endpoints
        for text in endpoint.addresses or ()
        if (address := parse_interface(text))
    }
    return tuple(
        (network.name, str(subnet))
        for network in design.networks
        for subnet in subnets(network.subnets)
        if (domain[network.name], subnet) not in used
    )
