"""Links that do not fit: cables, ports, patches, loops, sizes, routes."""

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
from topology.validation import validate
from topology.values import Design, Network


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_cable_without_exactly_two_endpoints(number: int) -> None:
    boxes = [sandbox(f"a{place}") for place in range(number)]
    problem = only_problem(design(cable(), *boxes, *(endpoint(box.name, "wire") for box in boxes)))
    assert where(problem) == ("network", "wire", "driver")
    assert f"this one has {number}" in problem.reason


def test_a_cable_with_two_endpoints() -> None:
    boxes = [sandbox("a"), sandbox("b")]
    assert validate(design(cable(), *boxes, *(endpoint(box.name, "wire") for box in boxes))) == ()


def crowded(ends: int, *patches: str) -> Design:
    boxes = [sandbox(f"a{place}") for place in range(ends)]
    lans: list[Network] = [network("lan1", subnets=("10.0.0.0/16",)), *(network(name) for name in patches)]
    links = [endpoint(box.name, "lan1") for box in boxes]
    return design(*lans, *boxes, *links, *(patch("lan1", name) for name in patches))


def test_a_bridge_with_all_its_ports_used() -> None:
    assert validate(crowded(1021, "lan2", "lan3")) == ()


@pytest.mark.parametrize(("ends", "patches"), [(1024, ()), (1022, ("lan2", "lan3"))])
def test_more_ports_than_a_bridge_has(ends: int, patches: tuple[str, ...]) -> None:
    problem = only_problem(crowded(ends, *patches))
    assert where(problem) == ("network", "lan1", "endpoints")
    assert "1024" in problem.reason


def test_a_patch_from_a_network_to_itself() -> None:
    assert where(only_problem(design(network("lan1"), patch("lan1", "lan1")))) == ("patch", "p1", "networks")


def test_a_patch_to_a_cable() -> None:
    boxes = [sandbox("a"), sandbox("b")]
    ends = [endpoint("a", "wire"), endpoint("b", "wire")]
    broken = design(network("lan1"), cable(), *boxes, *ends, patch("lan1", "wire"))
    assert where(only_problem(broken)) == ("patch", "p1", "networks")


def ring(*stp: bool, up: bool = True) -> Design:
    names = [f"sw{place}" for place in range(len(stp))]
    switches = [network(name, options={"stp": on}) for name, on in zip(names, stp, strict=True)]
    ends = zip(names, [*names[1:], names[0]], strict=True)
    patches = [patch(one, other, up=up or one != "sw0") for one, other in ends]
    return design(*switches, *patches)


def test_a_loop_through_patches_without_stp_is_a_warning_that_names_it() -> None:
    problem = only_problem(ring(False, False, False))
    assert where(problem) == ("patch", "p3", "networks")
    assert problem.severity == "warning"
    assert all(name in problem.reason for name in ("sw0", "sw1", "sw2", "p1", "p2", "p3"))
    assert {*problem.also} == {"network:sw0", "network:sw1", "network:sw2", "patch:p1", "patch:p2"}


def test_two_patches_between_the_same_networks_are_a_loop() -> None:
    problem = only_problem(design(network("lan1"), network("lan2"), patch(), patch()))
    assert problem.severity == "warning"
    assert "p1, p2" in problem.reason


@pytest.mark.parametrize("stp", [(True, True, True), (False, True, False)])
def test_stp_on_any_switch_breaks_a_loop(stp: tuple[bool, ...]) -> None:
    assert validate(ring(*stp)) == ()


def test_a_pulled_patch_breaks_a_loop() -> None:
    assert validate(ring(False, False, False, up=False)) == ()


def test_a_tree_of_patches_is_no_loop() -> None:
    lans = [network(f"lan{place}") for place in range(4)]
    assert validate(design(*lans, *(patch("lan0", lan.name) for lan in lans[1:]))) == ()


def test_every_loop_is_told_once() -> None:
    lans = [network(f"lan{place}") for place in range(4)]
    pairs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 0)]
    problems = validate(design(*lans, *(patch(f"lan{one}", f"lan{other}") for one, other in pairs)))
    assert [problem.name for problem in problems] == ["p3", "p5"]


def test_an_endpoint_with_another_mtu_than_its_network_is_a_warning() -> None:
    problem = only_problem(two_apps(mtu=9000))
    assert where(problem) == ("endpoint", "app2.eth0", "mtu")
    assert problem.severity == "warning"


def test_an_endpoint_with_the_mtu_of_its_network() -> None:
    assert validate(two_apps(mtu=1500)) == ()


def test_patched_networks_with_different_mtus_are_a_warning() -> None:
    problem = only_problem(design(network("lan1"), network("lan2", options={"mtu": 9000}), patch()))
    assert where(problem) == ("patch", "p1", "networks")
    assert problem.severity == "warning"


def test_jitter_without_a_delay() -> None:
    assert where(only_problem(two_apps(jitter="2ms"))) == ("endpoint", "app2.eth0", "jitter")


def routed(to: str, via: str) -> Design:
    return design(
        network(subnets=("10.0.0.0/24", "fd00::/64")),
        sandbox("app1", (to, via)),
        endpoint("app1", "lan1", "10.0.0.2/24", "fd00::2/64"),
    )


@pytest.mark.parametrize(("to", "via"), [("0.0.0.0/0", "10.0.0.1"), ("::/0", "fd00::1")])
def test_a_route_by_a_neighbour(to: str, via: str) -> None:
    assert validate(routed(to, via)) == ()


@pytest.mark.parametrize(
    ("to", "via"), [("0.0.0.0/0", "10.0.1.1"), ("::/0", "fd01::1"), ("10.1.0.0/16", "10.0.0.2")]
)
def test_a_route_by_an_unreachable_next_hop(to: str, via: str) -> None:
    assert where(only_problem(routed(to, via))) == ("sandbox", "app1", "routes[0].via")


def test_a_route_of_a_sandbox_without_endpoints() -> None:
    broken = design(sandbox("app1", ("0.0.0.0/0", "10.0.0.1")))
    assert where(only_problem(broken)) == ("sandbox", "app1", "routes[0].via")


def test_two_routes_to_one_destination() -> None:
    routes = [("0.0.0.0/0", "10.0.0.1"), ("0.0.0.0/0", "10.0.0.1")]
    broken = design(network(subnets=("10.0.0.0/24",)), sandbox("app1", *routes), endpoint())
    assert where(only_problem(broken)) == ("sandbox", "app1", "routes[1].to")
