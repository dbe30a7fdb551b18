"""Delay, jitter, loss, duplicates, corruption and reordering, on Debian's own kernel: this needs netem."""

import json
from itertools import product
from typing import Any

import pytest

from engine.commands import script
from engine.lower import lower
from engine.resources import FABRIC
from tests.kernel import labs, wires
from tests.kernel.test_script import type_by_hand
from tests.kernel.test_shaping import FIRST, SECOND, impaired, patched, qdisc
from tests.kernel.world import World
from topology.ipam import complete
from topology.values import Design

pytestmark = pytest.mark.stock_kernel

MANY = 1000
FAR_OFF = 0.08
"""More than five standard deviations of the share of so many."""


def test_a_delay_goes_each_way(world: World) -> None:
    assert not world.build(impaired(labs.one_bridge(), delay="100ms"))
    assert world.plan() == ()
    assert 200 <= min(wires.round_trips(world, "app1", SECOND)) < 300


@pytest.mark.parametrize(
    ("direction", "place", "link"), [("out", "app1", "eth0"), ("in", FABRIC, "app1-eth0")]
)
def test_a_delay_of_one_direction_is_once_on_the_round_trip(
    world: World, direction: str, place: str, link: str
) -> None:
    world.build(impaired(labs.one_bridge(), delay="100ms", direction=direction))
    assert qdisc(world, place, link)["kind"] == "netem"
    assert 100 <= min(wires.round_trips(world, "app1", SECOND)) < 190


def test_the_delays_of_a_cables_ends_add_up(world: World) -> None:
    world.build(impaired(impaired(labs.cable(), 0, delay="60ms"), 1, delay="40ms"))
    assert 200 <= min(wires.round_trips(world, "left", "10.1.0.2")) < 300


def test_a_patch_delays(world: World) -> None:
    world.build(patched(delay="100ms"))
    assert 200 <= min(wires.round_trips(world, "app1", "10.2.0.2")) < 300


def test_jitter_varies_the_delay(world: World) -> None:
    world.build(impaired(labs.one_bridge(), delay="200ms", jitter="150ms", direction="out"))
    trips = wires.round_trips(world, "app1", SECOND, count=20)
    assert max(trips) - min(trips) > 60


def test_as_many_are_lost_as_the_design_says(world: World) -> None:
    world.build(impaired(labs.one_bridge(), loss="30%"))
    assert wires.loss(world, "app1", "app2", SECOND, MANY) == pytest.approx(0.3, abs=FAR_OFF)
    assert wires.loss(world, "app2", "app1", FIRST, MANY) == pytest.approx(0.3, abs=FAR_OFF)


def test_as_many_are_doubled_as_the_design_says(world: World) -> None:
    world.build(impaired(labs.one_bridge(), duplicate="30%", direction="out"))
    seen = wires.arrivals(world, "app1", "app2", SECOND, MANY)
    assert len(seen) / MANY == pytest.approx(1.3, abs=FAR_OFF)
    assert set(seen) == set(range(MANY))


def test_as_many_are_harmed_as_the_design_says(world: World) -> None:
    """Some of them so that they do not arrive at all."""
    world.build(impaired(labs.one_bridge(), corrupt="30%", direction="out"))
    seen = wires.arrivals(world, "app1", "app2", SECOND, MANY)
    assert -1 in seen
    assert 1 - len(set(seen) - {-1}) / MANY == pytest.approx(0.3, abs=FAR_OFF)


def test_some_overtake_the_delayed_ones(world: World) -> None:
    world.build(impaired(labs.one_bridge(), delay="50ms", reorder="20%", direction="out"))
    numbers = wires.arrivals(world, "app1", "app2", SECOND, MANY)
    assert sorted(numbers) == list(range(MANY))
    assert numbers != sorted(numbers)


def test_a_rate_and_a_delay_go_together(world: World) -> None:
    """An emulated machine is too slow to always use the rate up; test_shaping.py shows that it can be."""
    assert not world.build(impaired(labs.one_bridge(), rate="1mbit", delay="50ms"))
    assert world.plan() == ()
    assert 100 <= min(wires.round_trips(world, "app1", SECOND)) < 200
    assert 0.4e6 < wires.speed(world, "app1", "app2", SECOND, 4) < 1.1e6


def test_a_long_wire_loses_nothing_by_itself(world: World) -> None:
    """Every frame arrives, or is one of those that an emulated processor is too slow to take up."""
    world.build(impaired(labs.one_bridge(), delay="500ms", direction="out"))
    before = wires.not_taken_up()
    arrived = wires.arrivals(world, "app1", "app2", SECOND, 3000)
    assert len({*arrived}) + wires.not_taken_up() - before >= 3000
    waited = qdisc(world, "app1", "eth0", "-s -j")
    assert waited["packets"] >= 3000
    assert waited["drops"] == 0


EVERYTHING: dict[str, Any] = {
    "rate": "10mbit",
    "delay": "20ms",
    "jitter": "2ms",
    "loss": "0.5%",
    "duplicate": "0.0001%",
    "corrupt": "0.1%",
    "reorder": "5%",
}
ASKED: list[dict[str, Any]] = [
    EVERYTHING,
    {"delay": "1us", "jitter": "333us"},
    {"delay": "12345.6us"},
    {"delay": "60s", "jitter": "2s"},
    {"loss": "100%"},
    {"corrupt": "33.3333%"},
    {"rate": "40gbit", "delay": "1s"},
    {"rate": "8bit", "loss": "1%"},
]


# Here one world goes through many states: emulated, a world of its own for each takes too long.
def test_what_is_observed_is_what_was_desired(world: World) -> None:
    for fields in ASKED:
        assert not world.build(impaired(labs.one_bridge(), **fields)), fields
        assert world.plan() == (), fields


def test_the_script_builds_the_same(world: World) -> None:
    world.desired = lower(named(world, impaired(labs.one_bridge(), **EVERYTHING)), world.backend.features)
    assert "netem" in script(world.name, world.plan())
    type_by_hand(world)
    assert world.plan() == ()


BEFORE: list[dict[str, Any]] = [EVERYTHING, {"rate": "2mbit"}, {"delay": "7ms", "corrupt": "1%"}]
AFTER: list[dict[str, Any]] = [{}, {"rate": "1mbit"}, {"delay": "5ms"}, {"delay": "5ms", "rate": "1mbit"}]


def test_any_impairment_becomes_any_other(world: World) -> None:
    world.build(labs.one_bridge())
    (link,) = world.ip("app1", "link", "show", "eth0")
    for before, after in product(BEFORE, AFTER):
        world.build(impaired(labs.one_bridge(), **before))
        assert not world.build(impaired(labs.one_bridge(), **after)), (before, after)
        assert world.plan() == (), (before, after)
    assert world.ip("app1", "link", "show", "eth0")[0]["ifindex"] == link["ifindex"]


def test_the_script_that_changes_it_does_the_same(world: World) -> None:
    for after in AFTER[1:]:
        world.build(impaired(labs.one_bridge(), **EVERYTHING))
        world.desired = lower(named(world, impaired(labs.one_bridge(), **after)), world.backend.features)
        type_by_hand(world)
        assert world.plan() == (), after


def test_changing_a_delay_loses_no_frame_that_is_under_way(world: World) -> None:
    world.build(impaired(labs.one_bridge(), delay="20ms", loss="1%"))
    before = disciplines(world)
    world.build(impaired(labs.one_bridge(), delay="30ms"))
    after = disciplines(world)
    assert [each["handle"] for each in before] == [each["handle"] for each in after]
    assert after[0]["options"]["delay"]["delay"] == pytest.approx(0.03)


BY_HAND = {
    "another delay": "tc qdisc change dev eth0 root handle 9d: netem delay 5ms",
    "a distribution": "tc qdisc change dev eth0 root handle 9d: netem delay 20ms loss 1% 25%",
    "a rate of netem's own": "tc qdisc change dev eth0 root handle 9d: netem delay 20ms loss 1% rate 1mbit",
    "another queue": "tc qdisc change dev eth0 root handle 9d: netem limit 5 delay 20ms loss 1%",
    "none": "tc qdisc del dev eth0 root",
    "a rate below": "tc qdisc add dev eth0 parent 9d:1 handle 9e: tbf rate 1mbit burst 5000 limit 9000",
    "bursty loss": "tc qdisc change dev eth0 root handle 9d: netem delay 20ms loss gemodel 1% 10%",
}


def test_what_is_shaped_by_hand_is_put_back(world: World) -> None:
    world.build(impaired(labs.one_bridge(), delay="20ms", loss="1%"))
    before = disciplines(world)
    for hand, command in BY_HAND.items():
        world.do("app1", command)
        assert world.plan(), hand
        assert world.reconcile().is_done, hand
        assert disciplines(world) == before, hand


def disciplines(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(world.do("app1", "tc -j qdisc show dev eth0"))
    return found


def named(world: World, design: Design) -> Design:
    return complete(design.model_copy(update={"name": world.name}))
