"""Where a route has several next hops, each of them is walked."""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address, ip_network

import pytest

from engine.console.verdicts import verdict
from engine.explaining import Explanation, explained
from engine.reach.picture import Picture, Route
from tests.engine.walked import DRAWN, B, looked, seen

ROUTER, OTHER = ip_address("10.0.1.254"), ip_address("10.0.1.3")
EVERYBODY = ip_network("0.0.0.0/0")


def sharing(place: str, link: str, *vias: object) -> Mapping[str, tuple[Route, ...]]:
    """The routes, with a default route of that place by these."""
    ways = [Route(EVERYBODY, (place, link), ip_address(str(via)), shared=True) for via in vias]
    others = [each for each in DRAWN.routes[place] if each.to != EVERYBODY]
    return {**DRAWN.routes, place: (*others, *ways)}


def found(there: Picture) -> Explanation:
    return explained(looked(there), "a", B)


def test_all_that_lead_there_reach() -> None:
    assert found(seen(routes=sharing("a", "eth0", ROUTER, ROUTER))).walk.reaches


@pytest.mark.parametrize("vias", [(ROUTER, OTHER), (OTHER, ROUTER)])
def test_the_one_that_does_not_is_named(vias: tuple[object, ...]) -> None:
    told = found(seen(routes=sharing("a", "eth0", *vias)))
    assert told.words
    assert told.words.said == (
        "what a sends by 10.0.1.3, one of several next hops, is lost: c does not route between its interfaces"
    )
    assert told.steps[0].found == "out of eth0 by way of 10.0.1.3"


def test_one_on_the_way_back_is_named() -> None:
    told = found(seen(routes=sharing("b", "eth0", "10.0.2.254", "10.0.2.9")))
    assert told.words
    assert told.words.said.startswith(
        "on the way back what b sends by 10.0.2.9, one of several next hops, is lost: nobody has"
    )


def test_where_none_leads_there_that_is_the_cause() -> None:
    told = found(seen(routes=sharing("a", "eth0", OTHER, "10.0.1.9")))
    assert told.words
    assert told.words.said.startswith("c does not route")


def test_a_ping_that_went_by_another_one_does_not_make_it_reached() -> None:
    told = verdict(found(seen(routes=sharing("a", "eth0", ROUTER, OTHER))), "answered", "b")
    assert (told["reaches"], told["stopped"]) == (False, True)
    assert told["sentence"].startswith("what a sends by 10.0.1.3")


def test_a_filter_of_the_way_back_takes_what_comes_by_any_of_them() -> None:
    routes = sharing("r2", "eth1", "10.0.2.9")["r2"]
    by_wire = Route(EVERYBODY, ("r2", "eth0"), ip_address("10.9.0.1"), shared=True)
    without = tuple(each for each in routes if each.to != ip_network("10.0.1.0/24"))
    strict = {**DRAWN.settings, ("r2", "ipv4/conf/all/rp_filter"): "1"}
    there = seen(routes={**DRAWN.routes, "r2": (*without, by_wire)}, settings=strict)
    told = found(there)
    assert told.words
    assert told.words.said.startswith("on the way back what r2 sends by 10.0.2.9, one of several")
    alone = replace(there, routes={**there.routes, "r2": without})
    assert "the reverse path filter of r2" in str(found(alone).words)
