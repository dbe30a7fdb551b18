"""Three routers run BIRD as a service: they find their ways by OSPF, and others when a cable is pulled."""

import pytest

from tests.kernel.waiting import until
from tests.kernel.world import World
from tests.require import require
from topology.formats import native
from topology.values import Design
from webapp.store.demonstrations import FOLDER

CONVERGING = 30.0
DEAD = 4.0
"""Seconds after which the demonstration's routers give a silent neighbour up."""


@pytest.fixture(autouse=True)
def daemon() -> None:
    require("bwrap")
    require("bird")


def three_routers(pulled: frozenset[str] = frozenset()) -> Design:
    """The demonstration, with the cables of these endpoints pulled."""
    design = native.load((FOLDER / "three-routers.yaml").read_text())
    endpoints = (end.model_copy(update={"up": end.name not in pulled}) for end in design.endpoints)
    return design.model_copy(update={"endpoints": tuple(endpoints)})


def way(world: World) -> str:
    """Where router1 sends what is for host2, as OSPF has it; empty if nowhere."""
    routes = world.ip("router1", "route", "show", "10.0.2.0/24", "proto", "bird")
    return str(routes[0]["dev"]) if routes else ""


def converge(world: World) -> None:
    assert world.build(three_routers()) == ()
    until(lambda: way(world) == "eth1", CONVERGING)
    until(lambda: world.pings("host1", "10.0.2.1"), CONVERGING)


def test_hosts_reach_each_other_by_routes_that_ospf_has_found(world: World) -> None:
    converge(world)
    assert world.reconcile().is_done
    until(lambda: world.pings("host2", "10.1.13.3"), CONVERGING)


def test_when_the_cable_between_is_pulled_traffic_goes_round_and_comes_back(world: World) -> None:
    converge(world)
    assert world.build(three_routers(frozenset({"router1.eth1"}))) == ()
    until(lambda: way(world) == "eth2", 2 * DEAD)
    until(lambda: world.pings("host1", "10.0.2.1"), 2 * DEAD)
    assert world.build(three_routers()) == ()
    until(lambda: way(world) == "eth1", CONVERGING)
    assert world.pings("host1", "10.0.2.1")


def test_what_ospf_has_found_is_nothing_to_repair(world: World) -> None:
    converge(world)
    assert world.plan() == ()
