"""Gateways stand in the fabric, in the subnets of their network."""

from collections import Counter
from collections.abc import Iterator

from topology.addressing import Number, holding, hosts, number, parse_subnet
from topology.drivers import traits
from topology.problems import Problem
from topology.validation.view import View


def carried(view: View) -> Iterator[Problem]:
    """Only a link in the fabric can have them."""
    for network in view.design.networks:
        if network.gateway and not traits(network).gateways:
            reason = f"a network with driver {network.driver} has no link in the fabric to carry a gateway"
            yield _problem(network.name, reason, "write none, and give the address to a router's endpoint")


def placed(view: View) -> Iterator[Problem]:
    """A gateway is a host's address in one of the network's subnets."""
    for network in view.design.networks:
        if not all(map(parse_subnet, network.subnets or ())):
            continue
        for gateway in view.gateways[network.name]:
            subnet = holding(gateway, view.subnets[network.name])
            if subnet is None:
                reason = f"{gateway} is outside the network's subnets"
                yield _problem(network.name, reason, "take an address of a subnet, or write none")
            elif int(gateway) not in hosts(subnet):
                reason = f"{gateway} is the network or broadcast address of {subnet}"
                yield _problem(network.name, reason, "take an address of a host")


def one_a_subnet(view: View) -> Iterator[Problem]:
    """Each subnet has one gateway at most."""
    for network in view.design.networks:
        counted = Counter(
            holding(gateway, view.subnets[network.name]) for gateway in view.gateways[network.name]
        )
        for subnet, gateways in counted.items():
            if subnet and gateways > 1:
                reason = f"{subnet} has {gateways} gateways"
                yield _problem(network.name, reason, "keep one of them")


def apart(view: View) -> Iterator[Problem]:
    """Patched networks have different gateways."""
    held: dict[tuple[str, Number], str] = {}
    for network in view.design.networks:
        for gateway in set(view.gateways[network.name]):
            holder = held.setdefault((view.segments[network.name], number(gateway)), network.name)
            if holder != network.name:
                reason = f"{gateway} is already the gateway of network {holder}, which it is patched to"
                yield _problem(network.name, reason, "write another address of the subnet, or none")


def _problem(network: str, reason: str, remedy: str) -> Problem:
    return Problem("network", network, "gateway", reason, remedy)
