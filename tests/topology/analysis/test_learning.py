"""Which services teach, and the least dear ways that routers come to."""

from collections import defaultdict
from dataclasses import replace
from ipaddress import ip_address, ip_network

import pytest

from tests.topology.analysis.configurations import ospf
from topology.analysis.routing import Adjacency, Prefix, Way, teachers, ways
from topology.values import Design, File, Sandbox, Service

FILE = File(path="/etc/bird.conf", text=ospf('interface "eth0";'))
COMMAND = ("bird", "-f", "-c", "/etc/bird.conf", "-s", "/run/bird.ctl")
BIRD = Service(name="bird", command=COMMAND, files=(FILE,))
WEB = Service(name="web", command=("python3", "-m", "http.server"))


def taught(*services: Service, **fields: bool) -> list[bool]:
    """Whether the sandbox with these services is read; empty if it teaches nothing."""
    sandbox = Sandbox(name="r", services=services, **{"forwarding": True, **fields})
    return [each is not None for each in teachers(Design(name="lab", sandboxes=(sandbox,))).values()]


def started(*command: str) -> Service:
    return BIRD.model_copy(update={"command": command})


@pytest.mark.parametrize(
    "bird",
    [
        BIRD,
        started("/usr/sbin/bird", "-c", "/etc/bird.conf", "-s", "/run/bird.ctl", "-f"),
        started("bird", "-d", "-s", "/run/bird.ctl", "-c", "/etc/bird.conf"),
    ],
)
def test_a_daemon_is_read_by_the_file_that_it_is_started_with(bird: Service) -> None:
    assert taught(bird) == [True]


@pytest.mark.parametrize(
    "services",
    [
        (started("bird", "-f"),),
        (started("bird", "-f", "-c", "/etc/other.conf", "-s", "/run/bird.ctl"),),
        (started("bird", "-c", "/etc/bird.conf", "-s", "/run/bird.ctl"),),
        (started("bird", "-f", "-c", "/etc/bird.conf"),),
        (started("bird", "-f", "-c", "/etc/bird.conf", "-s", "/run/bird/bird.ctl"),),
        (started(*COMMAND, "-p"),),
        (started("sh", "-c", " ".join(COMMAND)),),
        (started("ospfd", "-f", "/etc/bird.conf"),),
        (BIRD, WEB),
        (WEB,),
    ],
)
def test_whatever_else_a_router_runs_may_teach_anything(services: tuple[Service, ...]) -> None:
    assert taught(*services) == [False]


def test_what_does_not_run_teaches_nothing() -> None:
    assert taught() == []
    assert taught(BIRD, paused=True) == []


def test_of_who_does_not_route_only_routing_daemons_count() -> None:
    assert taught(WEB, forwarding=False) == []
    assert taught(BIRD, forwarding=False) == [True]
    assert taught(started("bird", "-f"), forwarding=False) == [False]


LAN = ip_network("10.0.9.0/24")


def joined(*cables: tuple[str, str, int]) -> list[Adjacency]:
    """Both ways; the interface is called after the neighbour."""
    return [
        Adjacency(one, f"to-{other}", other, ip_address(f"10.0.{number}.{side}"), cost)
        for number, (first, second, cost) in enumerate(cables)
        for side, one, other in ((2, first, second), (1, second, first))
    ]


def hops(cables: list[Adjacency], *prefixes: Prefix) -> set[tuple[str, str]]:
    """The interfaces by which each router reaches some of the prefixes; all are in the backbone."""
    members = {each.router: {0} for each in cables}
    return {(way.router, way.interface) for way in ways(cables, prefixes, members)}


def test_a_packet_goes_where_the_sum_of_costs_is_least() -> None:
    cables = joined(("a", "b", 30), ("a", "c", 10), ("c", "b", 10))
    assert hops(cables, Prefix("b", LAN, 10)) == {("a", "to-c"), ("c", "to-b")}


def test_ways_of_the_same_cost_are_all_there() -> None:
    cables = joined(("a", "b", 10), ("a", "c", 10), ("c", "d", 10), ("b", "d", 10))
    found = ways(cables, [Prefix("d", LAN, 10)], {router: {0} for router in "abcd"})
    assert [way for way in found if way.router == "a"] == [
        Way("a", LAN, "to-b", ip_address("10.0.0.2")),
        Way("a", LAN, "to-c", ip_address("10.0.1.2")),
    ]


def test_of_two_who_have_a_network_the_nearer_one_is_taken() -> None:
    cables = joined(("a", "b", 10), ("a", "c", 10))
    assert hops(cables, Prefix("b", LAN, 10), Prefix("c", LAN, 20)) == {("a", "to-b")}
    assert hops(cables, Prefix("b", LAN, 10), Prefix("c", LAN, 10)) == {("a", "to-b"), ("a", "to-c")}


def test_costs_are_those_of_whoever_sends() -> None:
    dear = Adjacency("a", "to-b", "b", ip_address("10.0.0.2"), 100)
    cables = [
        dear,
        *joined(("a", "c", 10), ("c", "b", 10)),
        Adjacency("b", "to-a", "a", ip_address("10.0.0.1"), 1),
    ]
    found = hops(cables, Prefix("b", LAN, 1), Prefix("a", ip_network("10.8.0.0/24"), 1))
    assert found == {("a", "to-c"), ("c", "to-b"), ("c", "to-a"), ("b", "to-a")}


def test_nobody_learns_of_what_no_neighbour_leads_to() -> None:
    assert hops(joined(("a", "b", 10), ("c", "d", 10)), Prefix("d", LAN, 10)) == {("c", "to-d")}


def between_areas(*cables: tuple[str, str, int, int]) -> list[Adjacency]:
    """The last of each is the area."""
    plain = joined(*(cable[:3] for cable in cables))
    areas = [cable[3] for cable in cables for _ in range(2)]
    return [replace(each, area=area) for each, area in zip(plain, areas, strict=True)]


def leaving(cables: list[Adjacency], prefix: Prefix) -> set[tuple[str, str]]:
    members: dict[str, set[int]] = defaultdict(set)
    for each in cables:
        members[each.router].add(each.area)
    return {(way.router, way.interface) for way in ways(cables, [prefix], members)}


def test_areas_hear_of_each_other_through_the_backbone() -> None:
    cables = between_areas(("a", "b", 10, 1), ("b", "c", 10, 0), ("c", "d", 10, 2))
    assert leaving(cables, Prefix("d", LAN, 10, 2)) == {("a", "to-b"), ("b", "to-c"), ("c", "to-d")}


def test_a_way_within_the_area_is_taken_however_dear() -> None:
    cables = between_areas(("a", "b", 10, 0), ("b", "c", 10, 0), ("a", "c", 500, 1))
    assert ("a", "to-c") in leaving(cables, Prefix("c", LAN, 10, 1))


def test_what_the_backbone_is_told_is_not_told_back_through_another_area() -> None:
    """b and c are in the backbone, but not joined there; area 1, which joins them, is no way between."""
    cables = between_areas(("a", "b", 10, 0), ("b", "e", 10, 1), ("e", "c", 10, 1), ("c", "d", 10, 0))
    assert leaving(cables, Prefix("d", LAN, 10, 0)) == {("c", "to-d"), ("e", "to-c")}


def test_of_two_areas_that_are_as_near_bird_takes_the_one_with_the_higher_number() -> None:
    cables = between_areas(("a", "b", 10, 0), ("a", "c", 10, 1), ("b", "d", 10, 0))
    members = {"a": {0, 1}, "b": {0}, "c": {1}, "d": {0}}
    told = [Prefix("b", LAN, 10, 0), Prefix("c", LAN, 10, 1)]
    assert {way.interface for way in ways(cables, told, members) if way.router == "a"} == {"to-c"}
