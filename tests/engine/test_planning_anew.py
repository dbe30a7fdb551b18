"""What goes, stays and is made anew because something else does."""

from dataclasses import replace

from engine.planning import foreseen, plan
from tests.engine.builders import bridge, changed, lab, one_bridge, patched, two_on_a_cable
from tests.engine.planned import desired, end_changed, having, kinds, link, without, words
from topology.values import Endpoint, Patch, Sandbox
from topology.values import Route as Drawn

REMADE = [
    "Delete veth app1.eth0",
    "Create veth app1.eth0",
    "Create address app1 eth0 10.0.0.2/24",
    "Create route app1 0.0.0.0/0 10.0.0.1",
]


def test_a_bridge_that_comes_back_gets_its_ports_back() -> None:
    design = one_bridge("app1")
    orphaned = end_changed(link(design, "app1.eth0"), 0, bridge=None)
    observed = having(without(desired(design), ("bridge",), ("address", "")), orphaned)
    assert words(plan(observed, desired(design))) == [
        "Create bridge lan1",
        "Update veth app1.eth0",
        "Create address  lan1 10.0.0.1/24",
    ]


def test_a_sandbox_that_is_gone_is_made_anew_with_all_that_is_in_it() -> None:
    design = one_bridge("app1", "app2")
    gone = (
        ("namespace", "app1"),
        ("veth", "app1.eth0"),
        ("address", "app1"),
        ("route", "app1"),
        ("sysctl", "app1"),
    )
    observed = without(desired(design), *gone)
    assert {action.key for action in plan(observed, desired(design))} == set(desired(design)) - set(observed)


def test_a_veth_without_its_other_end_is_made_anew_with_addresses_and_routes() -> None:
    design = one_bridge("app1")
    torn = replace(link(design, "app1.eth0"), ends=link(design, "app1.eth0").ends[:1])
    assert words(plan(having(desired(design), torn), desired(design))) == REMADE


def test_a_veth_in_another_place_is_made_anew() -> None:
    design = one_bridge("app1")
    moved = end_changed(link(design, "app1.eth0"), 1, place="")
    assert words(plan(having(desired(design), moved), desired(design))) == REMADE


def test_a_veth_observed_in_a_place_that_is_not_is_made_anew() -> None:
    design = one_bridge("app1")
    observed = without(desired(design), ("namespace", "app1"))
    made = words(plan(observed, desired(design)))
    assert made == [
        "Delete veth app1.eth0",
        "Create namespace app1",
        "Create veth app1.eth0",
        "Create sysctl app1 ipv4/ip_forward",
        "Create sysctl app1 ipv6/conf/all/forwarding",
        "Create address app1 eth0 10.0.0.2/24",
        "Create route app1 0.0.0.0/0 10.0.0.1",
    ]


def test_what_is_on_other_links_of_the_sandbox_stays() -> None:
    routed = Sandbox(name="app1", routes=(Drawn(to="10.9.0.0/16", via="10.0.1.9"),))
    design = lab(
        [bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
        [routed],
        [Endpoint(sandbox="app1", network="lan1"), Endpoint(sandbox="app1", network="lan2")],
    )
    torn = replace(link(design, "app1.eth0"), ends=link(design, "app1.eth0").ends[1:])
    assert words(plan(having(desired(design), torn), desired(design))) == REMADE


def test_a_bridge_network_that_becomes_a_cable_is_deleted_and_made() -> None:
    cable = two_on_a_cable()
    design = changed(cable, "network", "c1", driver="bridge", gateway=())
    assert kinds(plan(desired(design), desired(cable))) == [
        "Delete veth",
        "Delete bridge",
        "Create veth",
        "Create address",
    ]


def test_what_the_fabric_seems_to_hold_is_made_anew_with_it() -> None:
    observed = without(desired(patched()), ("namespace",))
    assert {action.key for action in plan(observed, desired(patched()))} == set(desired(patched()))


def test_an_end_that_comes_up_gets_its_routes_again() -> None:
    routed = (Drawn(to="10.9.0.0/16", via="10.1.0.2"),)
    up = changed(two_on_a_cable(), "sandbox", "a", routes=routed)
    down = changed(two_on_a_cable(up=False), "sandbox", "a", routes=routed)
    assert kinds(plan(desired(down), desired(up))) == ["Update veth", "Create route"]


def test_an_end_that_goes_down_loses_its_routes_first() -> None:
    routed = (Drawn(to="10.9.0.0/16", via="10.1.0.2"),)
    up = changed(two_on_a_cable(), "sandbox", "a", routes=routed)
    down = changed(two_on_a_cable(up=False), "sandbox", "a", routes=routed)
    assert kinds(plan(desired(up), desired(down))) == ["Delete route", "Update veth"]


def test_a_cable_s_end_that_the_design_calls_otherwise_is_made_anew() -> None:
    before = two_on_a_cable()
    after = changed(before, "endpoint", "a.eth0", interface="wan")
    assert words(plan(desired(before), desired(after))) == [
        "Delete veth c1",
        "Create veth c1",
        "Create address a wan 10.1.0.1/24",
        "Create address b eth0 10.1.0.2/24",
    ]


def test_a_patch_that_moves_to_another_network_is_made_anew() -> None:
    three = [bridge("lan1"), bridge("lan2", "10.0.1.0/24"), bridge("lan3", "10.0.2.0/24")]
    before = lab(networks=three, patches=[Patch(name="p1", networks=("lan1", "lan2"))])
    after = lab(networks=three, patches=[Patch(name="p1", networks=("lan1", "lan3"))])
    assert words(plan(desired(before), desired(after))) == ["Delete veth p1", "Create veth p1"]


def test_it_is_foreseen_that_a_route_which_the_kernel_drops_with_an_address_is_made_again() -> None:
    before = desired(one_bridge("app1"))
    after = desired(changed(one_bridge("app1"), "endpoint", "app1.eth0", addresses=("10.0.0.77/24",)))
    assert words(foreseen(before, after)) == [
        "Delete address app1 eth0 10.0.0.2/24",
        "Create address app1 eth0 10.0.0.77/24",
        "Create route app1 0.0.0.0/0 10.0.0.1",
    ]


def test_a_route_stays_as_long_as_its_link_has_an_ipv4_address() -> None:
    before = desired(one_bridge("app1"))
    two = ("10.0.0.2/24", "10.0.0.77/24")
    after = desired(changed(one_bridge("app1"), "endpoint", "app1.eth0", addresses=two))
    assert words(foreseen(after, before)) == ["Delete address app1 eth0 10.0.0.77/24"]
