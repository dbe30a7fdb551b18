"""The commands that a plan shows build the same network on a machine without Patchboard."""

import subprocess
from collections.abc import Callable

import pytest

from engine.commands import script
from engine.lower import lower, nothing
from tests.kernel import labs, stacks
from tests.kernel.test_dad import make_a_duplicate
from tests.kernel.test_routes import FAMILIES, on_two
from tests.kernel.test_routes import shown as routes_shown
from tests.kernel.test_shaping import impaired, patched
from tests.kernel.test_sysctls import in_a_new_namespace, shown, tuned
from tests.kernel.world import World
from topology.ipam import complete
from topology.values import Design

DESIGNS: dict[str, Callable[[], Design]] = {
    "one bridge": labs.one_bridge,
    "router": labs.router_between_two,
    "cable": labs.cable,
    "ring": labs.ring,
    "switch told everything": labs.told_switch,
    "rates": lambda: impaired(patched(rate="1gbit"), rate="1500kbit", direction="in"),
    "losses": lambda: impaired(labs.one_bridge(), loss="0.1%", rate="20mbit"),
    "losses on a cable": lambda: impaired(labs.cable(), loss="100%"),
    "macvlan": lambda: stacks.stacked("macvlan", mode="private"),
    "settings": lambda: tuned({"net.ipv4.tcp_syncookies": "0"}, {"net.ipv4.conf.IFNAME.rp_filter": "2"}),
    "heeding advertisements": lambda: tuned(endpoint={"net.ipv6.conf.IFNAME.accept_ra": "2"}),
}


@pytest.mark.parametrize("design", DESIGNS)
def test_observing_what_the_script_built_yields_an_empty_plan(world: World, design: str) -> None:
    named = DESIGNS[design]().model_copy(update={"name": world.name})
    world.desired = lower(complete(named), world.backend.features)
    type_by_hand(world)
    assert world.names()
    assert world.plan() == ()


def test_changing_impairments_by_the_script_yields_an_empty_plan(world: World) -> None:
    before, after = DESIGNS["losses"](), impaired(labs.one_bridge(), loss="2%", rate="7mbit", direction="out")
    world.build(before)
    world.desired = lower(complete(after.model_copy(update={"name": world.name})), world.backend.features)
    type_by_hand(world)
    assert world.plan() == ()


def test_changing_what_a_switch_is_told_by_the_script_yields_an_empty_plan(world: World) -> None:
    design = labs.told_switch()
    s1, s2 = design.networks
    plain = s1.model_copy(update={"options": s2.options, "fdb": s1.fdb[1:]})
    free = tuple(end.model_copy(update={"isolated": end.sandbox == "app2"}) for end in design.endpoints)
    world.build(design)
    after = design.model_copy(update={"networks": (plain, s2), "endpoints": free, "name": world.name})
    world.desired = lower(complete(after), world.backend.features)
    assert world.plan()
    type_by_hand(world)
    assert world.plan() == ()


def test_settings_are_taken_back_by_the_script(world: World) -> None:
    world.build(tuned({"net.ipv4.tcp_syncookies": "0"}, {"net.ipv4.conf.IFNAME.rp_filter": "2"}))
    world.desired = lower(complete(tuned().model_copy(update={"name": world.name})), world.backend.features)
    type_by_hand(world)
    assert world.plan() == ()
    assert shown(world, "app1", "net.ipv4.tcp_syncookies") == in_a_new_namespace("net.ipv4.tcp_syncookies")


def test_a_duplicate_address_is_put_right_by_the_script(world: World) -> None:
    world.build(labs.one_bridge())
    make_a_duplicate(world)
    type_by_hand(world)
    assert world.plan() == ()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_route_that_took_ours_place_stays_behind_ours_and_the_script_fails_on_nothing(
    world: World, family: str
) -> None:
    option, gateway, other = FAMILIES[family]
    world.build(on_two())
    world.do("app", f"ip {option} route replace default via {other} proto static")
    type_by_hand(world)
    assert world.plan() == ()
    assert routes_shown(world, family) == [(gateway, "157"), (other, "static")]


def test_a_sandbox_is_added_to_what_the_script_built(world: World) -> None:
    world.desired = lower(complete(labs.one_bridge(2).model_copy(update={"name": world.name})))
    type_by_hand(world)
    assert world.build(labs.one_bridge(3)) == ()
    assert world.plan() == ()
    assert world.pings("app3", "10.0.0.2")


def test_the_script_that_takes_everything_away_leaves_nothing(world: World) -> None:
    world.build(labs.ring())
    world.desired = nothing(world.name)
    type_by_hand(world)
    assert world.names() == set()


def type_by_hand(world: World) -> None:
    typed = subprocess.run(
        ["sh"], input=script(world.name, world.plan()), text=True, check=False, capture_output=True
    )
    assert (typed.returncode, typed.stderr) == (0, "")
