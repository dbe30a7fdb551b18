"""Gateways stand in the fabric, in the subnets of their network."""

from collections import Counter
from collections.abc import Iterator

from topology.addressing import Number, holding, hosts, number, parse_subnet
from topology.drivers import traits
from topology.problems import Fix, Problem
from topology.validation.fixes import setting
from topology.validation.view import View
from topology.values import Network


def carried(view: View) -> Iterator[Problem]:
    """Only a link in the fabric can have them."""
    for network in view.design.networks:
        if network.gateway and not traits(network).gateways:
            reason = f"a network with driver {network.driver} has no link in the fabric to carry a gateway"
            remedy = "write none, and give the address to a router's endpoint"
            fix = setting("Write none", "network", network.name, {"gateway": []})
            yield _problem(network, reason, remedy, fix)


def placed(view: View) -> Iterator[Problem]:
    """A gateway is a host's address in one of the network's subnets."""
    for network in view.design.networks:
        if not all(map(parse_subnet, network.subnets or ())):
            continue
        for gateway in view.gateways[network.name]:
            subnet = holding(gateway, view.subnets[network.name])
            if subnet is None:
                reason = f"{gateway} is outside the network's subnets"
                yield _problem(
                    network, reason, "take an address of a subnet, or write none", mended(view, network)
                )
            elif int(gateway) not in hosts(subnet):
                reason = f"{gateway} is the network or broadcast address of {subnet}"
                yield _problem(network, reason, "take an address of a host", mended(view, network))


def one_a_subnet(view: View) -> Iterator[Problem]:
    """Each subnet has one gateway at most."""
    for network in view.design.networks:
        counted = Counter(
            holding(gateway, view.subnets[network.name]) for gateway in view.gateways[network.name]
        )
        for subnet, gateways in counted.items():
            if subnet and gateways > 1:
                reason = f"{subnet} has {gateways} gateways"
                yield _problem(network, reason, "keep one of them", mended(view, network))


def apart(view: View) -> Iterator[Problem]:
    """Patched networks have different gateways."""
    held: dict[tuple[str, Number], str] = {}
    for network in view.design.networks:
        for gateway in set(view.gateways[network.name]):
            holder = held.setdefault((view.segments[network.name], number(gateway)), network.name)
            if holder != network.name:
                reason = f"{gateway} is already the gateway of network {holder}, which it is patched to"
                yield _problem(
                    network, reason, "write another address of the subnet, or none", mended(view, network)
                )


def mended(view: View, network: Network) -> Fix | None:
    """Free addresses in the place of gateways that cannot be."""
    if network.name in view.spare.moving:
        return None
    gateways = view.spare.gateways(network)
    said = f"Take {', '.join(gateways)}" if gateways else "Write none"
    return setting(said, "network", network.name, {"gateway": list(gateways)})


def _problem(network: Network, reason: str, remedy: str, fix: Fix | None) -> Problem:
    return Problem("network", network.name, "gateway", reason, remedy, fix=fix)
