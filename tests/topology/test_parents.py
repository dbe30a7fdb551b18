"""Networks on top of others: what is wrong with them, and what follows from their parent."""

from typing import Any

import pytest

from tests.topology.builders import design, endpoint, network, patch, sandbox
from topology.delta import diff, sentence
from topology.edits import Remove, Rename, Set, apply
from topology.graph import segments
from topology.ipam import complete
from topology.problems import InvalidDesign, errors
from topology.validation import validate
from topology.values import Design, Endpoint, Flap, Network


def on_top(name: str, driver: str = "macvlan", parent: str | None = "lan1", **options: Any) -> Network:
    return network(name, driver=driver, options={"parent": parent, **options})


def vlan(name: str = "red", number: int | None = 20, parent: str | None = "lan1") -> Network:
    return on_top(name, "vlan", parent, vlan=number)


def named(made: Design, name: str) -> Network:
    return next(each for each in complete(made).networks if each.name == name)


def wrong(*objects: Any) -> list[tuple[str, str]]:
    """The names and fields of all errors, in a design that has lan1 as well."""
    return [(each.name, each.field) for each in errors(validate(design(network("lan1"), *objects)))]


@pytest.mark.parametrize("driver", ["macvlan", "ipvlan"])
def test_a_macvlan_and_an_ipvlan_need_no_parent(driver: str) -> None:
    assert wrong(on_top("top", driver), on_top("alone", driver, parent=None)) == []


def test_a_vlan_needs_a_parent_and_a_number() -> None:
    assert wrong(vlan(number=None, parent=None)) == [("red", "options.parent"), ("red", "options.vlan")]


def test_a_parent_that_is_not_there_is_a_flaw_in_structure() -> None:
    assert wrong(on_top("top", parent="lan9")) == [("top", "options.parent")]


@pytest.mark.parametrize("driver", ["cable", "null", "macvlan", "vlan"])
def test_only_a_bridge_can_be_a_parent(driver: str) -> None:
    below = network("below", driver=driver)
    assert ("top", "options.parent") in wrong(below, on_top("top", parent="below"))


def test_a_network_is_not_its_own_parent() -> None:
    assert wrong(on_top("top", parent="top")) == [("top", "options.parent")]


@pytest.mark.parametrize(("field", "value"), [("parent", "lan1"), ("mode", "bridge"), ("vlan", 5)])
def test_a_bridge_is_given_no_parent_mode_or_number(field: str, value: object) -> None:
    assert wrong(network("lan2", options={field: value})) == [("lan2", f"options.{field}")]


def test_a_mode_is_one_of_the_driver_s() -> None:
    [problem] = validate(design(on_top("top", "ipvlan", None, mode="bridge")))
    assert (problem.field, problem.remedy) == ("options.mode", "write one of l2, l3, l3s")


@pytest.mark.parametrize("mode", ["l3", "l3s"])
def test_what_routes_by_itself_has_no_parent(mode: str) -> None:
    assert wrong(on_top("top", "ipvlan", mode=mode)) == [("top", "options.parent")]
    assert wrong(on_top("top", "ipvlan", None, mode=mode)) == []


@pytest.mark.parametrize("number", [-1, 0, 1, 4095, 10**12])
def test_a_number_is_one_that_frames_can_carry_beside_the_native_one(number: int) -> None:
    assert wrong(vlan(number=number)) == [("red", "options.vlan")]


@pytest.mark.parametrize("number", [2, 4094])
def test_the_smallest_and_the_largest_number_are_fine(number: int) -> None:
    assert wrong(vlan(number=number)) == []


def test_a_number_is_used_once_on_a_parent_but_again_on_another() -> None:
    assert wrong(vlan("blue"), vlan("red")) == [("red", "options.vlan")]
    assert wrong(network("lan2"), vlan("red"), vlan("blue", parent="lan2")) == []


def test_an_ipvlan_s_mac_address_is_not_chosen() -> None:
    end = endpoint("app1", "top", mac="02:00:00:00:00:01")
    assert wrong(on_top("top", "ipvlan"), sandbox(), end) == [("app1.eth0", "mac")]


def test_frames_on_top_are_no_larger_than_those_below() -> None:
    assert wrong(on_top("top", mtu=9000)) == [("top", "options.mtu")]
    assert wrong(on_top("top"), sandbox(), endpoint("app1", "top", mtu=1600)) == [("app1.eth0", "mtu")]


def test_a_tagged_interface_sends_no_larger_frames_than_the_one_below() -> None:
    ends = (endpoint("app1", "lan1", mtu=1400), endpoint("app1", "red"))
    assert wrong(vlan(), sandbox(), *ends) == [("app1.eth1", "mtu")]


def test_a_sandbox_has_a_vlan_on_top_of_one_interface_once() -> None:
    ends = (endpoint("app1", "lan1"), endpoint("app1", "red"), endpoint("app1", "red"))
    assert wrong(vlan(), sandbox(), *ends) == [("app1.eth2", "network")]


def test_what_a_tagged_interface_receives_is_impaired_through_the_one_below() -> None:
    ends = (endpoint("app1", "lan1"), endpoint("app1", "red", rate="1mbit"))
    assert wrong(vlan(), sandbox(), *ends) == [("app1.eth1", "rate")]
    assert wrong(vlan(), sandbox(), endpoint("app1", "red", rate="1mbit")) == []


def test_what_a_tagged_interface_sends_can_be_impaired_but_it_does_not_flap() -> None:
    fields = {"rate": "1mbit", "direction": "out", "flap": Flap(up="5s", down="1s")}
    ends = (endpoint("app1", "lan1"), endpoint("app1", "red", **fields))
    assert wrong(vlan(), sandbox(), *ends) == [("app1.eth1", "flap")]


def test_a_patch_joins_bridges_not_what_is_on_top() -> None:
    assert wrong(vlan(), patch("lan1", "red")) == [("p1", "networks")]


def test_the_endpoints_of_vlans_take_ports_of_the_parent() -> None:
    boxes = [sandbox(f"app{number}") for number in range(1024)]
    ends = [Endpoint(sandbox=box.name, network="red", addresses=()) for box in boxes]
    assert ("lan1", "endpoints") in wrong(vlan(), *boxes, *ends)


def test_a_network_on_top_has_its_parent_s_subnets_and_no_gateway() -> None:
    made = design(network("lan1", subnets=("10.4.0.0/24",)), on_top("top"))
    assert (named(made, "top").subnets, named(made, "top").gateway) == (("10.4.0.0/24",), ())


def test_its_endpoints_get_addresses_that_the_parent_has_not_given() -> None:
    made = design(
        network("lan1"),
        on_top("top"),
        sandbox("a"),
        sandbox("b"),
        endpoint("a", "lan1"),
        endpoint("b", "top"),
    )
    assert [end.addresses for end in complete(made).endpoints] == [("10.0.0.2/24",), ("10.0.0.3/24",)]
    assert validate(made) == ()


def test_a_vlan_has_subnets_and_gateways_of_its_own() -> None:
    made = design(network("lan1"), vlan())
    assert (named(made, "red").subnets, named(made, "red").gateway) == (("10.0.1.0/24",), ("10.0.1.1",))


def test_vlans_of_one_number_are_one_broadcast_domain_where_patches_join_their_parents() -> None:
    lans = (network("lan1"), network("lan2"), network("lan3"))
    vlans = (vlan("a", 20, "lan1"), vlan("b", 20, "lan2"), vlan("c", 30, "lan2"), vlan("d", 20, "lan3"))
    domains = segments(design(*lans, *vlans, patch("lan1", "lan2")))
    assert domains["a"] == domains["b"]
    assert len({domains[name] for name in ("a", "c", "d", "lan1", "lan3")}) == 5


START = complete(
    design(
        network("lan1", subnets=("10.0.0.0/24",)),
        network("lan2", subnets=("10.1.0.0/24",)),
        on_top("top"),
        vlan(),
        sandbox(),
        endpoint("app1", "top"),
    )
)


def test_a_parent_that_is_renamed_is_followed() -> None:
    renamed = apply(START, [Rename(kind="network", name="lan1", to="office")])
    assert [named(renamed, name).options.parent for name in ("top", "red")] == ["office", "office"]


def test_a_parent_that_is_removed_leaves_those_on_top_without_one() -> None:
    left = apply(START, [Remove(kind="network", name="lan1")])
    assert [named(left, name).options.parent for name in ("top", "red")] == [None, None]
    assert [(each.name, each.field) for each in errors(validate(left))] == [("red", "options.parent")]


def test_another_parent_brings_its_subnets() -> None:
    moved = apply(START, [Set(kind="network", name="top", fields={"options.parent": "lan2"})])
    assert named(moved, "top").subnets == ("10.1.0.0/24",)
    assert moved.endpoints[0].addresses == ("10.1.0.2/24",)


def test_a_parent_s_new_subnets_are_followed() -> None:
    moved = apply(START, [Set(kind="network", name="lan1", fields={"subnets": ["10.9.0.0/24"]})])
    assert named(moved, "top").subnets == ("10.9.0.0/24",)
    assert moved.endpoints[0].addresses == ("10.9.0.2/24",)


def test_a_parent_that_is_not_there_is_not_stored() -> None:
    with pytest.raises(InvalidDesign):
        apply(START, [Set(kind="network", name="top", fields={"options.parent": "lan9"})])


def test_a_renamed_parent_is_told_as_one_rename() -> None:
    renamed = apply(START, [Rename(kind="network", name="lan1", to="office")])
    assert sentence(diff(START, renamed)) == "renamed network lan1 to office"
