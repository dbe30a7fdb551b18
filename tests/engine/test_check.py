"""What cannot be built is refused, and said so that a person can mend it."""

from engine.check import check
from engine.drivers import DRIVERS
from tests.engine.builders import bridge, changed, lab, one_bridge, two_on_a_cable
from topology.problems import Problem
from topology.values import Endpoint, Network, Patch, Sandbox


def test_a_design_that_can_be_built_has_no_problems() -> None:
    assert check(one_bridge()) == ()


def test_an_unknown_driver_is_refused_with_those_there_are() -> None:
    reason = "there is no driver called token-ring"
    remedy = f"use one of {', '.join(DRIVERS)}, or install the package that brings it"
    refused = Problem("network", "lan1", "driver", reason, remedy)
    assert refused in check(lab(networks=[Network(name="lan1", driver="token-ring", subnets=())]))


def test_what_validation_finds_is_among_the_problems() -> None:
    assert any(
        "addresses" in each.field
        for each in check(changed(one_bridge(), "endpoint", "app1.eth0", addresses=("x",)))
    )


def test_two_links_of_one_name_in_the_fabric_are_refused() -> None:
    clashing = lab(
        networks=[bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
        sandboxes=[Sandbox(name="p1")],
        endpoints=[Endpoint(sandbox="p1", network="lan1", interface="lan1")],
        patches=[Patch(name="p1", networks=("lan1", "lan2"))],
    )
    reason = "its link would be called p1-lan1, as that of endpoint p1.lan1 is"
    assert check(clashing) == (Problem("patch", "p1", "name", reason, "rename one of the two"),)


def test_endpoints_on_no_bridge_clash_with_nothing_in_the_fabric() -> None:
    assert check(two_on_a_cable()) == ()
