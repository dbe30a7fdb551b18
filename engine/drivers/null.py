"""`null`: a network that joins nothing. Neither it nor its endpoints exist in the kernel.

As Docker's driver of that name leaves a container with `lo` alone, an endpoint on such a network makes
no interface: it keeps its place in the drawing, and is in sync by having nothing.
"""

from collections.abc import Iterable, Sequence

from engine.drivers.driver import Owned
from topology.problems import Problem
from topology.values import Design, Endpoint, Network


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    return ()


def check(network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    return ()
