"""A design seen from the angles that checks need, worked out once."""

from collections import defaultdict
from functools import cached_property

from topology.addressing import (
    Address,
    Interface,
    Number,
    Subnet,
    number,
    parse_address,
    parse_interface,
    subnets,
)
from topology.graph import segments
from topology.validation.spare import Spare
from topology.values import Design, Endpoint, Network, Patch, Sandbox


class View:
    """Look-ups into a completed design. Of objects that share a name the first one is found."""

    def __init__(self, design: Design) -> None:
        self.design = design

    @cached_property
    def networks(self) -> dict[str, Network]:
        return {network.name: network for network in reversed(self.design.networks)}

    @cached_property
    def sandboxes(self) -> dict[str, Sandbox]:
        return {sandbox.name: sandbox for sandbox in reversed(self.design.sandboxes)}

    @cached_property
    def links(self) -> list[tuple[str, Endpoint | Patch]]:
        """Endpoints and patches, each with its kind: what has a rate and impairments."""
        links: list[tuple[str, Endpoint | Patch]] = [("endpoint", end) for end in self.design.endpoints]
        return links + [("patch", patch) for patch in self.design.patches]

    @cached_property
    def endpoints_on(self) -> dict[str, list[Endpoint]]:
        """The endpoints by network."""
        found: dict[str, list[Endpoint]] = defaultdict(list)
        for endpoint in self.design.endpoints:
            found[endpoint.network].append(endpoint)
        return found

    @cached_property
    def endpoints_of(self) -> dict[str, list[Endpoint]]:
        """The endpoints by sandbox."""
        found: dict[str, list[Endpoint]] = defaultdict(list)
        for endpoint in self.design.endpoints:
            found[endpoint.sandbox].append(endpoint)
        return found

    @cached_property
    def patches_at(self) -> dict[str, list[Patch]]:
        """The patches by network; one that joins a network to itself stands there twice."""
        found: dict[str, list[Patch]] = defaultdict(list)
        for patch in self.design.patches:
            for name in patch.networks:
                found[name].append(patch)
        return found

    @cached_property
    def on_top_of(self) -> dict[str, list[Network]]:
        """The networks that name a parent, by parent."""
        found: dict[str, list[Network]] = defaultdict(list)
        for network in self.design.networks:
            if network.options.parent is not None:
                found[network.options.parent].append(network)
        return found

    @cached_property
    def segments(self) -> dict[str, str]:
        """For each network what stands for its broadcast domain."""
        return segments(self.design)

    @cached_property
    def subnets(self) -> dict[str, tuple[Subnet, ...]]:
        """The well-formed subnets by network."""
        return {name: subnets(network.subnets) for name, network in self.networks.items()}

    @cached_property
    def gateways(self) -> dict[str, list[Address]]:
        """The well-formed gateways by network."""
        return {
            name: [address for text in network.gateway or () if (address := parse_address(text))]
            for name, network in self.networks.items()
        }

    @cached_property
    def addresses(self) -> list[tuple[Endpoint, int, Interface]]:
        """Every well-formed address with the endpoint that has it, and its place in the list there."""
        return [
            (endpoint, place, address)
            for endpoint in self.design.endpoints
            for place, text in enumerate(endpoint.addresses or ())
            if (address := parse_interface(text))
        ]

    @cached_property
    def holders(self) -> set[tuple[str, Number]]:
        """The addresses that somebody has, gateways' and endpoints', by broadcast domain."""
        found = {
            (self.segments[name], number(each)) for name, those in self.gateways.items() for each in those
        }
        for endpoint, _, address in self.addresses:
            if endpoint.network in self.segments:
                found.add((self.segments[endpoint.network], number(address)))
        return found

    @cached_property
    def spare(self) -> Spare:
        """What fixes may take."""
        return Spare(self.design, self.subnets, self.segments)

    @cached_property
    def addresses_of(self) -> dict[str, list[Interface]]:
        """The well-formed addresses by sandbox."""
        found: dict[str, list[Interface]] = defaultdict(list)
        for endpoint, _, address in self.addresses:
            found[endpoint.sandbox].append(address)
        return found
