"""`ipvlan`: endpoints are ipvlan interfaces, which all have the MAC address of one link in the fabric.

With a parent that link is plugged into the parent's bridge. In the modes `l3` and `l3s` endpoints reach one
another by their addresses alone, with neither ARP nor broadcasts. Pulling an endpoint's cable (`up: false`)
sets its interface down. Only what an endpoint sends can be impaired: what it receives comes from no port of
its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.drivers.driver import Owned
from engine.drivers.ends import addresses, sandbox_end
from engine.drivers.impairments import refused, shaping
from engine.drivers.stack import below, on_top
from engine.resources import MAC_OF_LOWER
from topology.problems import Problem
from topology.values import Design, Endpoint, Network


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    yield below(design, network), ("network", network.name)
    for endpoint in endpoints:
        owner = ("endpoint", endpoint.name)
        end = replace(sandbox_end(design, network, endpoint, endpoint.up), mac=MAC_OF_LOWER)
        yield on_top("ipvlan", network, endpoint, end), owner
        yield from addresses(endpoint, end)
        yield from shaping(end, (owner, endpoint, "out"))


def check(network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    for endpoint in endpoints:
        yield from refused(endpoint)
