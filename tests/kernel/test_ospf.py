"""Three routers run BIRD as a service: they find their ways by OSPF, and others when a cable is pulled.

All of that is as predicted of the design."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from pathlib import Path

import pytest

from engine.reach import Reach
from tests.kernel.waiting import until
from tests.kernel.world import World
from tests.require import require
from tests.topology.analysis.configurations import READABLE, REFUSED
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


Cell = tuple[str, str]
"""A sandbox, and an address of another."""


def predicted(design: Design) -> dict[Cell, bool | None]:
    reach = Reach(design)
    return {
        (sandbox, str(address)): way.predicted
        for (sandbox, _), ways in reach.all().items()
        for address, way in ways.items()
    }


def differing(world: World, design: Design) -> list[Cell]:
    """Where a ping is not answered as predicted, all cells pinged."""
    cells = predicted(design)
    with ThreadPoolExecutor(8) as asking:
        measured = dict(zip(cells, asking.map(lambda cell: world.pings(*cell), cells), strict=True))
    return [cell for cell, answers in measured.items() if answers is not cells[cell]]


def converge(world: World) -> None:
    assert world.build(three_routers()) == ()
    until(lambda: way(world) == "eth1", CONVERGING)
    until(lambda: world.pings("host1", "10.0.2.1"), CONVERGING)


def test_who_reaches_whom_is_as_predicted_by_routes_that_ospf_has_found(world: World) -> None:
    assert set(predicted(three_routers()).values()) == {True}
    converge(world)
    assert world.reconcile().is_done
    until(lambda: differing(world, three_routers()) == [], CONVERGING)


def test_when_the_cable_between_is_pulled_traffic_goes_round_as_predicted_and_comes_back(
    world: World,
) -> None:
    pulled = three_routers(frozenset({"router1.eth1"}))
    assert set(predicted(pulled).values()) == {True, False}
    assert [hop.into[0] for hop in Reach(pulled).to("host1", ip_address("10.0.2.1")).there] == [
        *("router1", "router3", "router2", "host2")
    ]
    converge(world)
    assert world.build(pulled) == ()
    until(lambda: way(world) == "eth2", 2 * DEAD)
    until(lambda: differing(world, pulled) == [], 4 * DEAD)
    assert world.build(three_routers()) == ()
    until(lambda: way(world) == "eth1", CONVERGING)
    until(lambda: differing(world, three_routers()) == [], CONVERGING)


def test_what_ospf_has_found_is_nothing_to_repair(world: World) -> None:
    converge(world)
    assert world.plan() == ()


def test_bird_takes_every_configuration_that_is_read_and_none_that_it_is_known_to_refuse(
    tmp_path: Path,
) -> None:
    def is_taken(text: str) -> bool:
        file = tmp_path / "bird.conf"
        file.write_text(text)
        checked = subprocess.run([require("bird"), "-p", "-c", file], check=False, capture_output=True)
        return checked.returncode == 0

    assert [text for text in READABLE if not is_taken(text)] == []
    assert [text for text in REFUSED if is_taken(text)] == []
