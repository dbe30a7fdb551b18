"""No router's advertisement gives a sandbox an address or a route, unless the design wants it to."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kernel import labs, stacks
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.sysctls import ACCEPT_RA
from topology.values import Design, Endpoint, Network, Sandbox

PREFIX = "2001:db8:77:1::"


def advertise(world: World, place: str) -> None:
    """Send a router's advertisement of a prefix, and of itself as the default router."""
    program = Path(__file__).with_name("advertising.py")
    command = ["ip", "netns", "exec", world.netns(place), sys.executable, "-I", str(program), "eth0", PREFIX]
    subprocess.run(command, check=True, capture_output=True)


def heard(world: World, place: str) -> int:
    """How many advertisements have come."""
    words = world.do(place, "grep Icmp6InRouterAdvertisements /proc/net/snmp6").split()
    return int(words[1])


def given(world: World, place: str) -> list[str]:
    """What the place has from an advertisement: addresses of the prefix, and routes of the kernel's."""
    addresses = [each["local"] for link in world.ip(place, "-6", "address") for each in link["addr_info"]]
    routes = [route["dst"] for route in world.ip(place, "-6", "route", "show", "proto", "ra")]
    prefix = [
        route["dst"] for route in world.ip(place, "-6", "route") if route["dst"].startswith(PREFIX[:-1])
    ]
    return [each for each in addresses if each.startswith(PREFIX[:-1])] + routes + prefix


def accepting(value: str) -> Design:
    """app1 and app2 on one bridge; app1's interface is to heed advertisements as `value` says."""
    return labs.lab(
        [Network(name="lan1", subnets=labs.DUAL)],
        [Sandbox(name="app1"), Sandbox(name="app2")],
        [
            Endpoint(sandbox="app1", network="lan1", sysctls={ACCEPT_RA: value}),
            Endpoint(sandbox="app2", network="lan1"),
        ],
    )


@pytest.mark.both_kernels
def test_an_advertisement_gives_nobody_anything(world: World) -> None:
    world.build(labs.one_bridge(3))
    advertise(world, "app3")
    until(lambda: heard(world, "app1") and heard(world, "app2"), seconds=20)
    assert [given(world, place) for place in ("", "app1", "app2", "app3")] == [[], [], [], []]


def test_nor_on_a_cable(world: World) -> None:
    world.build(labs.cable())
    advertise(world, "left")
    until(lambda: heard(world, "right"))
    assert given(world, "right") == []


def test_nor_by_a_macvlan(world: World) -> None:
    world.build(stacks.stacked("macvlan"))
    places = [sandbox.name for sandbox in stacks.stacked("macvlan").sandboxes]
    accepting = [world.do(place, "cat /proc/sys/net/ipv6/conf/eth0/accept_ra").strip() for place in places]
    assert set(accepting) == {"0"}


def test_a_sandbox_that_comes_later_takes_nothing_either(world: World) -> None:
    world.build(labs.one_bridge(2))
    world.build(labs.one_bridge(3))
    advertise(world, "app1")
    until(lambda: heard(world, "app3"))
    assert given(world, "app3") == []


def test_link_local_addresses_stay(world: World) -> None:
    world.build(labs.one_bridge())
    (eth0,) = [link for link in world.ip("app1", "-6", "address") if link["ifname"] == "eth0"]
    assert "link" in {address["scope"] for address in eth0["addr_info"]}


@pytest.mark.both_kernels
def test_an_endpoint_may_want_it(world: World) -> None:
    world.build(accepting("1"))
    assert world.reconcile().is_done
    advertise(world, "app2")
    until(lambda: given(world, "app1"), seconds=20)
    assert world.plan() == ()


def test_what_an_advertisement_gave_is_no_drift(world: World) -> None:
    """The kernel says whose an address is, and it is nobody's of the design."""
    world.build(accepting("1"))
    world.reconcile()
    advertise(world, "app2")
    until(lambda: given(world, "app1"))
    before = given(world, "app1")
    world.reconcile()
    assert given(world, "app1") == before


def test_it_can_be_switched_on_and_off(world: World) -> None:
    for value in "2", "0":
        world.build(accepting(value))
        assert world.reconcile().is_done
        assert world.do("app1", "cat /proc/sys/net/ipv6/conf/eth0/accept_ra").strip() == value


def test_switched_on_by_hand_it_is_drift(world: World) -> None:
    world.build(labs.one_bridge())
    world.do("app1", "echo 1 >/proc/sys/net/ipv6/conf/eth0/accept_ra")
    assert [action.key for action in world.plan()] == [("veth", "app1.eth0")]
    assert world.reconcile().is_done
    assert world.do("app1", "cat /proc/sys/net/ipv6/conf/eth0/accept_ra").strip() == "0"
