"""What cannot be stored: each test breaks one thing and expects its one problem."""

from typing import Any

import pytest

from tests.topology.builders import (
    design,
    endpoint,
    network,
    only_problem,
    patch,
    sandbox,
    two_apps,
    where,
)
from topology.validation import structure, validate
from topology.values import Design, Service


def test_a_good_design_has_no_problems() -> None:
    assert validate(two_apps()) == ()


def test_an_empty_design_has_no_problems() -> None:
    assert validate(design()) == ()


@pytest.mark.parametrize("name", ["", "Lab", "a" * 33, "-lab", "lab.1"])
def test_a_bad_topology_name(name: str) -> None:
    assert where(only_problem(design(name=name))) == ("topology", name, "name")


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (design(network("LAN")), "network"),
        (design(sandbox("LAN")), "sandbox"),
        (design(network("lan1", subnets=()), network("lan2", subnets=()), patch(name="LAN")), "patch"),
    ],
)
def test_a_bad_object_name(broken: Design, kind: str) -> None:
    assert where(only_problem(broken)) == (kind, "LAN", "name")


@pytest.mark.parametrize("name", ["lo", "all", "0eth", "interface-too-long", "eth 0"])
def test_a_bad_interface_name(name: str) -> None:
    broken = two_apps(interface=name)
    assert where(only_problem(broken)) == ("endpoint", f"app2.{name}", "interface")


def test_two_sandboxes_of_one_name() -> None:
    broken = design(sandbox("app1"), sandbox("app1"))
    assert where(only_problem(broken)) == ("sandbox", "app1", "name")


def test_two_networks_of_one_name() -> None:
    broken = design(network("lan1", subnets=()), network("lan1", subnets=()))
    assert where(only_problem(broken)) == ("network", "lan1", "name")


def test_two_patches_of_one_name() -> None:
    lans = [network(name, subnets=(), options={"stp": True}) for name in ("lan1", "lan2")]
    broken = design(*lans, patch(name="p1"), patch(name="p1"))
    assert where(only_problem(broken)) == ("patch", "p1", "name")


def test_a_sandbox_with_the_name_of_a_network() -> None:
    broken = design(network("lan1"), sandbox("lan1"))
    assert where(only_problem(broken)) == ("sandbox", "lan1", "name")


def test_a_patch_with_the_name_of_a_network() -> None:
    broken = design(network("lan1"), network("lan2"), patch(name="lan1"))
    assert where(only_problem(broken)) == ("patch", "lan1", "name")


def test_an_interface_twice_in_a_sandbox() -> None:
    lans = [network("lan1"), network("lan2")]
    ends = [endpoint("app1", "lan1", interface="eth0"), endpoint("app1", "lan2", interface="eth0")]
    problem = only_problem(design(*lans, sandbox("app1"), *ends))
    assert where(problem) == ("endpoint", "app1.eth0", "interface")


def test_an_endpoint_of_a_sandbox_that_is_not_there() -> None:
    broken = design(network("lan1"), endpoint("ghost", "lan1"))
    assert where(only_problem(broken)) == ("endpoint", "ghost.eth0", "sandbox")


def test_an_endpoint_on_a_network_that_is_not_there() -> None:
    broken = design(sandbox("app1"), endpoint("app1", "ghost"))
    assert where(only_problem(broken)) == ("endpoint", "app1.eth0", "network")


def test_a_patch_to_a_network_that_is_not_there() -> None:
    broken = design(network("lan1"), patch("lan1", "ghost"))
    assert where(only_problem(broken)) == ("patch", "p1", "networks")


def test_a_patch_to_a_sandbox() -> None:
    broken = design(network("lan1"), sandbox("app1"), patch("lan1", "app1"))
    assert where(only_problem(broken)) == ("patch", "p1", "networks")


def test_a_position_of_nothing() -> None:
    assert where(only_problem(design(layout={"ghost": (1, 2)}))) == ("topology", "lab", "layout.ghost")


@pytest.mark.parametrize("subnet", ["10.0.0.0", "10.0.0.0/33", "ten", "10.0.0.1/24", "fe80::%eth0/64"])
def test_a_malformed_subnet(subnet: str) -> None:
    assert where(only_problem(design(network(subnets=(subnet,))))) == ("network", "lan1", "subnets[0]")


def test_a_subnet_with_host_bits_is_answered_with_the_right_one() -> None:
    assert only_problem(design(network(subnets=("10.0.0.1/24",)))).remedy == "write 10.0.0.0/24"


@pytest.mark.parametrize("gateway", ["10.0.0.1/24", "ten", "10.0.0.256"])
def test_a_malformed_gateway(gateway: str) -> None:
    broken = design(network(subnets=("10.0.0.0/24",), gateway=(gateway,)))
    assert where(only_problem(broken)) == ("network", "lan1", "gateway")


@pytest.mark.parametrize("address", ["ten", "10.0.0.3/33", "10.0.0/24", "192.168.0.1"])
def test_a_malformed_address(address: str) -> None:
    broken = two_apps(addresses=(address,))
    assert where(only_problem(broken)) == ("endpoint", "app2.eth0", "addresses[0]")


@pytest.mark.parametrize("mac", ["02:00:00", "zz:00:00:00:00:01", "01:00:5e:00:00:01", "00:00:00:00:00:00"])
def test_a_malformed_or_group_mac(mac: str) -> None:
    assert where(only_problem(two_apps(mac=mac))) == ("endpoint", "app2.eth0", "mac")


@pytest.mark.parametrize(
    ("to", "via", "field"),
    [
        ("10.1.0.1/16", "10.0.0.1", "routes[0].to"),
        ("default", "10.0.0.1", "routes[0].to"),
        ("10.1.0.0/16", "10.0.0.1/24", "routes[0].via"),
        ("10.1.0.0/16", "fd00::1", "routes[0].via"),
    ],
)
def test_a_malformed_route(to: str, via: str, field: str) -> None:
    broken = design(network(subnets=("10.0.0.0/24", "fd00::/64")), sandbox("app1", (to, via)), endpoint())
    assert where(only_problem(broken)) == ("sandbox", "app1", field)


@pytest.mark.parametrize(
    ("field", "text"),
    [("rate", "100mbps"), ("delay", "20"), ("jitter", "x"), ("loss", "1"), ("loss", "101%")],
)
def test_a_malformed_impairment(field: str, text: str) -> None:
    fields = {"delay": "1ms", field: text}
    assert where(only_problem(two_apps(**fields))) == ("endpoint", "app2.eth0", field)
    bridges = (network("lan1"), network("lan2"))
    assert where(only_problem(design(*bridges, patch(**fields)))) == ("patch", "p1", field)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"mtu": 67}, "options.mtu"),
        ({"mtu": 65536}, "options.mtu"),
        ({"forward_delay": 1}, "options.forward_delay"),
        ({"forward_delay": 31}, "options.forward_delay"),
    ],
)
def test_a_number_out_of_range(options: dict[str, Any], field: str) -> None:
    assert where(only_problem(design(network(options=options)))) == ("network", "lan1", field)


@pytest.mark.parametrize(
    "options", [{"mtu": 68}, {"mtu": 65535}, {"forward_delay": 2}, {"forward_delay": 30}]
)
def test_a_number_at_the_end_of_its_range(options: dict[str, Any]) -> None:
    assert validate(design(network(options=options))) == ()


@pytest.mark.parametrize("driver", ["", "Bridge", "a" * 33])
def test_a_driver_that_could_not_be_one(driver: str) -> None:
    assert where(only_problem(design(network(driver=driver)))) == ("network", "lan1", "driver")


def test_a_driver_that_is_not_known_here_may_be_known_to_the_engine() -> None:
    assert validate(design(network(driver="macvlan"))) == ()


@pytest.mark.parametrize("priority", [10_001, -10_001, 2**70])
def test_a_gateway_priority_out_of_range(priority: int) -> None:
    broken = two_apps(gateway_priority=priority)
    assert where(only_problem(broken)) == ("endpoint", "app2.eth0", "gateway_priority")


def test_an_endpoints_mtu_out_of_range() -> None:
    problems = structure(two_apps(mtu=10))
    assert [where(problem) for problem in problems] == [("endpoint", "app2.eth0", "mtu")]


@pytest.mark.parametrize(
    ("services", "field"),
    [
        ([Service(name="Web", command=("sh",))], "services[0].name"),
        ([Service(name="web", command=())], "services[0].command"),
        ([Service(name="web", command=("sh",)), Service(name="web", command=("sh",))], "services[0].name"),
    ],
)
def test_a_bad_service(services: list[Service], field: str) -> None:
    broken = design(sandbox("app1", services=tuple(services)))
    assert where(only_problem(broken)) == ("sandbox", "app1", field)


def test_structure_says_nothing_about_what_can_be_mended_later() -> None:
    assert structure(two_apps(addresses=("192.168.0.1/24",))) == ()
