"""What is predicted of a design is what pings show on the kernel."""

from ipaddress import ip_address

import pytest

from engine.lower import lower
from engine.reach import picture, walk
from tests.kernel.waiting import until
from tests.kernel.world import World
from tests.reaching.designs import by_chance
from tests.reaching.measuring import Pair, pairs, reached
from topology.values import Design

MANY = 20


@pytest.mark.parametrize("seed", range(MANY))
def test_who_reaches_whom_is_as_predicted(world: World, seed: int) -> None:
    design = by_chance(seed)
    assert not world.build(design)
    until(world.has_settled, 20)
    assert wrong(world, design) == {}


def wrong(world: World, design: Design) -> dict[Pair, object]:
    """The pairs of which the prediction is wrong, and what it is."""
    drawn, asked = picture(lower(design).state), pairs(design)
    walks = {(place, address): walk(drawn, place, ip_address(address)) for place, address in asked}
    measured = reached(world, asked)
    return {pair: way for pair, way in walks.items() if way.reaches != (pair in measured)}
