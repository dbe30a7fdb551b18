"""A paused sandbox whose links are on top of others is named as the cause: there the rules are its own."""

from collections.abc import Callable
from ipaddress import ip_address

import pytest

from engine.backends.kernel.places import Places
from engine.console.why import look
from engine.explaining import explained
from tests.kernel import stacks
from tests.kernel.test_pausing import paused
from tests.kernel.world import World
from topology.ipam import complete
from topology.values import Design

STOCK = pytest.mark.stock_kernel


@pytest.mark.parametrize(
    ("make", "place", "to", "standing"),
    [
        pytest.param(lambda: stacks.stacked("macvlan"), "b", "10.0.0.4", "c", id="macvlan"),
        pytest.param(lambda: stacks.stacked("macvlan"), "a", "10.0.0.3", "b", id="macvlan from below"),
        pytest.param(lambda: stacks.stacked("ipvlan"), "b", "10.0.0.4", "c", id="ipvlan", marks=STOCK),
        pytest.param(stacks.router_on_a_stick, "r1", "10.0.20.254", "router", id="vlan", marks=STOCK),
    ],
)
def test_it_is_named(world: World, make: Callable[[], Design], place: str, to: str, standing: str) -> None:
    design = paused(make(), standing)
    assert world.build(design) == ()
    places, named = Places(9), complete(design.model_copy(update={"name": world.name}))
    try:
        found = explained(look(places, named), place, ip_address(to))
    finally:
        places.close()
    assert found.words
    assert found.words.said.startswith(f"{standing} is paused (as designed)")
    assert found.mending and found.mending.title == f"Have {standing} go on"
    assert not world.pings(place, to)
