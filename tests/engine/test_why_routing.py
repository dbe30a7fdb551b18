"""What routing rules, lengths of prefixes and lifetimes of packets do to a walk."""

from dataclasses import replace
from ipaddress import ip_address, ip_interface, ip_network
from typing import Any

import pytest

from engine.explaining import Explanation, explained
from engine.reach.picture import MAIN, Picture, Policy, Route
from tests.engine.walked import DRAWN, B, looked, seen
from tests.kernel.routed import TO6

LAST = Policy(32766, MAIN)
THERE = ip_network("10.0.2.0/24")


def found(there: Picture, to: Any = B) -> Explanation:
    return explained(looked(there), "a", to)


def said(there: Picture, to: Any = B) -> str:
    words = found(there, to).words
    return words.said if words else ""


def routed(place: str, *routes: Route, policies: tuple[Policy, ...] = (LAST,)) -> Picture:
    """With these routes besides, and routing rules."""
    return seen(routes={**DRAWN.routes, place: (*routes, *DRAWN.routes[place])}, policies={place: policies})


def test_a_throw_route_has_the_next_rule_tried() -> None:
    throw = Route(THERE, ("r1", "lo"), kind="throw", table=100)
    assert not said(routed("r1", throw, policies=(Policy(10, 100), LAST)))


def test_a_throw_route_after_which_nothing_is_tried_is_named() -> None:
    throw = Route(THERE, ("r1", "lo"), kind="throw")
    assert said(routed("r1", throw)) == "a throw route or rule of r1 refuses 10.0.2.1"


def test_a_rule_that_passes_over_short_prefixes_does_not_take_the_default_route() -> None:
    short = replace(LAST, suppressed=0)
    assert said(routed("a", policies=(short,))) == (
        "a has a route to 10.0.2.1 in its table main, but no routing rule that leads there"
    )


def test_a_table_that_no_rule_leads_to_is_named() -> None:
    assert "but no routing rule that leads there" in said(routed("r1", policies=(Policy(10, 100),)))


@pytest.mark.parametrize(("place", "into"), [("a", "lo"), ("r1", "eth0")])
def test_a_rule_about_where_it_came_in_knows_a_places_own_packets_by_lo(place: str, into: str) -> None:
    refusing = Policy(10, MAIN, to=THERE, into=into, action="prohibit")
    assert said(routed(place, policies=(refusing, LAST))).startswith(f"a prohibit route or rule of {place}")


def test_a_rule_that_asks_for_what_is_not_followed_is_a_doubt() -> None:
    told = found(routed("r1", policies=(Policy(10, MAIN, action="prohibit", other=True), LAST)))
    assert told.walk.reaches
    assert told.doubts == ("the routing rule 10 of r1 may lead elsewhere, as by a mark",)


def test_who_takes_an_address_for_its_own_answers_instead() -> None:
    own = Route(THERE, ("r1", "lo"), kind="local", table=255)
    assert said(routed("r1", own)) == "r1 has the address 10.0.2.1 and answers instead of b"


@pytest.mark.parametrize(
    ("place", "lifetime", "words"),
    [
        ("a", "1", "a sends with a TTL (IPv6: hop limit) of 1, which r1 uses up"),
        ("b", "2", "on the way back b sends with a TTL (IPv6: hop limit) of 2, which r1 uses up"),
        ("a", "3", ""),
    ],
)
def test_a_packet_lives_as_long_as_its_sender_says(place: str, lifetime: str, words: str) -> None:
    there = seen(settings={**DRAWN.settings, (place, "ipv4/ip_default_ttl"): lifetime})
    assert said(there) == words


def test_the_lifetime_of_ipv6_is_that_of_the_link() -> None:
    there = seen(settings={**DRAWN.settings, ("a", "ipv6/conf/eth0/hop_limit"): "2"})
    assert "of 2, which r2 uses up" in said(there, ip_address(TO6))


def addressed(at: tuple[str, str], address: str, *routes: Route) -> Picture:
    """With that IPv4 address at the link, and the route that comes with it."""
    held = tuple(each for each in DRAWN.addresses[at] if each.version == 6)
    kept = [each for each in DRAWN.routes[at[0]] if each.link != at or each.via]
    own = Route(ip_interface(address).network, at)
    return seen(
        addresses={**DRAWN.addresses, at: (ip_interface(address), *held)},
        routes={**DRAWN.routes, at[0]: (own, *kept)},
    )


@pytest.mark.parametrize(
    ("at", "address", "words"),
    [
        (
            ("a", "eth0"),
            "10.0.1.1/16",
            "a.eth0 has 10.0.1.1/16 instead of 10.0.1.1/24, so that it takes 10.0.2.1 to be on its own "
            "network",
        ),
        (
            ("b", "eth0"),
            "10.0.2.1/16",
            "on the way back b.eth0 has 10.0.2.1/16 instead of 10.0.2.1/24, so that it takes 10.0.1.1 to be "
            "on its own network",
        ),
    ],
)
def test_a_prefix_that_is_too_short_is_named(at: tuple[str, str], address: str, words: str) -> None:
    assert said(addressed(at, address)) == words


def test_a_prefix_that_is_so_long_that_the_gateway_is_outside_is_named() -> None:
    there = addressed(("a", "eth0"), "10.0.1.1/25")
    lost = replace(there, routes={**there.routes, "a": (there.routes["a"][0],)})
    assert said(lost) == (
        "a.eth0 has 10.0.1.1/25 instead of 10.0.1.1/24, so that it takes 10.0.1.254 to be elsewhere"
    )
