"""What is said at the end of a walk, with what was measured beside it."""

from typing import Any

import pytest

from engine.console.verdicts import verdict
from engine.explaining import explained
from engine.reach.packet import Flow
from tests.engine.flows import ACCEPT, DNS, HTTP, chained, listener, port, with_listeners
from tests.engine.walked import DRAWN, DROP, B, looked, seen


@pytest.mark.parametrize(
    ("flow", "answer", "reaches", "sentence"),
    [
        (HTTP, "answered", True, "a connection to tcp 80 is opened"),
        (HTTP, "refused", False, "nothing stops it for certain, yet a connection to tcp 80 is refused"),
        (HTTP, "not measured", False, "nothing is in the way, but a connection to tcp 80 could not be tried"),
        (DNS, "answered", True, "a datagram to udp 53 is answered"),
        (DNS, "arrived", True, "a datagram to udp 53 arrives at b and is not refused; whether the service"),
        (DNS, "unanswered", False, "nothing stops it for certain, yet a datagram to udp 53 does not arrive"),
        (DNS, "refused", False, "nothing stops it for certain, yet a datagram to udp 53 is refused"),
        (DNS, "not measured", False, "nothing is in the way, but a datagram to udp 53 could not be tried"),
    ],
)
def test_it_is_reached_only_if_what_was_measured_agrees(
    flow: Flow, answer: Any, reaches: bool, sentence: str
) -> None:
    there = with_listeners(listener("::", flow.kind, flow.port))
    told = verdict(explained(looked(there), "a", B, flow), answer, "b")
    assert (told["reaches"], told["stopped"]) == (reaches, False)
    assert told["sentence"].startswith(sentence)


def test_what_arrives_unanswered_is_not_called_reached_while_something_is_in_doubt() -> None:
    some = {"limit": {"rate": 1, "burst": 5, "per": "second"}}
    there = chained("b", "input", (port("dport", 53, "udp"), some, ACCEPT), (port("dport", 53, "udp"), DROP))
    told = verdict(explained(looked(there), "a", B, DNS), "arrived", "b")
    assert (told["reaches"], told["stopped"]) == (False, False)
    assert told["sentence"].endswith("not refused, though rule 2 of chain c in table inet t may drop it in b")


@pytest.mark.parametrize(
    ("place", "hook", "field", "is_odd"),
    [("r1", "forward", "dport", True), ("b", "input", "dport", False), ("r1", "forward", "sport", False)],
)
def test_what_arrives_though_it_is_stopped_on_its_way_there_is_told(
    place: str, hook: str, field: str, is_odd: bool
) -> None:
    there = chained(place, hook, (port(field, 53, "udp"), DROP))
    told = verdict(explained(looked(there), "a", B, DNS), "arrived", "b")
    assert (told["reaches"], told["stopped"]) == (False, not is_odd)
    odd = "a datagram to udp 53 arrived, but the walk could not follow it: rule 1 of chain c in table inet t"
    assert told["sentence"].startswith(odd) == is_odd


def test_a_ping_that_is_answered_is_not_called_stopped_where_the_walk_ends() -> None:
    there = chained("r2", "postrouting", ({"snat": {"family": "ip", "addr": "10.77.7.7"}},))
    found = explained(looked(there), "a", B)
    told = verdict(found, "answered", "b")
    assert (told["reaches"], told["stopped"]) == (False, False)
    assert told["sentence"].startswith(
        "a ping was answered, but the walk could not follow it: on the way back "
    )
    assert verdict(found, "unanswered", "b")["stopped"]


def test_who_answers_instead_of_another_is_named_though_a_ping_is_answered() -> None:
    moved = {at: held for at, held in DRAWN.addresses.items() if at != ("b", "eth0")}
    moved["r2", "eth1"] = (*moved["r2", "eth1"], *DRAWN.addresses["b", "eth0"])
    told = verdict(explained(looked(seen(addresses=moved)), "a", B), "answered", "b")
    assert told["stopped"]
    assert told["sentence"] == "r2 has the address 10.0.2.1 and answers instead of b; take it away there"
