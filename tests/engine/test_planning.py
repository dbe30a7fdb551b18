"""Which actions turn one state into another, in which order."""

from dataclasses import replace

import pytest

from engine.plan import Create, Delete, Update
from engine.planning import aligned, plan
from engine.resources import (
    Address,
    Bridge,
    Namespace,
    Route,
    Sysctl,
    Veth,
    key,
    state,
)
from tests.engine.builders import bridge, lab, one_bridge, patched, two_on_a_cable
from tests.engine.planned import desired, end_changed, having, kinds, link, without, words
from topology.values import Endpoint, Sandbox


def test_two_states_that_agree_need_nothing() -> None:
    assert plan(desired(one_bridge()), desired(one_bridge())) == ()


def test_two_empty_states_need_nothing() -> None:
    assert plan({}, {}) == ()


def test_building_goes_from_namespaces_to_routes() -> None:
    assert kinds(plan({}, desired(one_bridge()))) == [
        "Create namespace",
        "Create bridge",
        "Create veth",
        "Create sysctl",
        "Create address",
        "Create route",
    ]


def test_building_creates_every_resource_once() -> None:
    wanted = desired(one_bridge())
    assert {action.key for action in plan({}, wanted)} == set(wanted)


def test_the_fabric_is_made_before_the_sandboxes() -> None:
    turned = state(Namespace("app1"), Namespace(""))
    assert words(plan({}, turned)) == ["Create namespace ", "Create namespace app1"]


def test_destroying_deletes_the_namespaces_and_nothing_else() -> None:
    assert words(plan(desired(one_bridge("app1")), {})) == ["Delete namespace ", "Delete namespace app1"]


def test_destroying_a_cable_is_left_to_its_namespaces() -> None:
    assert kinds(plan(desired(two_on_a_cable()), {})) == ["Delete namespace"]


def test_a_sandbox_that_goes_has_its_link_deleted_first() -> None:
    assert words(plan(desired(one_bridge("app1", "app2")), desired(one_bridge("app1")))) == [
        "Delete veth app2.eth0",
        "Delete namespace app2",
    ]


def test_an_endpoint_that_goes_takes_its_addresses_and_routes_with_it() -> None:
    alone = lab(networks=[bridge()], sandboxes=[Sandbox(name="app1")])
    assert words(plan(desired(one_bridge("app1")), desired(alone))) == ["Delete veth app1.eth0"]


def test_a_network_that_goes_takes_its_gateway_with_it() -> None:
    assert words(plan(desired(lab(networks=[bridge()])), desired(lab()))) == ["Delete bridge lan1"]


def test_links_go_before_bridges() -> None:
    assert words(plan(desired(patched()), desired(lab()))) == [
        "Delete veth p1",
        "Delete bridge lan1",
        "Delete bridge lan2",
    ]


def test_an_address_that_is_not_wanted_is_deleted() -> None:
    wanted = desired(one_bridge("app1"))
    assert plan(having(wanted, Address("app1", "eth0", "10.0.0.9/24")), wanted) == (
        Delete(Address("app1", "eth0", "10.0.0.9/24")),
    )


def test_a_route_that_is_not_wanted_is_deleted() -> None:
    wanted = desired(one_bridge("app1"))
    assert plan(having(wanted, Route("app1", "10.9.0.0/16", "10.0.0.9")), wanted) == (
        Delete(Route("app1", "10.9.0.0/16", "10.0.0.9")),
    )


def test_routes_go_before_addresses() -> None:
    wanted = desired(one_bridge("app1"))
    extra = having(wanted, Address("app1", "eth0", "10.8.0.9/24"), Route("app1", "10.9.0.0/16", "10.8.0.1"))
    assert kinds(plan(extra, wanted)) == ["Delete route", "Delete address"]


def test_forwarding_that_the_design_does_not_state_is_left_alone() -> None:
    forwarding = Sysctl("", "ipv4/ip_forward", "1")
    wanted = without(desired(lab()), key(forwarding))
    assert plan(having(wanted, forwarding), wanted) == ()


def test_a_setting_that_the_design_makes_no_more_is_taken_back() -> None:
    wanted = desired(lab())
    made = Sysctl("", "ipv4/tcp_ecn", "1")
    assert plan(having(wanted, made), wanted) == (Delete(made),)


def test_a_setting_of_a_link_goes_with_it() -> None:
    before = having(desired(one_bridge("app1")), Sysctl("app1", "ipv4/conf/eth0/rp_filter", "1"))
    link = before[key(Veth("app1.eth0", ()))]
    after = {name: each for name, each in desired(one_bridge("app1")).items() if name[0] != "address"}
    without_link = without(after, key(link))
    assert [action for action in plan(before, without_link) if action.key[0] == "sysctl"] == []


def test_a_setting_of_a_link_comes_again_with_it() -> None:
    setting = Sysctl("app1", "ipv4/conf/eth0/rp_filter", "1")
    wanted = having(desired(one_bridge("app1")), setting)
    half = Veth("app1.eth0", (wanted[key(Veth("app1.eth0", ()))].ends[0],))  # type: ignore[union-attr]
    assert Create(setting) in plan(having(wanted, half), wanted)


def test_a_setting_that_differs_is_updated() -> None:
    wanted = desired(one_bridge("app1"))
    was = Sysctl("app1", "ipv4/ip_forward", "1")
    assert plan(having(wanted, was), wanted) == (Update(was, Sysctl("app1", "ipv4/ip_forward", "0")),)


def test_a_missing_address_is_created() -> None:
    wanted = desired(one_bridge("app1"))
    lost = Address("app1", "eth0", "10.0.0.2/24")
    assert plan(without(wanted, key(lost)), wanted) == (Create(lost),)


@pytest.mark.parametrize(
    "fields", [{"mtu": 1400}, {"up": False}, {"mac": "02:00:00:00:00:01"}, {"name": "foo"}, {"stp": True}]
)
def test_a_bridge_that_differs_is_updated(fields: dict[str, object]) -> None:
    wanted = desired(lab(networks=[bridge()]))
    made = wanted["bridge", "lan1"]
    assert isinstance(made, Bridge)
    was = replace(made, **fields)  # type: ignore[arg-type]
    assert plan(having(wanted, was), wanted) == (Update(was, made),)


@pytest.mark.parametrize(
    "fields",
    [{"mtu": 1400}, {"up": False}, {"mac": "02:00:00:00:00:01"}, {"name": "foo"}, {"bridge": None}],
)
@pytest.mark.parametrize("number", [0, 1])
def test_an_end_that_differs_is_updated(number: int, fields: dict[str, object]) -> None:
    design = one_bridge("app1")
    wanted, made = desired(design), link(design, "app1.eth0")
    was = end_changed(made, number, **fields)
    assert plan(having(wanted, was), wanted) == ((Update(was, made),) if was != made else ())


def test_a_renamed_link_keeps_its_addresses() -> None:
    """Addresses are observed under the name that the design gives their link."""
    design = one_bridge("app1")
    was = end_changed(link(design, "app1.eth0"), 1, name="foo")
    assert kinds(plan(having(desired(design), was), desired(design))) == ["Update veth"]


def test_an_endpoint_that_moves_to_another_network_is_updated() -> None:
    networks = [bridge("lan1"), bridge("lan2", "10.0.1.0/24")]
    sandboxes = [Sandbox(name="app1")]
    before = lab(networks, sandboxes, [Endpoint(sandbox="app1", network="lan1")])
    after = lab(networks, sandboxes, [Endpoint(sandbox="app1", network="lan2")])
    assert kinds(plan(desired(before), desired(after))) == [
        "Delete route",
        "Delete address",
        "Update veth",
        "Create address",
        "Create route",
    ]


def test_ends_that_are_observed_the_other_way_round_are_the_same() -> None:
    wanted = desired(patched())
    turned = replace(link(patched(), "p1"), ends=link(patched(), "p1").ends[::-1])
    assert plan(having(wanted, turned), wanted) == ()


def test_ends_are_matched_by_what_is_most_alike() -> None:
    made = link(patched(), "p1")
    renamed = end_changed(replace(made, ends=made.ends[::-1]), 0, name="foo")
    assert [end.name for end in aligned(renamed, made).ends] == ["p1-lan1", "foo"]


def test_every_delete_comes_before_every_create() -> None:
    made = plan(desired(patched()), desired(one_bridge("app1")))
    assert [isinstance(action, Delete) for action in made] == sorted(
        (isinstance(action, Delete) for action in made), reverse=True
    )
