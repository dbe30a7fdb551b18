"""Routes of sandboxes, of both families: as drawn, as preferred, and whoever meddles with them."""

from typing import Any

import pytest

from tests.kernel import labs
from tests.kernel.world import World
from topology.values import Design, Endpoint, Network, NetworkOptions, Route, Sandbox

FAMILIES = {"IPv4": ("-4", "10.0.1.1", "10.0.2.1"), "IPv6": ("-6", "fd00:1::1", "fd00:2::1")}
"""What `ip` calls it, and the gateways of lan1 and lan2."""


def on_two(first: int = 0, second: int = 0, routes: tuple[Route, ...] = (), internal: bool = False) -> Design:
    """app on lan1 by eth0 and on lan2 by eth1, of these gateway priorities; lan1 may be internal."""
    subnets = [(f"10.0.{number}.0/24", f"fd00:{number}::/64") for number in (1, 2)]
    return labs.lab(
        [
            Network(name="lan1", subnets=subnets[0], options=NetworkOptions(internal=internal)),
            Network(name="lan2", subnets=subnets[1]),
        ],
        [Sandbox(name="app", routes=routes)],
        [
            Endpoint(sandbox="app", network="lan1", gateway_priority=first),
            Endpoint(sandbox="app", network="lan2", gateway_priority=second),
        ],
    )


def shown(world: World, family: str, to: str = "default") -> list[tuple[str, str]]:
    """Next hop and protocol of the routes to a destination, in the order in which they are taken."""
    routes: list[dict[str, Any]] = world.ip("app", FAMILIES[family][0], "route", "show", to)
    routes.sort(key=lambda route: route.get("metric", 0))
    return [(route["gateway"], route["protocol"]) for route in routes]


def taken(world: World, to: str) -> str:
    """The next hop on the way to an address."""
    (route,) = world.ip("app", "route", "get", to)
    return str(route["gateway"])


def test_static_routes_of_both_families(world: World) -> None:
    routes = (Route(to="10.9.0.0/16", via="10.0.2.7"), Route(to="fd09::/32", via="fd00:2::7"))
    assert world.build(on_two(routes=routes)) == ()
    assert shown(world, "IPv4", "10.9.0.0/16") == [("10.0.2.7", "157")]
    assert shown(world, "IPv6", "fd09::/32") == [("fd00:2::7", "157")]
    assert (taken(world, "10.9.1.1"), taken(world, "fd09::1")) == ("10.0.2.7", "fd00:2::7")
    assert world.plan() == ()


@pytest.mark.parametrize("family", FAMILIES)
def test_the_gateway_of_the_higher_priority_is_the_default_route(world: World, family: str) -> None:
    _, first, second = FAMILIES[family]
    world.build(on_two())
    assert shown(world, family) == [(first, "157")]
    world.build(on_two(second=1))
    assert shown(world, family) == [(second, "157")]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_priority_changes_the_default_route_in_place(world: World, family: str) -> None:
    world.build(on_two(second=1))
    before = [world.ip("app", "link", "show", name)[0]["ifindex"] for name in ("eth0", "eth1")]
    assert world.build(on_two(first=2, second=1)) == ()
    assert shown(world, family) == [(FAMILIES[family][1], "157")]
    assert [world.ip("app", "link", "show", name)[0]["ifindex"] for name in ("eth0", "eth1")] == before
    assert world.plan() == ()


@pytest.mark.parametrize("family", FAMILIES)
def test_an_internal_network_is_nobodys_default_route(world: World, family: str) -> None:
    _, first, second = FAMILIES[family]
    world.build(on_two(first=5, internal=True))
    assert shown(world, family) == [(second, "157")]
    assert world.pings("app", first)


DRIFT = {
    "deleted": "ip {family} route del default",
    "replaced": "ip {family} route replace default via {other}",
    "replaced under our name": "ip {family} route replace default via {other} proto 157",
    "replaced by one with the same next hop": "ip {family} route replace default via {gateway}",
    "changed": "ip {family} route change default via {other} proto static",
    "joined by one of ours": "ip {family} route add {more} via {other} proto 157",
}


@pytest.mark.parametrize("kind", DRIFT)
@pytest.mark.parametrize("family", FAMILIES)
def test_a_route_that_somebody_meddles_with_is_put_right(world: World, family: str, kind: str) -> None:
    option, gateway, other = FAMILIES[family]
    world.build(on_two())
    more = "10.9.0.0/16" if family == "IPv4" else "fd09::/32"
    world.do("app", DRIFT[kind].format(family=option, gateway=gateway, other=other, more=more))
    assert world.plan()
    assert world.reconcile().is_done
    assert shown(world, family)[0] == (gateway, "157")
    assert taken(world, "198.51.100.1" if family == "IPv4" else "2001:db8::1") == gateway
    assert shown(world, family, more) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_a_route_that_took_ours_place_stays_behind_ours_and_survives_it(world: World, family: str) -> None:
    option, gateway, other = FAMILIES[family]
    world.build(on_two())
    world.do("app", f"ip {option} route replace default via {other} proto static")
    world.reconcile()
    assert shown(world, family) == [(gateway, "157"), (other, "static")]
    world.build(on_two(second=1))
    assert shown(world, family) == [(other, "157"), (other, "static")]
    assert world.build(on_two(routes=(Route(to="0.0.0.0/0", via="10.0.1.7"),))) == ()
    assert (other, "static") in shown(world, family)
