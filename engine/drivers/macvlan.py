"""`macvlan`: endpoints are macvlan interfaces, all on top of one link in the fabric.

With a parent that link is plugged into the parent's bridge, so that the bridge learns the endpoints' MAC
addresses at one port. Pulling an endpoint's cable (`up: false`) sets its interface down.
Only what an endpoint sends can be impaired: what it receives comes from no port of its own.
"""

from collections.abc import Iterable, Sequence

from engine.drivers.driver import Owned
from engine.drivers.ends import addresses, sandbox_end
from engine.drivers.impairments import refused, shaping
from engine.drivers.stack import below, on_top
from topology.problems import Problem
from topology.values import Design, Endpoint, Network


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    yield below(design, network), ("network", network.name)
    for endpoint in endpoints:
        owner = ("endpoint", endpoint.name)
        end = sandbox_end(design, network, endpoint, endpoint.up)
        yield on_top("macvlan", network, endpoint, end), owner
        yield from addresses(endpoint, end)
        yield from shaping(end, (owner, endpoint, "out"))


def check(network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    for endpoint in endpoints:
        yield from refused(endpoint)
