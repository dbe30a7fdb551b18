"""The operations of the live protocol: what each one does, and what it refuses."""

from typing import Any

import pytest

from tests.topology.builders import design, endpoint, network, patch, sandbox, wheres
from topology.edits import Add, Remove, apply
from topology.formats import native
from topology.ipam import complete
from topology.problems import InvalidDesign
from topology.values import Design

START = complete(
    design(
        network("lan1"),
        network("lan2"),
        sandbox("app1"),
        sandbox("app2"),
        endpoint("app1", "lan1"),
        endpoint("app2", "lan1"),
        endpoint("app2", "lan2"),
        patch("lan1", "lan2"),
        layout={"app1": (1, 2), "lan1": (3, 4)},
    )
)


def edited(*operations: Any, start: Design = START) -> Design:
    return apply(start, operations)


def refusal(*operations: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidDesign) as caught:
        apply(START, operations)
    return wheres(caught.value)


def set_(kind: str, name: str, /, **fields: Any) -> dict[str, Any]:
    return {"op": "set", "kind": kind, "name": name, "fields": fields}


def objects(made: Design) -> list[Any]:
    return [*made.networks, *made.sandboxes, *made.endpoints, *made.patches]


def find(made: Design, name: str) -> Any:
    return next(thing for thing in objects(made) if thing.name == name)


def names(made: Design) -> set[str]:
    return {thing.name for thing in objects(made)}


def test_no_operations_change_nothing() -> None:
    assert edited() == START


def test_an_added_object_is_filled_in() -> None:
    made = edited({"op": "add", "kind": "network", "value": {"name": "lan3"}})
    assert find(made, "lan3").subnets == ("10.0.2.0/24",)
    assert find(made, "lan3").gateway == ("10.0.2.1",)


def test_an_added_endpoint_gets_the_next_interface_and_address() -> None:
    made = edited({"op": "add", "kind": "endpoint", "value": {"sandbox": "app1", "network": "lan2"}})
    assert find(made, "app1.eth1").addresses == ("10.0.1.3/24",)


def test_a_later_operation_may_name_what_an_earlier_one_added() -> None:
    add = {"op": "add", "kind": "endpoint", "value": {"sandbox": "app1", "network": "lan2"}}
    assert not find(edited(add, set_("endpoint", "app1.eth1", up=False)), "app1.eth1").up


def test_operations_may_be_values() -> None:
    made = edited(Add(kind="sandbox", value={"name": "app3"}), Remove(kind="sandbox", name="app1"))
    assert "app3" in names(made) and "app1" not in names(made)


def test_an_object_that_is_there_already() -> None:
    assert refusal({"op": "add", "kind": "sandbox", "value": {"name": "app1"}}) == [
        ("sandbox", "app1", "name")
    ]


def test_an_added_object_of_the_wrong_shape() -> None:
    value = {"sandbox": "app1", "network": "lan1", "mtu": "big", "colour": "red"}
    assert refusal({"op": "add", "kind": "endpoint", "value": value}) == [
        ("endpoint", "app1.eth1", "mtu"),
        ("endpoint", "app1.eth1", "colour"),
    ]


def test_setting_a_field() -> None:
    assert find(edited(set_("sandbox", "app1", forwarding=True)), "app1").forwarding


def test_setting_one_option_keeps_the_others() -> None:
    jumbo = edited(set_("network", "lan1", options={"mtu": 9000}))
    both = edited(set_("network", "lan1", options={"stp": True}), start=jumbo)
    dotted = edited(set_("network", "lan1", **{"options.stp": True}), start=jumbo)
    assert both == dotted
    assert (find(both, "lan1").options.stp, find(both, "lan1").options.mtu) == (True, 9000)


def test_null_puts_a_field_back_to_left_out() -> None:
    odd = edited(set_("endpoint", "app1.eth0", addresses=["10.0.0.77/24"], rate="1mbit"))
    plain = edited(set_("endpoint", "app1.eth0", addresses=None, rate=None), start=odd)
    assert plain == START


def test_null_puts_subnets_back_to_left_out() -> None:
    odd = edited(set_("network", "lan1", subnets=["172.16.0.0/24"]))
    assert edited(set_("network", "lan1", subnets=None), start=odd) == START


def test_null_puts_an_option_back() -> None:
    odd = edited(set_("network", "lan1", options={"stp": True, "mtu": 9000}))
    assert edited(set_("network", "lan1", options=None), start=odd) == edited(
        set_("network", "lan1", options={"stp": None, "mtu": None}), start=odd
    )


def test_setting_what_is_not_there() -> None:
    assert refusal(set_("sandbox", "ghost", forwarding=True)) == [("sandbox", "ghost", "name")]


def test_setting_a_field_to_nonsense() -> None:
    assert refusal(set_("network", "lan1", options={"mtu": "big"}, color="red")) == [
        ("network", "lan1", "options.mtu"),
        ("network", "lan1", "color"),
    ]


def test_text_that_means_nothing_is_not_stored() -> None:
    assert refusal(set_("endpoint", "app1.eth0", rate="fast")) == [("endpoint", "app1.eth0", "rate")]


def test_what_is_wrong_but_can_be_mended_later_is_stored() -> None:
    made = edited(set_("endpoint", "app1.eth0", addresses=["192.168.0.1/24"]))
    assert find(made, "app1.eth0").addresses == ("192.168.0.1/24",)


def test_renaming_a_sandbox_takes_everything_along() -> None:
    made = edited({"op": "rename", "kind": "sandbox", "name": "app1", "to": "web"})
    assert find(made, "web.eth0").addresses == find(START, "app1.eth0").addresses
    assert made.layout == {"lan1": (3, 4), "web": (1, 2)}


def test_renaming_a_network_takes_everything_along() -> None:
    made = edited({"op": "rename", "kind": "network", "name": "lan1", "to": "dmz"})
    assert find(made, "app1.eth0").network == "dmz"
    assert find(made, "p1").networks == ("dmz", "lan2")
    assert made.layout == {"app1": (1, 2), "dmz": (3, 4)}


def test_a_set_name_is_a_rename() -> None:
    assert edited(set_("sandbox", "app1", name="web", forwarding=True)) == edited(
        {"op": "rename", "kind": "sandbox", "name": "app1", "to": "web"},
        set_("sandbox", "web", forwarding=True),
    )


@pytest.mark.parametrize(
    ("kind", "name", "to"),
    [("endpoint", "app1.eth0", "wan"), ("patch", "p1", "trunk"), ("topology", "lab", "b")],
)
def test_renaming_anything_else(kind: str, name: str, to: str) -> None:
    made = edited({"op": "rename", "kind": kind, "name": name, "to": to})
    assert {"endpoint": "app1.wan", "patch": "trunk"}.get(kind, "app1") in names(made)
    assert (made.name == "b") == (kind == "topology")


def test_renaming_to_the_same_name_changes_nothing() -> None:
    assert edited({"op": "rename", "kind": "sandbox", "name": "app1", "to": "app1"}) == START


@pytest.mark.parametrize(
    ("kind", "name", "to"),
    [
        ("sandbox", "app1", "app2"),
        ("sandbox", "app1", "lan1"),
        ("network", "lan1", "p1"),
        ("patch", "p1", "lan1"),
    ],
)
def test_renaming_to_a_name_that_is_taken(kind: str, name: str, to: str) -> None:
    assert refusal({"op": "rename", "kind": kind, "name": name, "to": to}) == [(kind, name, "name")]


def test_renaming_an_interface_to_one_that_is_there() -> None:
    assert refusal({"op": "rename", "kind": "endpoint", "name": "app2.eth0", "to": "eth1"}) == [
        ("endpoint", "app2.eth0", "interface")
    ]


def test_renaming_to_a_bad_name() -> None:
    rename = {"op": "rename", "kind": "network", "name": "lan1", "to": "LAN"}
    assert refusal(rename) == [("network", "LAN", "name")]


def test_with_a_sandbox_go_its_endpoints_and_position() -> None:
    made = edited({"op": "remove", "kind": "sandbox", "name": "app1"})
    assert names(made) == names(START) - {"app1", "app1.eth0"}
    assert made.layout == {"lan1": (3, 4)}


def test_with_a_network_go_its_endpoints_and_patches() -> None:
    made = edited({"op": "remove", "kind": "network", "name": "lan1"})
    assert names(made) == names(START) - {"lan1", "app1.eth0", "app2.eth0", "p1"}


@pytest.mark.parametrize(("kind", "name"), [("endpoint", "app2.eth0"), ("patch", "p1")])
def test_a_link_goes_alone_and_renames_nothing(kind: str, name: str) -> None:
    assert names(edited({"op": "remove", "kind": kind, "name": name})) == names(START) - {name}


def test_removing_what_is_not_there() -> None:
    assert refusal({"op": "remove", "kind": "patch", "name": "p9"}) == [("patch", "p9", "name")]


def test_placing_objects() -> None:
    made = edited({"op": "place", "positions": {"app2": [5, 6], "lan1": None}})
    assert made.layout == {"app1": (1, 2), "app2": (5, 6)}


def test_placing_what_is_not_there() -> None:
    assert refusal({"op": "place", "positions": {"ghost": [5, 6]}}) == [("topology", "lab", "layout.ghost")]


def test_replacing_keeps_name_numbers_and_positions_of_what_stays() -> None:
    file = {
        "patchboard": "v1",
        "name": "another",
        "networks": [{"name": "new"}, {"name": "lan2"}],
        "sandboxes": [{"name": "app2"}],
        "endpoints": [{"sandbox": "app2", "network": "lan2"}],
    }
    made = edited({"op": "replace", "design": file})
    assert made.name == "lab"
    assert find(made, "lan2") == find(START, "lan2")
    assert find(made, "app2.eth1") == find(START, "app2.eth1")
    assert find(made, "new").subnets == ("10.0.0.0/24",)


def test_replacing_by_what_is_there_changes_nothing() -> None:
    assert edited({"op": "replace", "design": native.as_document(START)}) == START


def test_replacing_by_a_file_with_mistakes() -> None:
    file = {"name": "lab", "networks": [{"name": "lan1", "mtu": 9000}], "sandboxes": [{"name": "APP"}]}
    assert refusal({"op": "replace", "design": file}) == [
        ("network", "lan1", "mtu"),
        ("sandbox", "APP", "name"),
    ]


@pytest.mark.parametrize("operation", [{}, {"op": "fly"}, {"op": ["add"]}, {"op": None}])
def test_what_is_no_operation(operation: dict[str, Any]) -> None:
    assert refusal(operation) == [("topology", "lab", "operations[0]")]


def test_an_operation_that_lacks_something() -> None:
    assert refusal({"op": "remove", "kind": "planet"}) == [
        ("topology", "lab", "operations[0].kind"),
        ("topology", "lab", "operations[0].name"),
    ]


def test_the_mistakes_of_all_operations_are_told_at_once() -> None:
    assert refusal({"op": "fly"}, set_("patch", "p9", up=False), set_("sandbox", "app1", colour="red")) == [
        ("topology", "lab", "operations[0]"),
        ("patch", "p9", "name"),
        ("sandbox", "app1", "colour"),
    ]


def test_the_design_that_was_edited_is_still_what_it_was() -> None:
    kept = native.dump_json(START)
    edited({"op": "remove", "kind": "network", "name": "lan1"}, {"op": "place", "positions": {"app1": None}})
    assert native.dump_json(START) == kept
