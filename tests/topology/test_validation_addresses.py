"""Subnets, gateways and addresses that do not fit: each test breaks one thing."""

import pytest

from tests.topology.builders import (
    cable,
    design,
    endpoint,
    network,
    only_problem,
    patch,
    sandbox,
    two_apps,
    where,
)
from topology.ipam import complete
from topology.validation import validate


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10.0.0.0/24", "10.0.0.0/24"),
        ("10.0.0.0/16", "10.0.7.0/24"),
        ("10.0.0.128/25", "10.0.0.0/24"),
        ("fd00::/48", "fd00:0:0:1::/64"),
    ],
)
def test_overlapping_subnets(one: str, other: str) -> None:
    problem = only_problem(design(network("lan1", subnets=(one,)), network("lan2", subnets=(other,))))
    assert problem.kind == "network"
    assert problem.field == "subnets[0]"
    assert "overlaps" in problem.reason


def test_overlapping_subnets_of_one_network() -> None:
    broken = design(network(subnets=("10.0.0.0/24", "10.0.0.0/25"), gateway=()))
    assert where(only_problem(broken)) == ("network", "lan1", "subnets[1]")


def test_every_overlap_is_told_though_the_first_subnet_ends_before_the_last() -> None:
    subnets = ["10.0.0.0/8", "10.0.0.0/24", "10.200.0.0/24", "11.0.0.0/24"]
    broken = design(*(network(f"lan{place}", subnets=(text,)) for place, text in enumerate(subnets)))
    assert [problem.name for problem in validate(broken)] == ["lan1", "lan2"]


def test_neighbouring_subnets_do_not_overlap() -> None:
    good = design(network("lan1", subnets=("10.0.0.0/25",)), network("lan2", subnets=("10.0.0.128/25",)))
    assert validate(good) == ()


def test_patched_networks_may_share_a_subnet() -> None:
    lans = [network(name, subnets=("10.0.0.0/24",)) for name in ("lan1", "lan2")]
    assert validate(design(*lans, patch("lan1", "lan2"))) == ()


def test_patched_networks_may_not_overlap_in_part() -> None:
    lans = [network("lan1", subnets=("10.0.0.0/24",)), network("lan2", subnets=("10.0.0.0/25",))]
    assert "overlaps" in only_problem(design(*lans, patch("lan1", "lan2"))).reason


@pytest.mark.parametrize(
    "subnet", ["127.0.0.0/24", "224.0.0.0/24", "0.0.0.0/0", "240.0.0.0/8", "ff00::/64", "fe80::/64", "::/0"]
)
def test_a_subnet_without_usable_addresses(subnet: str) -> None:
    broken = design(network(subnets=(subnet,), gateway=()))
    assert where(only_problem(broken)) == ("network", "lan1", "subnets[0]")


def test_an_address_outside_its_subnet() -> None:
    problem = only_problem(two_apps(addresses=("10.0.1.3/24",)))
    assert where(problem) == ("endpoint", "app2.eth0", "addresses[0]")
    assert "outside" in problem.reason


def test_an_address_of_a_family_that_the_network_has_not() -> None:
    problem = only_problem(two_apps(addresses=("10.0.0.3/24", "fd00::1/64")))
    assert where(problem) == ("endpoint", "app2.eth0", "addresses[1]")


def test_a_network_without_subnets_takes_any_address() -> None:
    ends = [endpoint("app1", "lan1", "10.0.0.2/24"), endpoint("app2", "lan1", "192.168.7.1/30")]
    assert validate(design(network(subnets=()), sandbox("app1"), sandbox("app2"), *ends)) == ()


def test_an_address_used_twice() -> None:
    problem = only_problem(two_apps(addresses=("10.0.0.2/24",)))
    assert where(problem) == ("endpoint", "app2.eth0", "addresses[0]")
    assert "endpoint app1.eth0" in problem.reason


def test_an_address_twice_on_one_endpoint() -> None:
    problem = only_problem(two_apps(addresses=("10.0.0.3/24", "10.0.0.3/24")))
    assert where(problem) == ("endpoint", "app2.eth0", "addresses[1]")


def test_an_address_used_on_both_sides_of_a_patch() -> None:
    lans = [network(name, subnets=("10.0.0.0/24",)) for name in ("lan1", "lan2")]
    ends = [endpoint("app1", "lan1", "10.0.0.9/24"), endpoint("app2", "lan2", "10.0.0.9/24")]
    broken = design(*lans, patch("lan1", "lan2"), sandbox("app1"), sandbox("app2"), *ends)
    assert where(only_problem(broken)) == ("endpoint", "app2.eth0", "addresses[0]")


def test_separate_networks_without_subnets_may_use_the_same_address() -> None:
    ends = [endpoint("app1", "lan1", "10.0.0.9/24"), endpoint("app2", "lan2", "10.0.0.9/24")]
    lans = [network("lan1", subnets=()), network("lan2", subnets=())]
    assert validate(design(*lans, sandbox("app1"), sandbox("app2"), *ends)) == ()


def test_an_address_that_the_gateway_has() -> None:
    problem = only_problem(two_apps(addresses=("10.0.0.1/24",)))
    assert where(problem) == ("endpoint", "app2.eth0", "addresses[0]")
    assert "gateway of network lan1" in problem.reason


@pytest.mark.parametrize(
    ("address", "word"),
    [("10.0.0.0/24", "network address"), ("10.0.0.255/24", "broadcast address")],
)
def test_an_address_that_no_host_has(address: str, word: str) -> None:
    problem = only_problem(two_apps(addresses=(address,)))
    assert where(problem) == ("endpoint", "app2.eth0", "addresses[0]")
    assert word in problem.reason


@pytest.mark.parametrize("address", ["224.0.0.5/24", "127.0.0.1/8", "ff02::1/64", "fe80::1/64"])
def test_an_address_of_a_special_range(address: str) -> None:
    broken = design(network(subnets=()), sandbox(), endpoint("app1", "lan1", address))
    assert where(only_problem(broken)) == ("endpoint", "app1.eth0", "addresses[0]")


def test_both_addresses_of_a_point_to_point_subnet_can_be_used() -> None:
    good = design(cable(subnets=("10.0.0.0/31",)), sandbox("a"), sandbox("b"), endpoint("a", "wire"))
    good = good.model_copy(update={"endpoints": (*good.endpoints, endpoint("b", "wire"))})
    assert validate(good) == ()


def test_another_prefix_length_than_the_subnets_is_a_warning() -> None:
    problem = only_problem(two_apps(addresses=("10.0.0.3/16",)))
    assert where(problem) == ("endpoint", "app2.eth0", "addresses[0]")
    assert problem.severity == "warning"
    assert problem.remedy == "write 10.0.0.3/24"


def test_a_mac_used_twice() -> None:
    made = two_apps(mac="02:00:00:00:00:0A")
    first = made.endpoints[0].model_copy(update={"mac": "02-00-00-00-00-0a"})
    problem = only_problem(made.model_copy(update={"endpoints": (first, made.endpoints[1])}))
    assert where(problem) == ("endpoint", "app2.eth0", "mac")


def test_a_gateway_outside_the_subnets() -> None:
    broken = design(network(subnets=("10.0.0.0/24",), gateway=("10.0.1.1",)))
    assert where(only_problem(broken)) == ("network", "lan1", "gateway")


def test_a_gateway_of_a_network_without_subnets() -> None:
    broken = design(network(subnets=(), gateway=("10.0.1.1",)))
    assert where(only_problem(broken)) == ("network", "lan1", "gateway")


def test_a_gateway_that_is_the_broadcast_address() -> None:
    broken = design(network(subnets=("10.0.0.0/24",), gateway=("10.0.0.255",)))
    assert where(only_problem(broken)) == ("network", "lan1", "gateway")


def test_two_gateways_in_one_subnet() -> None:
    broken = design(network(subnets=("10.0.0.0/24",), gateway=("10.0.0.1", "10.0.0.2")))
    assert where(only_problem(broken)) == ("network", "lan1", "gateway")


def test_the_same_gateway_on_patched_networks() -> None:
    lans = [network(name, subnets=("10.0.0.0/24",), gateway=("10.0.0.1",)) for name in ("lan1", "lan2")]
    problem = only_problem(design(*lans, patch("lan1", "lan2")))
    assert where(problem) == ("network", "lan2", "gateway")


def test_a_gateway_on_a_cable() -> None:
    wire = cable(subnets=("10.0.0.0/24",), gateway=("10.0.0.1",))
    broken = design(wire, sandbox("a"), sandbox("b"), endpoint("a", "wire"), endpoint("b", "wire"))
    assert where(only_problem(broken)) == ("network", "wire", "gateway")


def test_a_network_without_room() -> None:
    boxes = [sandbox(name) for name in ("a", "b")]
    ends = [endpoint(name, "lan1") for name in ("a", "b")]
    problem = only_problem(design(network(subnets=("10.0.0.0/30",)), *boxes, *ends))
    assert where(problem) == ("network", "lan1", "subnets[0]")
    assert "room" in problem.reason


def test_a_design_that_the_pools_cannot_hold() -> None:
    broken = design(network("lan1", subnets=("10.0.0.0/8",)), network("lan2"))
    assert where(only_problem(broken)) == ("network", "lan2", "subnets")


def test_room_is_judged_the_same_when_the_design_was_completed_before() -> None:
    boxes = [sandbox(f"a{number}") for number in range(5)]
    ends = [endpoint(box.name, "lan1") for box in boxes]
    broken = design(network(subnets=("10.0.0.0/29",)), *boxes, *ends, endpoint("a0", "lan1"))
    assert validate(complete(broken)) == validate(broken) != ()


@pytest.mark.parametrize("mtu", [1279, 68])
def test_an_mtu_too_small_for_ipv6(mtu: int) -> None:
    broken = design(network(subnets=("fd00::/64",), options={"mtu": mtu}))
    assert where(only_problem(broken)) == ("network", "lan1", "options.mtu")


def test_an_endpoints_mtu_too_small_for_ipv6() -> None:
    end = endpoint("app1", "lan1", "fd00::2/64", mtu=1000)
    problems = validate(design(network(subnets=("fd00::/64",)), sandbox(), end))
    assert [(where(problem), problem.severity) for problem in problems] == [
        (("endpoint", "app1.eth0", "mtu"), "error"),
        (("endpoint", "app1.eth0", "mtu"), "warning"),
    ]
