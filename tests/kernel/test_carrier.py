"""A pulled cable is a loss of carrier that both ends see, and nothing else."""

from collections.abc import Callable

import pytest

from engine.resources import FABRIC
from tests.bench.designs import bridged
from tests.kernel import labs
from tests.kernel.test_shaping import impaired, patched
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.values import Design

Ends = tuple[tuple[str, str], tuple[str, str]]

CABLES: dict[str, tuple[Callable[[bool], Design], Ends]] = {
    "endpoint on a bridge": (
        lambda up: impaired(labs.one_bridge(), up=up),
        (("app1", "eth0"), (FABRIC, "app1-eth0")),
    ),
    "first end of a cable": (
        lambda up: impaired(labs.cable(), 0, up=up),
        (("left", "eth0"), ("right", "eth0")),
    ),
    "second end of a cable": (
        lambda up: impaired(labs.cable(), 1, up=up),
        (("left", "eth0"), ("right", "eth0")),
    ),
    "patch": (lambda up: patched(up=up), ((FABRIC, "p1-s1"), (FABRIC, "p1-s2"))),
}


def has_carrier(world: World, place: str, link: str) -> bool:
    """As whoever asks there sees it: an interface that was set down has none either."""
    (found,) = world.ip(place, "link", "show", link)
    return "LOWER_UP" in found["flags"]


def indexes(world: World, ends: Ends) -> list[int]:
    return [world.ip(place, "link", "show", link)[0]["ifindex"] for place, link in ends]


@pytest.mark.parametrize("cable", CABLES)
def test_both_ends_of_a_pulled_cable_lose_their_carrier(world: World, cable: str) -> None:
    draw, ends = CABLES[cable]
    world.build(draw(True))
    until(lambda: all(has_carrier(world, *end) for end in ends))
    before = indexes(world, ends)
    world.build(draw(False))
    assert world.plan() == ()
    until(lambda: not any(has_carrier(world, *end) for end in ends))
    world.build(draw(True))
    assert world.reconcile().is_done
    until(lambda: all(has_carrier(world, *end) for end in ends))
    assert indexes(world, ends) == before


def test_all_of_a_large_topology_carries_as_soon_as_it_is_in_sync(world: World) -> None:
    """The kernel puts two hundred links into service at once, but of those that come up together and are
    more, a hundred each second."""
    assert world.build(bridged("lab", 300)) == ()
    assert world.plan() == ()
    until(lambda: operstates(world) == {"UP"}, seconds=2)


def operstates(world: World) -> set[str]:
    return {port["operstate"] for port in world.ip(FABRIC, "link", "show", "type", "veth")}


def test_an_interface_whose_cable_is_pulled_keeps_its_addresses_and_routes(world: World) -> None:
    world.build(labs.one_bridge())
    before = world.picture()[world.netns("app1")]
    world.build(impaired(labs.one_bridge(), up=False))
    assert world.picture()[world.netns("app1")] == before


@pytest.mark.parametrize("cable", CABLES)
def test_a_cable_that_was_pulled_for_a_while_carries_again(world: World, cable: str) -> None:
    draw, _ = CABLES[cable]
    source, address = {"patch": ("app1", "10.2.0.2"), "endpoint on a bridge": ("app1", "10.0.0.3")}.get(
        cable, ("left", "10.1.0.2")
    )
    world.build(draw(False))
    assert not world.pings(source, address)
    world.build(draw(True))
    assert world.reconcile().is_done
    until(lambda: world.pings(source, address))
