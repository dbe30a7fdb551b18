"""What the rates and impairments of endpoints and patches do to the frames that links send."""

from dataclasses import replace
from typing import Any

import pytest

from engine.drivers.impairments import refused
from engine.features import EVERY, Features
from engine.lower import lower
from engine.obstacles import obstacles
from engine.queues import burst, netem_limit, tbf_limit
from engine.resources import FABRIC, Rule, Shaping, key
from tests.engine.builders import changed, one_bridge, patched, two_on_a_cable
from topology.problems import Problem
from topology.values import Design, Endpoint

BARE: Features = EVERY - {"netem"}
MS = 10**6


def shaped(design: Design, features: Features = EVERY) -> dict[tuple[str, str], Shaping]:
    """By place and link."""
    state = lower(design, features).state.values()
    return {(each.place, each.interface): each for each in state if isinstance(each, Shaping)}


def rules(design: Design, features: Features = BARE) -> set[tuple[str, str, str]]:
    state = lower(design, features).state.values()
    return {(each.place, each.chain, each.text) for each in state if isinstance(each, Rule)}


def on_bridge(**fields: object) -> Design:
    return changed(one_bridge("a"), "endpoint", "a.eth0", **fields)


def on_cable(left: dict[str, object], right: dict[str, object]) -> Design:
    return changed(changed(two_on_a_cable(), "endpoint", "a.eth0", **left), "endpoint", "b.eth0", **right)


def test_nothing_is_done_to_frames_unless_it_is_asked_for() -> None:
    assert shaped(one_bridge()) == {}


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"rate": "10mbit"}, {"rate": 10**7, "burst": 10_000}),
        ({"delay": "20ms", "jitter": "2ms"}, {"delay": 20 * MS, "jitter": 2 * MS}),
        ({"loss": "1%"}, {"loss": 10_000}),
        ({"duplicate": "0.1%", "corrupt": "0.0001%"}, {"duplicate": 1000, "corrupt": 1}),
        ({"delay": "1s", "reorder": "100%"}, {"delay": 1000 * MS, "reorder": 10**6}),
    ],
)
def test_a_wire_is_the_same_in_both_directions(fields: dict[str, object], wanted: dict[str, Any]) -> None:
    found = shaped(on_bridge(**fields))
    blank = {end: Shaping(*end) for end in [("a", "eth0"), (FABRIC, "a-eth0")]}
    assert found == {end: replace(each, **wanted) for end, each in blank.items()}


@pytest.mark.parametrize(("direction", "end"), [("out", ("a", "eth0")), ("in", (FABRIC, "a-eth0"))])
def test_what_a_sandbox_sends_is_shaped_there_and_what_it_gets_at_the_port(
    direction: str, end: tuple[str, str]
) -> None:
    assert list(shaped(on_bridge(delay="5ms", direction=direction))) == [end]


@pytest.mark.parametrize(("direction", "end"), [("out", "p1-lan1"), ("in", "p1-lan2")])
def test_out_of_a_patch_is_what_its_first_network_sends(direction: str, end: str) -> None:
    design = changed(patched(), "patch", "p1", delay="5ms", direction=direction)
    assert list(shaped(design)) == [(FABRIC, end)]


@pytest.mark.parametrize(
    "fields",
    [{"loss": "0%"}, {"delay": "0ms"}, {"delay": "999ns"}, {"delay": "0s", "loss": "0.00001%"}],
    ids=str,
)
def test_asking_for_nothing_is_not_asking(fields: dict[str, object]) -> None:
    assert shaped(on_bridge(**fields)) == {}


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ({"rate": "10mbit"}, {"rate": "2mbit"}, {"rate": 2 * 10**6, "burst": 2000}),
        ({"delay": "20ms"}, {"delay": "5ms"}, {"delay": 25 * MS}),
        (
            {"delay": "4s", "jitter": "2s"},
            {"delay": "4s", "jitter": "2s"},
            {"delay": 8000 * MS, "jitter": 2000 * MS},
        ),
        ({"loss": "50%"}, {"loss": "50%"}, {"loss": 750_000}),
        ({"corrupt": "10%"}, {}, {"corrupt": 100_000}),
    ],
)
def test_what_a_cable_carries_passes_both_its_ends(
    left: dict[str, object], right: dict[str, object], wanted: dict[str, Any]
) -> None:
    found = shaped(on_cable(left, right))
    assert found == {(place, "eth0"): replace(Shaping(place, "eth0"), **wanted) for place in "ab"}


def test_ways_out_of_one_end_and_into_the_other_meet_on_a_cable() -> None:
    design = on_cable({"delay": "1ms", "direction": "out"}, {"delay": "2ms", "direction": "in"})
    assert shaped(design) == {("a", "eth0"): Shaping("a", "eth0", delay=3 * MS)}


def test_the_shaping_belongs_to_its_end_of_the_cable() -> None:
    owners = lower(on_cable({"rate": "1mbit"}, {"rate": "2mbit"})).owners
    assert owners[key(Shaping("a", "eth0"))] == ("endpoint", "a.eth0")


def test_the_shaping_belongs_to_who_asks_for_more_than_a_rate() -> None:
    owners = lower(on_cable({"rate": "1mbit"}, {"delay": "2ms"})).owners
    assert owners[key(Shaping("a", "eth0"))] == ("endpoint", "b.eth0")


@pytest.mark.parametrize("field", ["delay", "duplicate", "corrupt"])
def test_what_takes_netem_is_a_problem_without_it(field: str) -> None:
    text = "5ms" if field == "delay" else "5%"
    (problem,) = obstacles(on_bridge(**{field: text}), BARE)
    assert (problem.kind, problem.name, problem.field) == ("endpoint", "a.eth0", field)
    assert "sch_netem" in problem.remedy


def test_a_loss_beside_a_delay_is_a_problem_without_netem() -> None:
    problems = obstacles(on_bridge(delay="5ms", loss="5%"), BARE)
    assert [problem.field for problem in problems] == ["delay", "loss"]


def test_the_impairments_of_a_patch_are_a_problem_without_netem() -> None:
    (problem,) = obstacles(changed(patched(), "patch", "p1", delay="5ms"), BARE)
    assert (problem.kind, problem.name, problem.field) == ("patch", "p1", "delay")


def test_a_rate_is_a_problem_without_tbf() -> None:
    (problem,) = obstacles(on_bridge(rate="5mbit"), EVERY - {"tbf"})
    assert (problem.field, "sch_tbf" in problem.remedy) == ("rate", True)


def test_a_loss_needs_netem_or_nftables() -> None:
    (problem,) = obstacles(on_bridge(loss="5%"), BARE - {"nft"})
    assert (problem.field, "netem" in problem.reason) == ("loss", True)


def test_without_netem_a_loss_becomes_rules_in_the_fabric() -> None:
    text = "numgen random mod 1000000 < 50000 drop"
    design = on_bridge(loss="5%")
    assert rules(design) == {(FABRIC, "ingress a-eth0", text), (FABRIC, "egress a-eth0", text)}
    assert shaped(design, BARE) == {}
    assert obstacles(design, BARE) == ()


@pytest.mark.parametrize(("direction", "hook"), [("out", "ingress"), ("in", "egress")])
def test_a_rule_is_where_the_frames_come_by(direction: str, hook: str) -> None:
    assert {chain for _, chain, _ in rules(on_bridge(loss="5%", direction=direction))} == {f"{hook} a-eth0"}


def test_on_a_cable_frames_are_lost_where_they_arrive() -> None:
    design = on_cable({"loss": "5%", "direction": "out"}, {})
    assert {(place, chain) for place, chain, _ in rules(design)} == {("b", "ingress eth0")}


def test_a_rate_stays_beside_the_rule() -> None:
    found = shaped(on_bridge(loss="5%", rate="1mbit"), BARE)
    assert {(each.rate, each.loss) for each in found.values()} == {(10**6, 0)}


def test_all_frames_are_lost_with_no_dice() -> None:
    assert {text for _, _, text in rules(on_bridge(loss="100%"))} == {"drop"}


def test_with_netem_there_are_no_rules() -> None:
    assert rules(on_bridge(loss="5%"), EVERY) == set()


def test_a_driver_can_refuse_each_of_them() -> None:
    endpoint = Endpoint(sandbox="a", network="m", interface="eth0", rate="1mbit", corrupt="1%")
    found = list(refused(endpoint))
    assert [problem.field for problem in found] == ["rate", "corrupt"]
    assert isinstance(found[0], Problem)


@pytest.mark.parametrize("rate", [8, 10**3, 10**6, 10**9])
@pytest.mark.parametrize("mtu", [68, 1500, 65535])
def test_a_frame_fits_into_a_burst_and_seven_bursts_or_50_ms_into_the_queue(rate: int, mtu: int) -> None:
    shaping = Shaping("a", "eth0", rate=rate, burst=burst(rate, mtu))
    assert shaping.burst >= mtu + 14
    assert tbf_limit(shaping) >= min(7 * shaping.burst, rate // 160)


def test_at_the_highest_rate_the_queue_is_as_long_as_the_kernel_can_count() -> None:
    assert tbf_limit(Shaping("a", "eth0", rate=10**12, burst=burst(10**12, 1500))) < 2**32


def test_as_many_frames_wait_for_a_delay_as_come_in_that_time() -> None:
    slow, fast = (Shaping("a", "eth0", rate=rate, delay=100 * MS) for rate in (10**6, 10**9))
    assert netem_limit(slow) < netem_limit(fast)
    assert netem_limit(fast) * 1500 * 8 > 10**8
