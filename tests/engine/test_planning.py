"""Which actions turn one state into another, in which order."""

from dataclasses import replace

import pytest

from engine.features import EVERY
from engine.lower import lower
from engine.plan import Create, Delete, Plan, Update
from engine.planning import aligned, foreseen, plan
from engine.resources import (
    Address,
    Bridge,
    Key,
    Namespace,
    Resource,
    Route,
    State,
    Sysctl,
    Veth,
    key,
    state,
)
from tests.engine.builders import bridge, changed, lab, one_bridge, patched, two_on_a_cable
from topology.values import Design, Endpoint, Patch, Sandbox
from topology.values import Route as Drawn


def desired(design: Design) -> dict[Key, Resource]:
    """Without the files that sandboxes see, which come after everything else."""
    return dict(lower(design, EVERY - {"etc"}).state)


def without(before: State, *kinds_or_keys: Key) -> State:
    """The state without the resources whose keys begin so."""
    return {
        name: resource
        for name, resource in before.items()
        if not any(name[: len(start)] == start for start in kinds_or_keys)
    }


def having(before: State, *resources: Resource) -> State:
    return {**before, **state(*resources)}


def link(design: Design, label: str) -> Veth:
    found = lower(design).state["veth", label]
    assert isinstance(found, Veth)
    return found


def end_changed(veth: Veth, number: int, **fields: object) -> Veth:
    ends = list(veth.ends)
    ends[number] = replace(ends[number], **fields)  # type: ignore[arg-type]
    return replace(veth, ends=tuple(ends))


def words(made: Plan) -> list[str]:
    return [f"{type(action).__name__} {' '.join(action.key)}" for action in made]


def kinds(made: Plan) -> list[str]:
    return list(dict.fromkeys(f"{type(action).__name__} {action.key[0]}" for action in made))


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


REMADE = [
    "Delete veth app1.eth0",
    "Create veth app1.eth0",
    "Create address app1 eth0 10.0.0.2/24",
    "Create route app1 0.0.0.0/0 10.0.0.1",
]


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


def test_every_delete_comes_before_every_create() -> None:
    made = plan(desired(patched()), desired(one_bridge("app1")))
    assert [isinstance(action, Delete) for action in made] == sorted(
        (isinstance(action, Delete) for action in made), reverse=True
    )


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
