"""Causes that a walk over what there is finds, beside those of a drawn network (test_reach.py)."""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from engine.explaining import explained
from engine.reach import Walk, sentence, walk
from engine.reach.matches import matches
from engine.reach.packet import Packet
from engine.reach.picture import Link, Neighbour, Picture, Policy, Route
from engine.reach.ruleset import read
from engine.reach.steps import steps
from engine.resources import FABRIC
from tests.engine.walked import DRAWN, DROP, A, B, looked, seen, with_link, with_rules, without_link
from tests.kernel.routed import TO, TO6


def followed(there: Picture, to: str = TO) -> Walk:
    return walk(there, "a", ip_address(to))


def said(there: Picture, to: str = TO) -> str:
    cause = followed(there, to).cause
    assert cause
    return sentence(there, cause)


def saddr(address: str) -> Mapping[str, Any]:
    left = {"payload": {"protocol": "ip", "field": "saddr"}}
    return {"match": {"op": "==", "left": left, "right": address}}


@pytest.mark.parametrize("to", [TO, TO6])
def test_as_it_was_built_it_is_reached(to: str) -> None:
    assert followed(seen(), to).reaches


def test_a_port_that_a_spanning_tree_holds_back_is_named_with_its_state() -> None:
    there = with_link((FABRIC, "b-eth0"), state="listening")
    assert said(there).startswith("the port b-eth0 of b.eth0 is listening")


def test_a_port_of_which_something_is_down_is_not_blocked_but_down() -> None:
    there = with_link((FABRIC, "b-eth0"), state="disabled", up=False)
    assert said(there) == "the cable of b.eth0 is pulled (its port b-eth0 is down); plug it in"


def test_a_port_that_was_taken_out_of_its_bridge_is_named_with_that_bridge() -> None:
    there = with_link((FABRIC, "b-eth0"), bridge=None)
    assert said(there).startswith("the port b-eth0 of b.eth0 is not in its bridge lan2")


def test_an_interface_that_was_deleted_is_named() -> None:
    loopback = Link(("b", "lo"), "")
    bare = without_link((FABRIC, "b-eth0"), ("b", "eth0"))
    there = replace(bare, links={**bare.links, loopback.at: loopback})
    assert said(there).startswith("b.eth0 has lost its interface b-eth0")


def test_a_namespace_that_was_deleted_is_named() -> None:
    gone = [at for at in DRAWN.links if at[0] == "b"]
    assert said(without_link(*gone, (FABRIC, "b-eth0"))).startswith("the namespace of b is gone")


def test_an_entry_of_a_forwarding_table_that_leads_elsewhere_is_named() -> None:
    mac = DRAWN.links["b", "eth0"].mac
    there = seen(switching={((FABRIC, "lan2"), mac): (FABRIC, "r2-eth1")})
    assert said(there).startswith("the forwarding table of lan2 sends it to the port r2-eth1")


def test_a_neighbour_that_is_written_down_wrong_is_named() -> None:
    there = seen(
        neighbours={(("a", "eth0"), ip_address("10.0.1.254")): Neighbour("02:00:00:00:00:99", "permanent")}
    )
    assert "the neighbour table of a says for good that 10.0.1.254 is at 02:00:00:00:00:99" in said(there)


def test_one_that_is_remembered_from_before_is_named() -> None:
    there = seen(
        neighbours={(("a", "eth0"), ip_address("10.0.1.254")): Neighbour("02:00:00:00:00:99", "reachable")}
    )
    assert "still says that 10.0.1.254 is at 02:00:00:00:00:99" in said(there)


def test_one_who_is_remembered_is_not_asked() -> None:
    mac = DRAWN.links["b", "eth0"].mac
    there = seen(
        settings={**DRAWN.settings, ("b", "ipv4/conf/all/arp_ignore"): "8"},
        neighbours={(("r2", "eth1"), B): Neighbour(mac, "stale")},
    )
    assert followed(there).reaches


def test_an_address_that_two_have_is_named_with_both() -> None:
    taken = {**DRAWN.addresses, ("c", "eth0"): DRAWN.addresses["r1", "eth0"]}
    assert "10.0.1.254 is an address of r1 and of c.eth0 as well" in said(seen(addresses=taken))


def test_who_answers_for_another_is_named() -> None:
    moved = {at: held for at, held in DRAWN.addresses.items() if at != ("b", "eth0")}
    moved["r2", "eth1"] = (*moved["r2", "eth1"], *DRAWN.addresses["b", "eth0"])
    found = explained(looked(seen(addresses=moved)), "a", B)
    assert found.words
    assert found.words.said == "r2 has the address 10.0.2.1 and answers instead of b"


def test_who_has_the_address_of_a_gateway_is_named_though_it_does_not_route() -> None:
    moved = {at: held for at, held in DRAWN.addresses.items() if at != ("r1", "eth0")}
    moved["c", "eth0"] = (*moved["c", "eth0"], *DRAWN.addresses["r1", "eth0"])
    found = explained(looked(seen(addresses=moved)), "a", B)
    assert found.words
    assert found.words.said == "c has the address 10.0.1.254 and answers instead of r1"
    assert found.steps[-1].keys[0] == "sandbox:c"


def test_a_gateway_that_does_not_route_is_no_impostor() -> None:
    deaf = {**DRAWN.settings, ("r1", "ipv4/ip_forward"): "0"}
    assert "r1 does not route between its interfaces" in str(
        explained(looked(seen(settings=deaf)), "a", B).words
    )


def test_the_first_rule_that_drops_for_certain_is_named() -> None:
    there = with_rules("r1", "forward", saddr(str(A)), DROP)
    assert said(there).startswith("rule 7 of chain c in table inet t drops it in r1")


def test_a_rule_about_somebody_else_is_in_nobodys_way() -> None:
    assert followed(with_rules("r1", "forward", saddr("10.0.1.3"), DROP)).reaches


def test_a_rule_that_nobody_can_judge_is_a_doubt() -> None:
    unknown = {"match": {"op": "==", "left": {"meta": {"key": "mark"}}, "right": 1}}
    there = with_rules("r1", "forward", unknown, DROP)
    assert followed(there).reaches
    assert explained(looked(there), "a", B).doubts == ("rule 7 of chain c in table inet t may drop it in r1",)


def test_a_rule_of_a_bridge_that_nobody_can_judge_is_a_doubt() -> None:
    chain = {"family": "bridge", "table": "t", "name": "c", "hook": "prerouting", "prio": 0}
    unknown = {"match": {"op": "==", "left": {"meta": {"key": "mark"}}, "right": 1}}
    rule = {"family": "bridge", "table": "t", "chain": "c", "handle": 7, "expr": (unknown, DROP)}
    there = seen(rules={FABRIC: read([{"chain": chain}, {"rule": rule}], {})})
    assert (
        explained(looked(there), "a", B).doubts[0]
        == "rule 7 of chain c in table bridge t may drop it at a-eth0"
    )


def test_a_policy_drops_what_no_rule_accepts() -> None:
    assert said(with_rules("b", "input", policy="drop")).startswith("the policy of chain c in table inet t")


def test_an_answer_to_a_translated_address_is_sent_on_to_who_asked() -> None:
    hiding = with_rules("r2", "postrouting", {"masquerade": None})
    routes = {**DRAWN.routes, "b": tuple(each for each in DRAWN.routes["b"] if each.via is None)}
    assert not followed(seen(routes=routes)).reaches
    found = followed(replace(hiding, routes=routes))
    assert found.reaches
    assert [hop.goal for hop in found.back] == [ip_address("10.0.2.254"), A, A]


@pytest.mark.parametrize(
    ("match", "is_met"),
    [
        ({"op": "!=", "left": {"meta": {"key": "iifname"}}, "right": "eth1"}, True),
        ({"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "eth*"}, True),
        ({"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}, False),
        ({"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 80}, False),
        (
            {
                "op": "==",
                "left": {"payload": {"protocol": "ip", "field": "daddr"}},
                "right": {"set": [{"prefix": {"addr": "10.0.2.0", "len": 24}}, "10.0.3.1"]},
            },
            True,
        ),
        ({"op": "<", "left": {"numgen": {"mode": "random", "mod": 100, "offset": 0}}, "right": 100}, True),
        ({"op": "<", "left": {"numgen": {"mode": "random", "mod": 100, "offset": 0}}, "right": 50}, None),
        ({"op": "==", "left": {"meta": {"key": "skuid"}}, "right": 0}, None),
    ],
)
def test_what_a_rule_looks_for(match: Mapping[str, Any], is_met: bool | None) -> None:
    assert matches(match, Packet(A, B, into="eth0"), ()) == is_met


def test_a_routing_rule_that_refuses_is_named() -> None:
    refusing = Policy(10, 254, to=ip_network("10.0.2.0/24"), action="prohibit")
    there = seen(policies={"r1": (refusing, Policy(32766, 254))})
    assert said(there).startswith("a prohibit route or rule of r1 refuses 10.0.2.1")


def test_another_table_leads_elsewhere() -> None:
    back = Route(ip_network(TO), ("r2", "eth0"), ip_address("10.9.0.1"), table=100)
    there = seen(
        routes={**DRAWN.routes, "r2": (*DRAWN.routes["r2"], back)},
        policies={"r2": (Policy(10, 100), Policy(32766, 254))},
    )
    assert "round in circles" in said(there)


def test_of_several_routes_to_a_prefix_the_lowest_metric_counts() -> None:
    worse = Route(ip_network("10.0.2.0/24"), ("r1", "eth0"), ip_address("10.0.1.3"), metric=500)
    assert followed(seen(routes={**DRAWN.routes, "r1": (worse, *DRAWN.routes["r1"])})).reaches


def test_large_packets_that_are_lost_are_told_of_though_small_ones_arrive() -> None:
    there = with_link((FABRIC, "b-eth0"), mtu=1000)
    assert followed(there).reaches
    found = explained(looked(there), "a", B)
    assert found.words
    assert found.words.said.startswith("small packets arrive, but those of more than 1000 bytes")


@pytest.mark.parametrize(("router", "link"), [("r1", "eth1"), ("r2", "eth1")])
def test_a_router_whose_own_mtu_is_smaller_loses_large_answers(router: str, link: str) -> None:
    found = explained(looked(with_link((router, link), mtu=600)), "a", B)
    assert found.words
    assert found.words.said.startswith("on the way back small packets arrive")
    assert f"more than 600 bytes, the MTU of {router}.{link}, are lost there" in found.words.said


def test_where_not_even_a_small_ping_fits_its_answer_is_lost() -> None:
    found = explained(looked(with_link(("a", "eth0"), mtu=68)), "a", B)
    assert found.words
    assert "those of more than 68 bytes, the MTU of a.eth0, are lost there" in found.words.said


def test_a_router_that_tells_of_its_smaller_mtu_loses_nothing() -> None:
    small = {at: replace(link, mtu=1400) for at, link in DRAWN.links.items() if link.label == "wire"}
    assert explained(looked(seen(links={**DRAWN.links, **small})), "a", B).words is None


def test_each_step_shows_the_command_and_what_it_is_about() -> None:
    there = with_link((FABRIC, "b-eth0"), up=False)
    told = list(steps("lab", there, "a", B, followed(there)))
    assert [step.command for step in told if "route" in step.command] == [
        "ip -n lab.a route get 10.0.2.1",
        "ip -n lab.r1 route get 10.0.2.1 from 10.0.1.1 iif eth0",
        "ip -n lab.r2 route get 10.0.2.1 from 10.0.1.1 iif eth0",
    ]
    assert (told[-1].command, told[-1].keys) == ("ip -n lab link show dev b-eth0", ("endpoint:b.eth0",))
    crossing = next(step for step in told if step.command == "bridge -n lab fdb show br core")
    assert crossing.keys == ("network:core", "endpoint:r1.eth0")


def test_the_way_back_is_told_as_such() -> None:
    told = list(steps("lab", seen(), "a", B, followed(seen())))
    assert [step.is_answer for step in told] == sorted(step.is_answer for step in told)
    assert told[-1].is_answer
