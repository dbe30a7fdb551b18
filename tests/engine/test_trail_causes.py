"""Frames that ended where the walk over the kernel's state stops are told what it says."""

from dataclasses import replace

import pytest

from engine.reach import walk
from engine.reach.picture import Picture
from engine.trail.causes import Stop, explained, stop
from engine.trail.ends import Ending, Outcome
from engine.trail.trail import trail
from tests.engine import frames
from tests.engine.flows import HTTP, with_listeners
from tests.engine.test_trail import PLACES, ROUTER_2, Seen, asked, crossed, routed, went
from tests.engine.walked import DRAWN, DROP, B, with_link, with_rules

TO = "10.0.2.1"


def stopped_at(place: str, is_answer: bool = False) -> Stop:
    return Stop(frozenset({place}), "some.eth0", is_answer, Ending("dropped", "rule 7 drops it"))


def told(sightings: Seen, where: Stop) -> list[tuple[str, str, str]]:
    """Where frames ended, how, and in which words."""
    steps = explained(trail(routed(), PLACES, sightings), TO, where)
    return [(step.end, step.ending.outcome, step.ending.words) for step in steps if step.ending]


def found(there: Picture) -> Stop | None:
    cause = walk(there, "a", B, flow=HTTP).cause
    assert cause
    return stop(there, cause)


def test_what_a_router_does_not_send_on_is_told_by_its_rule() -> None:
    assert told(went()[:4], stopped_at("router")) == [("router", "dropped", "rule 7 drops it")]


def test_what_a_rule_drops_at_its_target_has_not_been_delivered() -> None:
    assert told(went(), stopped_at("b")) == [("b", "dropped", "rule 7 drops it")]


def test_what_ended_elsewhere_or_the_other_way_stays_as_it_was_seen() -> None:
    plain = [(step.end, step.ending.outcome) for step in trail(routed(), PLACES, went()) if step.ending]
    for where in (stopped_at("a"), stopped_at("b", is_answer=True)):
        assert [each[:2] for each in told(went(), where)] == plain


def test_whom_nobody_listens_to_has_been_delivered_all_the_same() -> None:
    where = Stop(frozenset({"b"}), "", False, Ending("delivered", "nothing listens"))
    assert told(went(), where) == [("b", "delivered", "b has 10.0.2.1, but nothing listens")]


def test_a_question_that_ended_there_is_told_if_nothing_of_the_flow_did() -> None:
    arrived = [*asked(), *went()[:4]]
    question = frames.arp(ROUTER_2, "10.0.2.254", TO)
    lost = crossed(("router", "eth1"), ("", "router-eth1"), question)
    assert told([*arrived, *lost], stopped_at("lan2"))[-1] == ("lan2", "dropped", "rule 7 drops it")


@pytest.mark.parametrize(
    ("there", "places", "cable", "outcome"),
    [
        (with_rules("r1", "forward", DROP), {"r1"}, "r1.eth0", "dropped"),
        (with_link(("", "b-eth0"), up=False), {"", "lan2"}, "b.eth0", "dropped"),
        (with_link(("b", "eth0"), up=False), {"b", "lan2"}, "b.eth0", "dropped"),
        (with_link(("", "p1-core"), up=False), {"", "lan1", "core"}, "p1", "dropped"),
        (with_listeners(), {"b"}, "", "delivered"),
    ],
)
def test_where_the_walk_stops_is_a_place_of_the_drawing(
    there: Picture, places: set[str], cable: str, outcome: Outcome
) -> None:
    where = found(there)
    assert where
    assert ({*where.places}, where.cable, where.ending.outcome) == (places, cable, outcome)


def test_that_a_sandbox_does_not_route_is_seen_of_the_frame() -> None:
    settings = {key: value for key, value in DRAWN.settings.items() if key[0] != "r1"}
    assert found(replace(DRAWN, settings=settings, meant=DRAWN)) is None
