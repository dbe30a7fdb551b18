"""What a walk finds that asks for a service: by TCP or UDP, to a port."""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from engine.console.measuring import landing
from engine.explaining import explained
from engine.reach import sentence, walk
from engine.reach.matches import matches
from engine.reach.packet import Flow, Packet
from engine.reach.picture import Picture, Route
from engine.reach.steps import steps
from engine.resources import FABRIC
from tests.engine.flows import ACCEPT, DNS, HTTP, chained, listener, port, with_listeners
from tests.engine.walked import DRAWN, DROP, A, B, looked, seen, with_link, with_rules


def state(*states: str) -> Mapping[str, Any]:
    return {"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": list(states)}}


def reaches(there: Picture, flow: Flow = HTTP) -> bool:
    return walk(there, "a", B, flow=flow).reaches


def said(there: Picture, flow: Flow = HTTP) -> str:
    cause = walk(there, "a", B, flow=flow).cause
    assert cause
    return sentence(there, cause)


def test_a_rule_about_one_port_is_in_the_way_of_that_port_only() -> None:
    there = with_rules("r1", "forward", port("dport", 80), DROP)
    assert said(there).startswith("rule 7 of chain c in table inet t drops it in r1")
    assert [reaches(there, flow) for flow in (Flow(), Flow("tcp", 22), Flow("udp", 80))] == [True] * 3


def test_an_answer_is_known_by_the_port_that_it_comes_from() -> None:
    there = with_rules("r2", "forward", port("sport", 53, "udp"), DROP)
    assert said(there, DNS).startswith("on the way back rule 7 of chain c in table inet t drops it in r2")
    assert reaches(there, Flow("udp", 80))


def test_what_a_firewall_lets_in_as_an_answer_comes_home() -> None:
    assert reaches(chained("a", "input", (state("established", "related"), ACCEPT), policy="drop"))


@pytest.mark.parametrize(("flow", "is_lost"), [(HTTP, True), (Flow(), True), (DNS, False)])
def test_a_firewall_that_has_not_seen_the_question_takes_its_answer_for_invalid(
    flow: Flow, is_lost: bool
) -> None:
    """By UDP it is the first packet of a connection. The way home is by c."""
    by_c = Route(ip_network("10.0.1.1/32"), ("r1", "eth0"), ip_address("10.0.1.3"))
    there = replace(
        chained("c", "forward", (state("invalid"), DROP)),
        routes={**DRAWN.routes, "r1": (by_c, *DRAWN.routes["r1"])},
        settings={**DRAWN.settings, ("c", "ipv4/ip_forward"): "1"},
    )
    assert reaches(replace(there, rules={}), flow)
    assert reaches(there, flow) != is_lost


@pytest.mark.parametrize(
    ("match", "is_met"),
    [
        (port("dport", 80), True),
        (port("dport", 22, op="!="), True),
        (port("dport", 80, "udp"), False),
        (port("dport", 22, "udp", "!="), False),
        (port("dport", {"set": [443, {"range": [80, 90]}]}, "th"), True),
        (port("dport", 1024, op="<"), True),
        (port("sport", 1024, op=">="), True),
        (port("sport", {"range": [0, 1023]}), False),
        (port("sport", 40000), None),
        (port("dport", "http"), None),
        (port("flags", "syn", op="in"), True),
        (port("type", "echo-request", "icmp"), False),
        ({"match": {"op": "==", "left": {"meta": {"key": "l4proto"}}, "right": {"set": ["tcp"]}}}, True),
        ({"match": {"op": "==", "left": {"ct": {"key": "direction"}}, "right": "original"}}, True),
        (
            {
                "match": {
                    "op": "!=",
                    "left": {"&": [port("flags", "")["match"]["left"], ["fin", "syn", "rst", "ack"]]},
                    "right": "syn",
                }
            },
            False,
        ),
        (
            {
                "match": {
                    "op": "==",
                    "left": {
                        "concat": [
                            {"payload": {"protocol": "ip", "field": "saddr"}},
                            port("dport", 80)["match"]["left"],
                        ]
                    },
                    "right": {"set": [{"concat": ["10.0.1.1", 22]}, {"concat": ["10.0.1.1", 80]}]},
                }
            },
            True,
        ),
    ],
)
def test_what_a_rule_looks_for_in_a_connection(match: Mapping[str, Any], is_met: bool | None) -> None:
    assert matches(match["match"], Packet(A, B, flow=HTTP), ()) == is_met


def test_a_map_of_ports_says_what_becomes_of_each() -> None:
    key = port("dport", 80)["match"]["left"]
    pairs = [["*", ACCEPT], [443, ACCEPT], [80, DROP]]
    there = chained("b", "input", ({"vmap": {"key": key, "data": {"set": pairs}}},))
    assert said(there).startswith("rule 1 of chain c in table inet t drops it in b")
    assert reaches(there, Flow("tcp", 22))


def test_what_is_accepted_up_to_a_rate_may_be_dropped_and_may_not() -> None:
    some = {"limit": {"rate": 1, "burst": 5, "per": "second"}}
    there = chained("b", "input", (port("dport", 80), some, ACCEPT), (port("dport", 80), DROP))
    assert reaches(there)
    found = explained(looked(there), "a", B, HTTP)
    assert found.doubts == ("rule 2 of chain c in table inet t may drop it in b",)


def test_what_only_iptables_can_read_is_a_doubt() -> None:
    there = with_rules("b", "input", port("dport", 80), {"xt": {"type": "target", "name": "REJECT"}})
    assert reaches(there)
    assert explained(looked(there), "a", B, HTTP).doubts


def test_nobody_listens() -> None:
    there = with_listeners(listener("0.0.0.0", number=8080), listener("0.0.0.0", "udp"))
    assert said(there) == (
        "nothing listens on tcp 80 of b; start a service there, or ask for the port of one"
    )


def test_a_service_that_listens_for_its_own_sandbox_only_is_named() -> None:
    assert said(with_listeners(listener("127.0.0.1"))).startswith("b listens on tcp 80 only at 127.0.0.1")


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.0.2.1"])
def test_whoever_listens_there_is_reached(address: str) -> None:
    assert reaches(with_listeners(listener(address)))


def test_where_nobody_looked_for_sockets_none_are_missed() -> None:
    assert reaches(seen())


def test_a_rule_before_the_service_comes_first() -> None:
    there = with_rules("b", "input", port("dport", 80), {"reject": {"type": "tcp reset"}})
    assert said(with_listeners(there=there)).startswith("rule 7 of chain c")


def test_a_port_that_is_forwarded_is_followed_to_who_answers_and_back() -> None:
    forwarding = chained(
        "r2",
        "prerouting",
        (port("dport", 8080), {"dnat": {"family": "ip", "addr": "10.0.2.1", "port": 80}}),
    )
    there = with_listeners(listener("0.0.0.0"), there=forwarding)
    outer = ip_address("10.9.0.2")
    found = walk(there, "a", outer, flow=Flow("tcp", 8080))
    assert found.reaches
    assert [hop.goal for hop in found.there] == [outer, outer, B]
    assert explained(looked(there), "a", outer, Flow("tcp", 8080)).words is None
    refused = walk(there, "a", outer, flow=Flow("tcp", 80)).cause
    assert refused
    assert (refused.why, refused.place) == ("nothing listens", "r2")


def test_by_tcp_both_ends_tell_how_much_they_take() -> None:
    small = {at: replace(link, mtu=1000) for at, link in DRAWN.links.items() if link.label == "b.eth0"}
    there = seen(links={**DRAWN.links, **small})
    assert explained(looked(there), "a", B).words
    assert explained(looked(there), "a", B, HTTP).words is None
    lost = explained(looked(with_link((FABRIC, "b-eth0"), mtu=1000)), "a", B, HTTP)
    assert lost.words
    assert lost.words.said.startswith("small packets arrive")


def test_that_something_listens_is_a_step_with_its_command() -> None:
    there = with_listeners(listener("::"))
    told = list(steps("lab", there, "a", B, walk(there, "a", B, flow=HTTP)))
    asked = next(step for step in told if step.looked == "whether something listens on tcp 80")
    assert asked.command == "ip netns exec lab.b ss -lnt"


def test_datagrams_are_looked_for_where_they_come_in() -> None:
    forwarding = chained(
        "r2",
        "prerouting",
        (port("dport", 53, "udp"), {"dnat": {"family": "ip", "addr": "10.0.2.1", "port": 53}}),
    )
    outer = ip_address("10.9.0.2")
    assert landing(explained(looked(forwarding), "a", outer, DNS), "r2") == "b"
    assert landing(explained(looked(seen()), "a", B, DNS), "b") == "b"
    apart = replace(forwarding, listening={"b": frozenset()})
    assert landing(explained(looked(apart), "a", outer, DNS), "r2") is None


def test_a_doubt_is_told_of_the_link_and_the_way_that_a_rule_is_about() -> None:
    some = {"limit": {"rate": 1, "burst": 5, "per": "second"}}
    from_a = {"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "eth0"}}
    to_a = {"match": {"op": "==", "left": {"meta": {"key": "oifname"}}, "right": "eth0"}}
    there = chained(
        "r1", "forward", (from_a, port("sport", 80), some, DROP), (to_a, port("sport", 80), some, DROP)
    )
    assert explained(looked(there), "a", B, HTTP).doubts == (
        "rule 2 of chain c in table inet t may drop it in r1",
    )
