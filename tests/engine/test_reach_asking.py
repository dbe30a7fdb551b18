"""Who answers the question for a next hop, where several could."""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address

from engine.lower import lower
from engine.reach import Walk, picture, walk
from engine.reach.picture import Picture
from engine.reach.ruleset import Chain, Rule, Ruleset
from engine.resources import FABRIC
from tests.engine.test_reach import LAN1, LAN2, end
from topology.ipam import complete
from topology.values import Design, Network, NetworkOptions, Patch, Route, Sandbox

ON_LAN1 = Network(
    name="on", driver="macvlan", subnets=("10.0.3.0/24",), options=NetworkOptions(parent="lan1")
)


def built(design: Design) -> Picture:
    return picture(lower(complete(design)).state)


def two_ends() -> Design:
    """a on lan1; b on lan1 and lan2, between which there is a cable."""
    return Design(
        name="lab",
        networks=(LAN1, LAN2),
        sandboxes=(Sandbox(name="a"), Sandbox(name="b")),
        endpoints=(
            end("a", "lan1", "10.0.1.1/24"),
            end("b", "lan1", "10.0.1.2/24"),
            end("b", "lan2", "10.0.2.2/24"),
        ),
        patches=(Patch(name="p1", networks=("lan1", "lan2")),),
    )


def dropping(there: Picture, device: str, *expressions: Mapping[str, object]) -> Picture:
    """With a rule at which frames come into a link of the fabric."""
    chain = Chain("netdev", "patchboard-lab", "c", "ingress", 0, "accept", (device,))
    return replace(there, rules={FABRIC: Ruleset({chain: (Rule(1, expressions),)}, {})})


def asked(there: Picture, address: str = "10.0.1.2") -> Walk:
    return walk(there, "a", ip_address(address))


def test_an_interface_whose_answers_are_all_lost_leaves_it_to_the_other() -> None:
    found = asked(dropping(built(two_ends()), "b-eth0", {"counter": {}}, {"drop": None}))
    assert [hop.into for hop in found.there] == [("b", "eth1")]


def test_a_rule_that_drops_only_some_of_it_does_not_silence_an_interface() -> None:
    port = {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 80}}
    found = asked(dropping(built(two_ends()), "b-eth0", port, {"drop": None}))
    assert [hop.into for hop in found.there] == [("b", "eth0")]


def down_on_top(*routes: Route) -> Design:
    """b on lan1 and, by an interface that is down, on a network on top of lan1; a on both."""
    return Design(
        name="lab",
        networks=(LAN1, ON_LAN1),
        sandboxes=(Sandbox(name="a"), Sandbox(name="b", routes=routes)),
        endpoints=(
            end("a", "lan1", "10.0.1.1/24"),
            end("a", "on", "10.0.3.1/24"),
            end("b", "lan1", "10.0.1.2/24"),
            end("b", "on", "10.0.3.2/24", up=False),
        ),
    )


def test_an_address_that_an_interface_got_while_it_was_down_is_answered_for_by_another() -> None:
    found = asked(built(down_on_top(Route(to="10.0.3.0/24", via="10.0.1.1"))), "10.0.3.2")
    assert found.reaches
    assert found.there[0].into == ("b", "eth0")


def test_one_that_went_down_later_takes_its_address_along() -> None:
    there = built(down_on_top())
    later = replace(there, local={"b": frozenset({ip_address("10.0.1.2")})})
    found = asked(later, "10.0.3.2")
    assert found.cause and found.cause.why == "link down"


def test_a_question_comes_from_the_sender_of_the_packet_that_waits_for_it() -> None:
    """c filters strictly. Its cable to lan1 is pulled, but on top of that it hears b ask. By where it hears
    that, it knows the way to who b answers as, not to b's address there."""
    design = Design(
        name="lab",
        networks=(LAN1, LAN2, ON_LAN1),
        sandboxes=(
            Sandbox(name="b", routes=(Route(to="10.0.3.0/24", via="10.0.1.3"),)),
            Sandbox(
                name="c",
                sysctls={"net.ipv4.conf.all.rp_filter": "1"},
                routes=(Route(to="10.0.2.0/24", via="10.0.3.9"),),
            ),
            Sandbox(name="r", forwarding=True),
        ),
        endpoints=(
            end("b", "lan1", "10.0.1.1/24"),
            end("b", "lan2", "10.0.2.1/24"),
            end("c", "lan1", "10.0.1.3/24", up=False),
            end("c", "on", "10.0.3.3/24"),
            end("r", "on", "10.0.3.9/24"),
            end("r", "lan2", "10.0.2.9/24"),
        ),
    )
    found = walk(built(design), "c", ip_address("10.0.2.1"))
    assert found.reaches
    assert [hop.into for hop in found.back] == [("c", "eth1")]


def test_a_rule_about_who_asks_sees_the_address_that_the_packet_comes_from() -> None:
    """a has an address of each of two subnets on its interface."""
    design = Design(
        name="lab",
        networks=(Network(name="lan1", subnets=("10.0.1.0/24", "10.0.7.0/24")),),
        sandboxes=(Sandbox(name="a"), Sandbox(name="b")),
        endpoints=(
            end("a", "lan1", "10.0.1.1/24", "10.0.7.1/24"),
            end("b", "lan1", "10.0.7.2/24"),
        ),
    )
    asker = {"payload": {"protocol": "arp", "field": "saddr ip"}}
    asks = {"match": {"op": "==", "left": asker, "right": "10.0.7.1"}}
    chain = Chain("arp", "t", "c", "input", 0, "accept")
    rules = {"b": Ruleset({chain: (Rule(1, (asks, {"drop": None})),)}, {})}
    found = asked(replace(built(design), rules=rules), "10.0.7.2")
    assert found.cause and found.cause.why == "rule"
