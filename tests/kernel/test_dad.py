"""Addresses that the kernel takes for duplicates, or still looks for duplicates of, are not in sync."""

import pytest

from engine.plan import Delete, Update
from engine.resources import Address
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import World

APP1 = "fd00:10::2/64"


def flags(world: World, place: str, address: str) -> set[str]:
    """What `ip` says of an address besides its scope."""
    local = address.partition("/")[0]
    seen = [each for link in world.ip(place, "-6", "address") for each in link["addr_info"]]
    (found,) = [each for each in seen if each["local"] == local]
    return {name for name in ("tentative", "dadfailed", "nodad") if found.get(name)}


def add_again(world: World) -> None:
    """Somebody adds app1's address anew, so that the kernel looks for duplicates of it."""
    world.do("app1", f"ip address del {APP1} dev eth0; ip address add {APP1} dev eth0")


def make_a_duplicate(world: World) -> None:
    """Somebody gives app2 the address of app1, and then adds app1's anew."""
    world.do("app2", f"ip address add {APP1} dev eth0 nodad")
    add_again(world)
    until(lambda: "dadfailed" in flags(world, "app1", APP1), seconds=20)


def test_addresses_of_the_design_are_never_tentative(world: World) -> None:
    world.build(labs.one_bridge())
    assert flags(world, "app1", APP1) == {"nodad"}


def test_an_address_is_not_in_sync_while_it_is_tentative(world: World) -> None:
    world.build(labs.one_bridge())
    world.do("app1", "echo 100 >/proc/sys/net/ipv6/conf/eth0/dad_transmits")
    add_again(world)
    before, after = Address("app1", "eth0", APP1, tentative=True), Address("app1", "eth0", APP1)
    assert world.plan() == (Update(before, after),)


def test_it_is_in_sync_when_the_kernel_has_found_no_duplicate(world: World) -> None:
    world.build(labs.one_bridge())
    add_again(world)
    until(lambda: flags(world, "app1", APP1) == set())
    assert world.plan() == ()


@pytest.mark.both_kernels
def test_a_duplicate_that_was_made_by_hand_is_noticed_at_both_ends(world: World) -> None:
    world.build(labs.one_bridge())
    make_a_duplicate(world)
    own, other = Address("app1", "eth0", APP1), Address("app2", "eth0", APP1)
    assert set(world.plan()) == {Update(Address("app1", "eth0", APP1, tentative=True), own), Delete(other)}


@pytest.mark.both_kernels
def test_both_are_put_right(world: World) -> None:
    world.build(labs.one_bridge())
    make_a_duplicate(world)
    assert world.reconcile().is_done
    assert flags(world, "app1", APP1) == {"nodad"}
    assert world.pings("app2", APP1.partition("/")[0])


def test_an_address_is_put_right_though_the_duplicate_stays(world: World) -> None:
    """As one outside of the design does, behind an uplink: there is nothing to wait for."""
    world.build(labs.one_bridge())
    make_a_duplicate(world)
    world.backend.apply(world.name, tuple(a for a in world.plan() if isinstance(a, Update)))
    assert flags(world, "app1", APP1) == {"nodad"}


def test_routes_by_way_of_its_network_stay(world: World) -> None:
    world.build(labs.one_bridge())
    before = world.picture()
    make_a_duplicate(world)
    world.reconcile()
    assert world.picture() == before
