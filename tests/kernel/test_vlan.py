"""VLANs on switches, on Debian's stock kernel."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.lower import lower
from engine.resources import FABRIC
from tests.kernel import labs, stacks
from tests.kernel.test_script import type_by_hand
from tests.kernel.world import World, run
from topology.ipam import complete
from topology.values import Design

pytestmark = pytest.mark.stock_kernel


def members(world: World) -> dict[str, list[str]]:
    """By link of the fabric, its VLANs as `bridge` shows them."""
    shown = json.loads(run("bridge", "-n", world.netns(FABRIC), "-j", "vlan", "show"))
    return {link["ifname"]: [_words(vlan) for vlan in link["vlans"]] for link in shown}


def _words(vlan: dict[str, Any]) -> str:
    numbers = f"{vlan['vlan']}-{vlan['vlanEnd']}" if "vlanEnd" in vlan else str(vlan["vlan"])
    return " ".join((numbers, *(flag.split()[-1].lower() for flag in vlan.get("flags", ()))))


def test_endpoints_are_access_ports_of_their_vlan(world: World) -> None:
    assert world.build(stacks.switch()) == ()
    assert members(world) == {
        "lan1": ["1 pvid untagged", "20", "30"],
        "a1-eth0": ["1 pvid untagged"],
        "r1-eth0": ["20 pvid untagged"],
        "r2-eth0": ["20 pvid untagged"],
        "b1-eth0": ["30 pvid untagged"],
    }
    assert world.plan() == ()


def test_the_rate_of_an_access_port_holds_in_both_directions(world: World) -> None:
    assert world.build(stacks.limited(stacks.switch(), "r1")) == ()
    assert "rate 20Mbit" in world.do("r1", "tc qdisc show dev eth0")
    assert "rate 20Mbit" in world.do(FABRIC, "tc qdisc show dev r1-eth0")
    assert world.plan() == ()


def test_a_vlan_s_endpoints_reach_each_other_and_nobody_else(world: World) -> None:
    world.build(stacks.switch())
    world.do("b1", "ip address add 10.0.20.77/24 dev eth0")
    world.do("a1", "ip address add 10.0.20.78/24 dev eth0")
    assert world.pings("r1", "10.0.20.3")
    assert world.pings("r1", "fd00:20::3")
    assert not world.pings("r1", "10.0.20.77")
    assert not world.pings("r1", "10.0.20.78")


def test_every_vlan_has_its_gateway_on_the_switch(world: World) -> None:
    world.build(stacks.switch())
    (route,) = world.ip("b1", "route", "show", "default")
    assert route["gateway"] == "10.0.30.1"
    assert world.pings("r1", "10.0.20.1")
    assert world.pings("b1", "fd00:30::1")
    assert world.pings("a1", "10.0.0.1")


def test_a_router_on_a_stick_routes_between_vlans(world: World) -> None:
    assert world.build(stacks.router_on_a_stick()) == ()
    assert members(world)["router-eth0"] == ["1 pvid untagged", "20", "30"]
    (seen,) = world.ip("router", "link", "show", "eth0-20")
    assert (seen["link"], seen["linkinfo"]["info_data"]["id"]) == ("eth0", 20)
    assert world.plan() == ()
    assert world.pings("r1", "10.0.30.1")


def test_what_a_tagged_interface_sends_is_limited(world: World) -> None:
    assert world.build(stacks.limited(stacks.router_on_a_stick(), "router", direction="out")) == ()
    assert "rate 20Mbit" in world.do("router", "tc qdisc show dev eth0-20")
    assert world.plan() == ()
    assert world.pings("r1", "10.0.30.1")


def test_a_vlan_goes_through_switches_that_have_none_of_its_endpoints(world: World) -> None:
    assert world.build(stacks.two_switches()) == ()
    assert world.plan() == ()
    assert world.pings("r1", "10.0.20.3")
    assert not world.pings("r1", "10.0.20.2")


def test_a_switch_gets_vlans_and_loses_them_while_it_runs(world: World) -> None:
    plain = labs.one_bridge(2)
    world.build(plain)
    with_vlan = plain.model_copy(
        update={
            "networks": (*plain.networks, stacks.vlan("red", 20)),
            "endpoints": (plain.endpoints[0], *stacks.joined(("app2", "red"))),
        }
    )
    assert world.build(with_vlan) == ()
    assert world.plan() == ()
    assert not world.pings("app1", "10.0.20.2")
    assert world.build(plain) == ()
    assert world.plan() == ()
    assert world.pings("app1", "10.0.0.3")


def test_another_number_is_put_on_the_ports_that_are_there(world: World) -> None:
    design = stacks.switch()
    world.build(design)
    (before,) = world.ip("r1", "link", "show", "eth0")
    red = design.networks[1]
    options = red.options.model_copy(update={"vlan": 40})
    renumbered = (design.networks[0], red.model_copy(update={"options": options}), design.networks[2])
    assert world.build(design.model_copy(update={"networks": renumbered})) == ()
    assert members(world)["r1-eth0"] == ["40 pvid untagged"]
    assert world.ip("r1", "link", "show", "eth0")[0]["ifindex"] == before["ifindex"]
    assert world.plan() == ()
    assert world.pings("r1", "10.0.20.1")


DRIFT = {
    "port in another VLAN": (FABRIC, "bridge vlan add dev r1-eth0 vid 30 pvid untagged"),
    "port in no VLAN": (FABRIC, "bridge vlan del dev r1-eth0 vid 20"),
    "port tagged": (FABRIC, "bridge vlan add dev r1-eth0 vid 20 pvid"),
    "port in all VLANs": (FABRIC, "bridge vlan add dev r1-eth0 vid 2-4094"),
    "bridge out of a VLAN": (FABRIC, "bridge vlan del dev lan1 vid 20 self"),
    "not filtering": (FABRIC, "ip link set lan1 type bridge vlan_filtering 0"),
    "gateway's link deleted": (FABRIC, "ip link delete red"),
    "gateway's link down": (FABRIC, "ip link set red down"),
    "port unplugged": (FABRIC, "ip link set r1-eth0 nomaster"),
    "bridge deleted": (FABRIC, "ip link delete lan1"),
}


def test_drift_is_repaired(world: World) -> None:
    world.build(stacks.switch())
    before = world.picture(), members(world)
    for kind, hand in DRIFT.items():
        world.do(*hand)
        assert world.plan(), kind
        assert world.reconcile().is_done, kind
        assert (world.picture(), members(world)) == before, kind
        assert world.pings("r1", "10.0.20.1"), kind


def test_a_trunk_s_interface_that_was_deleted_comes_back_with_its_vlans(world: World) -> None:
    world.build(stacks.router_on_a_stick())
    before = world.picture()
    world.do("router", "ip link delete eth0")
    assert world.reconcile().is_done
    assert world.picture() == before
    assert world.pings("r1", "10.0.30.1")


DESIGNS: dict[str, Callable[[], Design]] = {
    "router on a stick": stacks.router_on_a_stick,
    "ipvlan": lambda: stacks.stacked("ipvlan"),
}


@pytest.mark.parametrize("design", DESIGNS)
def test_observing_what_the_script_built_yields_an_empty_plan(world: World, design: str) -> None:
    world.desired = lower(complete(DESIGNS[design]().model_copy(update={"name": world.name})))
    type_by_hand(world)
    assert world.names()
    assert world.plan() == ()
