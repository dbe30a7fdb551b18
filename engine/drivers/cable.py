"""`cable`: one veth pair straight between two sandboxes, with no bridge.

Pulling one endpoint's cable (`up: false`) sets its own end down; the other end loses its carrier.
"""

from collections.abc import Iterable, Sequence

from engine.drivers.driver import Owned, Owner
from engine.drivers.ends import addresses, sandbox_end
from engine.drivers.impairments import shaping
from engine.resources import Veth
from topology.problems import Problem
from topology.values import Design, Endpoint, Network


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    ends = [sandbox_end(design, network, endpoint, endpoint.up) for endpoint in endpoints]
    in_order = sorted(ends, key=lambda end: (end.place, end.name))
    yield Veth(network.name, tuple(in_order)), ("network", network.name)
    joined = list(zip(endpoints, ends, strict=True))
    for (endpoint, end), (opposite, _) in zip(joined, reversed(joined), strict=True):
        yield from addresses(endpoint, end)
        yield from shaping(end, (_owner(endpoint), endpoint, "out"), (_owner(opposite), opposite, "in"))


def check(network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    return ()


def _owner(endpoint: Endpoint) -> Owner:
    return "endpoint", endpoint.name
