"""Ports of bridges speak no IPv6 of their own; bridges do, and so does what is made later."""

from pathlib import Path

from engine.backends.kernel import settings, silence
from engine.backends.kernel.place import go_to
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.world import RUN_NETNS, World
from topology.values import Network

DEFAULT = "ipv6/conf/default/disable_ipv6"


def set_default(world: World, value: str) -> None:
    with (RUN_NETNS / world.netns(FABRIC)).open() as fabric:
        go_to(fabric.fileno(), lambda: settings.write(DEFAULT, value))


def ipv6_routes(world: World) -> set[str]:
    """The fabric's links that have IPv6 routes."""
    return {route["dev"] for route in world.ip(FABRIC, "-6", "route", "show", "table", "all")}


def test_ports_have_no_ipv6_routes_and_bridges_have(world: World) -> None:
    assert world.build(labs.one_bridge(silence.MANY)) == ()
    assert ipv6_routes(world) - {"lo"} == {"lan1"}
    assert world.pings("app1", "fd00:10::1")


def test_what_a_kill_left_silenced_speaks_again_when_a_bridge_is_made(world: World) -> None:
    lab = labs.one_bridge(2)
    assert world.build(lab) == ()
    set_default(world, "1")
    more = Network(name="later", subnets=("fd01::/64",), gateway=("fd01::1",))
    assert world.build(lab.model_copy(update={"networks": (*lab.networks, more)})) == ()
    assert "later" in ipv6_routes(world)


def test_links_that_others_make_in_the_fabric_later_speak_ipv6(world: World) -> None:
    world.build(labs.one_bridge(silence.MANY))
    said = world.do(FABRIC, f"cat {Path('/proc/sys/net') / DEFAULT}")
    assert said.strip() == "0"
