"""Frames get lost as often as the design says, on a kernel without netem by rules of nftables."""

import json
from typing import Any

import pytest

from engine.resources import FABRIC
from tests.kernel import labs, wires
from tests.kernel.test_shaping import FIRST, SECOND, impaired, patched
from tests.kernel.world import World
from topology.values import Design

LEFT, RIGHT = "10.1.0.1", "10.1.0.2"
MANY = 4000
FAR_OFF = 0.04
"""More than five standard deviations of the share of so many."""


pytestmark = pytest.mark.usefixtures("without_netem")


def rules(world: World, place: str) -> list[Any]:
    """All rules of a place, as `nft` tells them."""
    listed = json.loads(world.do(place, "nft -j list ruleset"))["nftables"]
    return [each["rule"] for each in listed if "rule" in each]


def tables(world: World, place: str) -> list[str]:
    return world.do(place, "nft list tables").splitlines()


def test_a_third_is_lost_in_both_directions(world: World) -> None:
    assert not world.build(impaired(labs.one_bridge(), loss="30%"))
    assert wires.loss(world, "app1", "app2", SECOND, MANY) == pytest.approx(0.3, abs=FAR_OFF)
    assert wires.loss(world, "app2", "app1", FIRST, MANY) == pytest.approx(0.3, abs=FAR_OFF)


@pytest.mark.parametrize(("direction", "out", "back"), [("out", 0.3, 0.0), ("in", 0.0, 0.3)])
def test_a_loss_of_one_direction_leaves_the_other_alone(
    world: World, direction: str, out: float, back: float
) -> None:
    world.build(impaired(labs.one_bridge(), loss="30%", direction=direction))
    assert wires.loss(world, "app1", "app2", SECOND, MANY) == pytest.approx(out, abs=FAR_OFF)
    assert wires.loss(world, "app2", "app1", FIRST, MANY) == pytest.approx(back, abs=FAR_OFF)


def test_a_frame_has_to_escape_both_losses_of_a_cable(world: World) -> None:
    assert not world.build(impaired(impaired(labs.cable(), 0, loss="30%"), 1, loss="30%"))
    assert wires.loss(world, "left", "right", RIGHT, MANY) == pytest.approx(0.51, abs=FAR_OFF)


def test_the_loss_of_a_patch_is_between_its_networks(world: World) -> None:
    assert not world.build(patched(loss="30%", direction="out"))
    assert wires.loss(world, "app1", "app2", "10.2.0.2", MANY) == pytest.approx(0.3, abs=FAR_OFF)
    assert wires.loss(world, "app2", "app1", "10.2.0.1", MANY) == pytest.approx(0, abs=FAR_OFF)


def test_all_is_lost_at_100_percent(world: World) -> None:
    world.build(impaired(labs.one_bridge(), loss="100%"))
    assert not world.pings("app1", SECOND)


def test_a_loss_and_a_rate_go_together(world: World) -> None:
    assert not world.build(impaired(labs.one_bridge(), loss="1%", rate="20mbit"))
    assert world.plan() == ()
    assert wires.speed(world, "app1", "app2", SECOND) < 20e6 * 1.1


CHANGES: dict[str, tuple[dict[str, Any], float]] = {
    "more": ({"loss": "60%"}, 0.6),
    "none": ({"loss": None}, 0.0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_keeps_the_interface(world: World, change: str) -> None:
    fields, wanted = CHANGES[change]
    world.build(impaired(labs.one_bridge(), loss="30%"))
    (before,) = world.ip("app1", "link", "show", "eth0")
    assert not world.build(impaired(labs.one_bridge(), **fields))
    assert world.plan() == ()
    (after,) = world.ip("app1", "link", "show", "eth0")
    assert before["ifindex"] == after["ifindex"]
    assert wires.loss(world, "app1", "app2", SECOND, MANY) == pytest.approx(wanted, abs=FAR_OFF)


def test_without_losses_no_table_is_left(world: World) -> None:
    world.build(impaired(labs.one_bridge(), loss="30%"))
    assert tables(world, FABRIC)
    world.build(labs.one_bridge())
    assert tables(world, FABRIC) == []


def test_the_loss_of_an_endpoint_goes_with_it(world: World) -> None:
    design = labs.one_bridge()
    world.build(impaired(design, loss="30%"))
    world.build(design.model_copy(update={"endpoints": design.endpoints[1:]}))
    assert world.reconcile().is_done
    assert tables(world, FABRIC) == []


def test_rules_of_several_links_live_side_by_side(world: World) -> None:
    design = impaired(impaired(labs.one_bridge(3), 0, loss="10%"), 1, loss="20%")
    assert not world.build(design)
    assert not world.build(impaired(design, 1, loss=None))
    shown = {rule["chain"] for rule in rules(world, FABRIC)}
    assert shown == {"ingress/app1-eth0", "egress/app1-eth0"}


BY_HAND = {
    "one less": "nft flush chain netdev {table} ingress/app1-eth0",
    "one more": "nft add rule netdev {table} ingress/app1-eth0 drop",
    "one more with a comment": "nft 'add rule netdev {table} ingress/app1-eth0 drop comment \"hers\"'",
    "chain of her own": "nft 'add chain netdev {table} hers; add rule netdev {table} hers drop'",
    "no chain": "nft 'delete chain netdev {table} egress/app1-eth0'",
    "no table": "nft delete table netdev {table}",
    "nothing at all": "nft flush ruleset",
}


@pytest.mark.parametrize("hand", BY_HAND)
def test_what_is_done_to_the_table_by_hand_is_put_back(world: World, hand: str) -> None:
    world.build(impaired(labs.one_bridge(), loss="30%"))
    before = world.do(FABRIC, "nft list ruleset")
    (table,) = {rule["table"] for rule in rules(world, FABRIC)}
    world.do(FABRIC, BY_HAND[hand].format(table=table))
    assert world.plan()
    assert world.reconcile().is_done
    assert world.do(FABRIC, "nft list ruleset") == before


@pytest.mark.parametrize("place", [FABRIC, "app1"])
def test_tables_of_others_are_never_touched(world: World, place: str) -> None:
    world.build(impaired(labs.one_bridge(), loss="30%"))
    theirs = "table netdev patchboard { chain c { type filter hook ingress device lo priority 0; drop; }; }"
    world.do(place, f"nft '{theirs}'")
    mine = [table for table in tables(world, place) if table != "table netdev patchboard"]
    assert world.plan() == ()
    world.build(labs.one_bridge())
    assert tables(world, place) == ["table netdev patchboard"]
    assert len(mine) == (1 if place == FABRIC else 0)


def test_a_link_that_is_made_anew_loses_frames_again(world: World) -> None:
    world.build(impaired(labs.one_bridge(), loss="30%"))
    world.do("app1", "ip link delete eth0")
    assert world.reconcile().is_done
    assert wires.loss(world, "app1", "app2", SECOND, MANY) == pytest.approx(0.3, abs=FAR_OFF)


def test_a_long_name_is_cut_and_its_link_loses_frames(world: World) -> None:
    source = "a-rather-long-sandbox"
    assert not world.build(impaired(_renamed(labs.one_bridge(), "app1", source), loss="30%"))
    assert world.plan() == ()
    assert wires.loss(world, source, "app2", SECOND, MANY) == pytest.approx(0.3, abs=FAR_OFF)


def test_what_is_lost_on_the_way_to_a_sandbox_does_not_reach_its_interface(world: World) -> None:
    """As with netem: a capture there does not show it."""
    world.build(impaired(labs.one_bridge(), loss="100%", direction="in"))
    before = received(world, "app1")
    world.do("app2", f"ping -n -c 3 -i 0.01 -W 1 {FIRST} || true")
    assert received(world, "app1") == before


def received(world: World, place: str) -> int:
    (link,) = world.ip(place, "-s", "link", "show", "eth0")
    return int(link["stats64"]["rx"]["packets"])


def _renamed(design: Design, before: str, after: str) -> Design:
    sandboxes = [
        each.model_copy(update={"name": after}) if each.name == before else each for each in design.sandboxes
    ]
    ends = [
        each.model_copy(update={"sandbox": after}) if each.sandbox == before else each
        for each in design.endpoints
    ]
    return design.model_copy(update={"sandboxes": tuple(sandboxes), "endpoints": tuple(ends)})
