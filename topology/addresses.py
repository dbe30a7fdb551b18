"""Addresses for the endpoints that leave theirs out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from topology.addressing import (
    Number,
    Subnet,
    at,
    holding,
    hosts,
    number,
    parse_address,
    parse_interface,
    subnets,
)
from topology.graph import segments
from topology.values import Design, Endpoint, Network


class Full(Exception):
    """A subnet has no address left."""


class Taken:
    """The addresses that are in use in one broadcast domain."""

    def __init__(self) -> None:
        self._numbers: set[Number] = set()
        self._searched: dict[Subnet, int] = {}

    def claim(self, texts: Iterable[str]) -> None:
        """Somebody has these, with or without prefix length."""
        for text in texts:
            address = parse_interface(text) or parse_address(text)
            if address is not None:
                self._numbers.add(number(address))

    def is_free(self, text: str) -> bool:
        address = parse_interface(text)
        return address is not None and number(address) not in self._numbers

    def used(self, subnet: Subnet) -> int:
        """How many of the addresses that the subnet has for interfaces are in use."""
        values = hosts(subnet)
        return sum(version == subnet.version and value in values for version, value in self._numbers)

    def free(self, subnet: Subnet) -> int:
        """How many are left."""
        values = hosts(subnet)
        return values.stop - values.start - self.used(subnet)

    def next_free(self, subnet: Subnet) -> str | None:
        """The subnet's lowest free address, with prefix length; None if it is full."""
        value = self._lowest(subnet)
        return None if value is None else f"{at(subnet, value)}/{subnet.prefixlen}"

    def take(self, subnet: Subnet) -> str:
        """The same, but in use from now on. Raises Full."""
        value = self._lowest(subnet)
        if value is None:
            raise Full(str(subnet))
        self._numbers.add((subnet.version, value))
        return f"{at(subnet, value)}/{subnet.prefixlen}"

    def _lowest(self, subnet: Subnet) -> int | None:
        values = hosts(subnet)
        value = self._searched.get(subnet, values.start)
        while (subnet.version, value) in self._numbers:
            value += 1
        self._searched[subnet] = value
        return value if value < values.stop else None


def addressed(design: Design, before: Design | None) -> Design:
    """Every endpoint that leaves its addresses out keeps those it had, or gets one of each subnet.

    Where a subnet has no room the addresses stay None.
    """
    if all(endpoint.addresses is not None for endpoint in design.endpoints):
        return design
    networks = {network.name: network for network in design.networks}
    domain = segments(design)
    taken = _claimed(design, domain)
    kept = _kept(design, before, networks, domain, taken)
    filled = tuple(
        _filled(endpoint, networks.get(endpoint.network), kept, taken[domain.get(endpoint.network, "")])
        for endpoint in design.endpoints
    )
    return design.model_copy(update={"endpoints": filled})


def claimed(design: Design) -> dict[str, Taken]:
    """What is in use, by network; patched networks share one."""
    domain = segments(design)
    taken = _claimed(design, domain)
    return {network.name: taken[domain[network.name]] for network in design.networks}


def _claimed(design: Design, domain: dict[str, str]) -> dict[str, Taken]:
    taken: dict[str, Taken] = defaultdict(Taken)
    for network in design.networks:
        taken[domain[network.name]].claim(network.gateway or ())
    for endpoint in design.endpoints:
        if endpoint.addresses:
            taken[domain.get(endpoint.network, "")].claim(endpoint.addresses)
    return taken


def _kept(
    design: Design,
    before: Design | None,
    networks: dict[str, Network],
    domain: dict[str, str],
    taken: dict[str, Taken],
) -> dict[str, tuple[str, ...]]:
    """By endpoint what it had before and can still have; all of it is claimed before anything is new."""
    if before is None:
        return {}
    known = {old.name: old for old in before.endpoints if old.addresses is not None}
    kept = {}
    for endpoint in design.endpoints:
        old = known.get(endpoint.name)
        network = networks.get(endpoint.network)
        if endpoint.addresses is not None or old is None or network is None:
            continue
        if old.network == endpoint.network:
            mine = taken[domain[network.name]]
            kept[endpoint.name] = tuple(_fitting(old.addresses or (), network, mine))
            mine.claim(kept[endpoint.name])
    return kept


def _fitting(texts: tuple[str, ...], network: Network, taken: Taken) -> Iterator[str]:
    choices = subnets(network.subnets)
    for text in texts:
        address = parse_interface(text)
        if address and (not choices or holding(address, choices)) and taken.is_free(text):
            yield text


def _filled(
    endpoint: Endpoint, network: Network | None, kept: dict[str, tuple[str, ...]], taken: Taken
) -> Endpoint:
    if endpoint.addresses is not None or network is None or network.subnets is None:
        return endpoint
    mine = kept.get(endpoint.name, ())
    having = {subnet for text in mine if (subnet := _subnet_of(text, network))}
    try:
        fresh = [taken.take(subnet) for subnet in subnets(network.subnets) if subnet not in having]
    except Full:
        return endpoint
    return endpoint.model_copy(update={"addresses": (*mine, *fresh)})


def _subnet_of(text: str, network: Network) -> Subnet | None:
    address = parse_interface(text)
    return holding(address, subnets(network.subnets)) if address else None
