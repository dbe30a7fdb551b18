"""Endpoints that are ipvlan interfaces, on Debian's stock kernel."""

import pytest

from engine.resources import FABRIC
from tests.kernel import stacks
from tests.kernel.world import World

pytestmark = pytest.mark.stock_kernel


@pytest.mark.parametrize("mode", ["l2", "l3", "l3s"])
def test_endpoints_reach_each_other_in_every_mode(world: World, mode: str) -> None:
    assert world.build(stacks.stacked("ipvlan", parent=None, mode=mode)) == ()
    assert world.plan() == ()
    (seen,) = world.ip("b", "link", "show", "eth0")
    assert (seen["linkinfo"]["info_kind"], seen["linkinfo"]["info_data"]["mode"]) == ("ipvlan", mode)
    assert world.pings("b", "10.7.0.2")
    assert world.pings("b", "fd00:7::2")


@pytest.mark.parametrize("number", [1, 2, 4])
def test_an_endpoint_reaches_all_that_its_parent_does(world: World, number: int) -> None:
    world.build(stacks.stacked("ipvlan"))
    assert world.pings("b", f"10.0.0.{number}")
    assert world.pings("b", f"fd00:10::{number}")


def test_all_have_the_mac_address_of_the_link_below_which_is_no_drift(world: World) -> None:
    world.build(stacks.stacked("ipvlan"))
    (below,) = world.ip(FABRIC, "link", "show", "top")
    (seen,) = world.ip("b", "link", "show", "eth0")
    assert seen["address"] == below["address"]
    assert world.plan() == ()


def test_a_mode_is_changed_on_the_interface_that_is_there(world: World) -> None:
    world.build(stacks.stacked("ipvlan", parent=None))
    (before,) = world.ip("b", "link", "show", "eth0")
    world.build(stacks.stacked("ipvlan", parent=None, mode="l3"))
    (after,) = world.ip("b", "link", "show", "eth0")
    assert (after["ifindex"], after["linkinfo"]["info_data"]["mode"]) == (before["ifindex"], "l3")
    assert world.plan() == ()


DRIFT = {
    "interface down": ("b", "ip link set eth0 down"),
    "interface renamed": ("b", "ip link set eth0 down; ip link set eth0 name wlan0 up"),
    "interface deleted": ("b", "ip link delete eth0"),
    "interface's mode": ("b", "ip link set eth0 type ipvlan mode l3"),
    "interface's alias gone": ("b", "ip link set eth0 alias hers"),
    "link below deleted": (FABRIC, "ip link delete top"),
    "link below's MAC": (FABRIC, "ip link set top address 02:00:00:00:99:99"),
}


def test_drift_is_repaired(world: World) -> None:
    world.build(stacks.stacked("ipvlan"))
    before = world.picture()
    for kind, hand in DRIFT.items():
        world.do(*hand)
        assert world.plan(), kind
        assert world.reconcile().is_done, kind
        assert world.picture() == before, kind
        assert world.pings("b", "10.0.0.2"), kind
