"""What does not carry Patchboard's mark is never changed or deleted, however much it looks like ours."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.backends.kernel.inventory import Inventory
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.world import RUN_NETNS, World, run


@contextmanager
def foreign_namespace(name: str) -> Iterator[None]:
    run("ip", "netns", "add", name)
    try:
        yield
    finally:
        run("ip", "netns", "delete", name)


def test_a_namespace_with_a_name_like_ours_survives_destroying(world: World) -> None:
    world.build(labs.one_bridge())
    with foreign_namespace(world.netns("visitor")):
        assert world.destroy() == ()
        assert world.names() == {world.netns("visitor")}


def test_a_namespace_in_the_way_is_named_and_left_alone(world: World) -> None:
    with foreign_namespace(world.netns("app1")):
        run("ip", "-n", world.netns("app1"), "link", "set", "lo", "up")
        failures = world.build(labs.one_bridge())
        assert failures
        assert not any(failure.transient for failure in failures)
        assert f"ip netns delete {world.netns('app1')}" in failures[0].reason
        assert world.links("app1") == []
        assert world.ip("app2", "link", "show", "eth0")
        world.destroy()
        assert world.names() == {world.netns("app1")}


def test_a_file_in_the_way_is_named_and_left_alone(world: World) -> None:
    in_the_way = RUN_NETNS / world.netns("app1")
    in_the_way.write_text("mine")
    try:
        failures = world.build(labs.one_bridge())
        assert failures and str(in_the_way) in failures[0].reason
        world.destroy()
        assert in_the_way.read_text() == "mine"
    finally:
        in_the_way.unlink()


def test_an_empty_file_that_a_kill_left_is_built_upon(world: World) -> None:
    RUN_NETNS.joinpath(world.netns("app1")).touch(mode=0)
    assert world.build(labs.one_bridge()) == ()
    assert world.pings("app1", "10.0.0.3")


def test_links_addresses_and_routes_of_others_survive(world: World) -> None:
    world.build(labs.one_bridge())
    world.do("app1", "ip link add mine type veth peer name mine2")
    world.do("app1", "ip address add 192.0.2.1/24 dev mine")
    world.do("app1", "ip link set mine up")
    world.do("app1", "ip route add 198.51.100.0/24 via 10.0.0.3")
    before = world.picture()
    assert world.plan() == ()
    world.do("app1", "ip link set eth0 mtu 1400")
    world.reconcile()
    assert world.picture() == before
    assert world.ip("app1", "route", "show", "198.51.100.0/24")


def test_a_bridge_of_others_with_our_name_is_in_the_way_and_left_alone(world: World) -> None:
    world.build(labs.one_bridge())
    world.do(FABRIC, "ip link delete lan1")
    world.do(FABRIC, "ip link add lan1 address 02:00:00:00:77:77 type bridge")
    outcome = world.reconcile()
    assert any("not Patchboard's" in failure.reason for failure in outcome.failures)
    (seen,) = world.ip(FABRIC, "link", "show", "lan1")
    assert (seen["address"], seen.get("ifalias")) == ("02:00:00:00:77:77", None)


def test_a_route_of_others_to_the_same_place_stays_behind_ours(world: World) -> None:
    world.build(labs.one_bridge())
    world.do("app1", "ip route replace default via 10.0.0.3 proto static")
    assert world.reconcile().is_done
    seen = world.ip("app1", "route", "show", "default")
    assert [(route["gateway"], route["protocol"]) for route in seen] == [
        ("10.0.0.1", "157"),
        ("10.0.0.3", "static"),
    ]


def test_two_topologies_do_not_touch_each_other(world: World) -> None:
    other = World(world.backend)
    other.build(labs.one_bridge())
    try:
        before = other.picture()
        world.build(labs.one_bridge())
        world.destroy()
        assert other.picture() == before
        assert other.plan() == ()
    finally:
        other.destroy()


def test_only_topologies_with_our_mark_are_listed(world: World) -> None:
    world.build(labs.one_bridge())
    stranger = f"{world.name}x"
    with foreign_namespace(stranger):
        listed = set(world.backend.topologies())
    assert world.name in listed
    assert stranger not in listed


def test_the_machines_own_network_stays_as_it_was(world: World) -> None:
    before = subprocess.check_output(["ip", "-o", "link", "show"])
    world.build(labs.ring())
    world.destroy()
    assert subprocess.check_output(["ip", "-o", "link", "show"]) == before


def test_a_link_of_others_that_took_our_number_is_left_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers are chosen by Patchboard; somebody may take one between its looking and its making."""
    world.build(labs.one_bridge(1))
    world.do(FABRIC, "ip link add mine index 200 type veth peer name mine2 index 201")
    with monkeypatch.context() as patched:
        patched.setattr(Inventory, "_next_index", lambda *_: 200)
        failures = world.build(labs.one_bridge(2))
    assert failures
    (mine,) = world.ip(FABRIC, "link", "show", "mine")
    assert ("UP" in mine["flags"], mine.get("ifalias"), mine.get("master")) == (False, None, None)
    assert world.reconcile().is_done
