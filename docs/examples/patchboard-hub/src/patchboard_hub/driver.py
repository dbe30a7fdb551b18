"""How a hub is made real: a bridge that forgets at once where it saw an address, so that it sends every frame
to all of its ports."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.drivers import Owned, bridge
from engine.resources import Bridge
from topology.problems import Problem
from topology.values import Design, Endpoint, Network, NetworkOptions


def lower(design: Design, network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Owned]:
    """What Patchboard's own bridge consists of, but for one option."""
    for resource, owner in bridge.lower(design, network, endpoints):
        yield (replace(resource, ageing=0) if isinstance(resource, Bridge) else resource), owner


def check(network: Network, endpoints: Sequence[Endpoint]) -> Iterable[Problem]:
    """A hub is too simple for what a bridge can be told."""
    yield from bridge.check(network, endpoints)
    if network.options.ageing not in (0, NetworkOptions().ageing):
        reason, remedy = "a hub remembers nothing", "leave it out, or make it a bridge"
        yield Problem("network", network.name, "options.ageing", reason, remedy)
    if network.options.stp:
        reason, remedy = "a hub speaks no spanning tree protocol", "leave it out, or make it a bridge"
        yield Problem("network", network.name, "options.stp", reason, remedy)
