"""What a driver is: it says what a kind of network consists of in the kernel, and touches nothing."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from engine.resources import Resource
from topology.problems import Problem
from topology.values import Design, Endpoint, Network

Owner = tuple[str, str]
"""The kind and name of the design object that a resource is there for; ("topology", name) for the fabric."""

Owned = tuple[Resource, Owner]


class Driver(Protocol):
    """One kind of network. A module with these names is one; `engine.drivers.DRIVERS` lists them."""

    def lower(self, design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
        """What makes the network real, with its `endpoints`; the design is complete and valid."""

    def check(self, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
        """What this driver cannot do of what is asked of it."""
