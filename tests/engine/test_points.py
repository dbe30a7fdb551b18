"""Where frames of a design can be taken."""

import pytest

from engine.packets.points import NoLink, Point, named, points
from tests.engine.builders import bridge, lab, one_bridge, patched, two_on_a_cable
from topology.values import Design, Endpoint, Network, Sandbox


def at(design: Design, *names: str) -> dict[str, tuple[str, str]]:
    """By name, the place and link where its frames are taken."""
    return {name: (point.place, point.link) for name, point in named(design, names).items()}


def test_an_endpoint_on_a_bridge_is_watched_at_its_port() -> None:
    assert at(one_bridge(), "app1.eth0") == {"app1.eth0": ("", "app1-eth0")}


def test_a_network_is_watched_at_its_bridge() -> None:
    assert at(one_bridge(), "lan1") == {"lan1": ("", "lan1")}


def test_a_patch_is_watched_at_its_first_network() -> None:
    assert at(patched(), "p1") == {"p1": ("", "p1-lan1")}


def test_an_endpoint_of_a_cable_is_watched_in_its_sandbox() -> None:
    assert at(two_on_a_cable(), "a.eth0", "b.eth0") == {"a.eth0": ("a", "eth0"), "b.eth0": ("b", "eth0")}


def test_a_cable_is_watched_at_one_of_its_ends() -> None:
    assert at(two_on_a_cable(), "c1") == {"c1": ("a", "eth0")}


def test_an_endpoint_on_top_of_a_link_is_watched_in_its_sandbox() -> None:
    design = lab(
        networks=[Network(name="mac1", driver="macvlan", subnets=("10.0.0.0/24",))],
        sandboxes=[Sandbox(name="a")],
        endpoints=[Endpoint(sandbox="a", network="mac1")],
    )
    assert at(design, "a.eth0") == {"a.eth0": ("a", "eth0")}


def test_a_sandbox_stands_for_its_endpoints() -> None:
    design = lab(
        networks=[bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
        sandboxes=[Sandbox(name="router")],
        endpoints=[Endpoint(sandbox="router", network="lan1"), Endpoint(sandbox="router", network="lan2")],
    )
    assert list(at(design, "router")) == ["router.eth0", "router.eth1"]


def test_what_has_no_link_is_named() -> None:
    design = lab(
        networks=[Network(name="none", driver="null")],
        sandboxes=[Sandbox(name="a")],
        endpoints=[Endpoint(sandbox="a", network="none")],
    )
    for name in ("a.eth0", "a", "none", "nobody"):
        with pytest.raises(NoLink, match=f"^{name} has no link"):
            named(design, [name])


def test_a_cable_has_two_ends_that_face_each_other() -> None:
    ends = [point for point in points(one_bridge("app1")) if point.there]
    assert ends == [
        Point("", "app1-eth0", "app1.eth0", "lan1", "app1"),
        Point("app1", "eth0", "app1.eth0", "app1", "lan1"),
    ]
