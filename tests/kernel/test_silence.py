"""Ports of bridges speak no IPv6 of their own; bridges do, and so does what is made later."""

from pathlib import Path

from engine.backends.kernel import silence
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.world import World

PROC = Path("/proc/sys/net")
DEFAULT = "ipv6/conf/default/disable_ipv6"


def ipv6_routes(world: World) -> set[str]:
    """The fabric's links that have IPv6 routes."""
    return {route["dev"] for route in world.ip(FABRIC, "-6", "route", "show", "table", "all")}


def test_ports_have_no_ipv6_routes_and_bridges_have(world: World) -> None:
    assert world.build(labs.one_bridge(silence.MANY)) == ()
    assert ipv6_routes(world) - {"lo"} == {"lan1"}
    assert world.pings("app1", "fd00:10::1")


def test_what_a_kill_left_silenced_is_seen_and_speaks_again(world: World) -> None:
    assert world.build(labs.one_bridge(2)) == ()
    world.do(FABRIC, f"ip link property add dev lo altname net.{DEFAULT.replace('/', '.')}")
    world.do(FABRIC, f"echo 1 >{PROC / DEFAULT}")
    assert [action.key for action in world.plan()] == [("sysctl", FABRIC, DEFAULT)]
    assert world.reconcile().is_done
    assert world.do(FABRIC, f"cat {PROC / DEFAULT}").strip() == "0"


def test_links_that_others_make_in_the_fabric_later_speak_ipv6(world: World) -> None:
    world.build(labs.one_bridge(silence.MANY))
    assert world.do(FABRIC, f"cat {PROC / DEFAULT}").strip() == "0"
    assert world.plan() == ()
