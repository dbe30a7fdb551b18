"""Files with mistakes in their shape: all of them are told, together with what else is wrong."""

from typing import Any

import pytest

from tests.topology.builders import where
from topology import shapes
from topology.formats import document
from topology.formats.document import from_document
from topology.problems import InvalidDesign, Problem


def refused(**data: Any) -> tuple[Problem, ...]:
    with pytest.raises(InvalidDesign) as caught:
        from_document({"patchboard": "v1", "name": "lab", **data})
    return caught.value.problems


def only(**data: Any) -> Problem:
    [problem] = refused(**data)
    return problem


def test_a_field_that_does_not_exist_is_answered_with_the_one_that_was_meant() -> None:
    problem = only(networks=[{"name": "lan1", "subnet": ["10.0.0.0/24"]}])
    assert where(problem) == ("network", "lan1", "subnet")
    assert problem.remedy == "write subnets, or remove it"


def test_an_unknown_option_is_answered_with_those_that_there_are() -> None:
    problem = only(networks=[{"name": "lan1", "options": {"colour": "red"}}])
    assert where(problem) == ("network", "lan1", "options.colour")
    assert problem.remedy.startswith("remove it; there are stp, priority, forward_delay")


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("driver", 7, "should be text"),
        ("options", {"mtu": "large"}, "should be a whole number"),
        ("options", {"mtu": 1500.5}, "should be a whole number"),
        ("options", {"stp": "perhaps"}, "should be true or false"),
        ("options", [], "should be an object with fields"),
        ("subnets", {"a": 1}, "should be a list"),
        ("subnets", [24], "should be text"),
    ],
)
def test_a_field_of_the_wrong_type(field: str, value: Any, reason: str) -> None:
    problem = only(networks=[{"name": "lan1", field: value}])
    assert (problem.kind, problem.name) == ("network", "lan1")
    assert problem.field.startswith(field)
    assert problem.reason == reason


def test_an_object_without_its_name() -> None:
    assert where(only(sandboxes=[{"name": "app1"}, {"forwarding": True}])) == (
        "sandbox",
        "sandboxes[1]",
        "name",
    )


@pytest.mark.parametrize("item", ["lan1", None, 7, ["lan1"]])
def test_an_item_that_is_no_object(item: Any) -> None:
    assert (only(networks=[item]).kind, only(networks=[item]).name) == ("network", "networks[0]")


def test_a_list_that_is_none() -> None:
    assert where(only(networks={"lan1": {}})) == ("topology", "lab", "networks")


def test_an_endpoint_is_named_by_the_interface_that_it_would_get() -> None:
    box, lan = [{"name": "app1"}], [{"name": "lan1"}]
    ends = [{"sandbox": "app1", "network": "lan1"}, {"sandbox": "app1", "network": "lan1", "mtu": "big"}]
    assert where(only(networks=lan, sandboxes=box, endpoints=ends)) == ("endpoint", "app1.eth1", "mtu")


def test_a_patch_with_one_end() -> None:
    assert where(only(networks=[{"name": "lan1"}], patches=[{"name": "p1", "networks": ["lan1"]}])) == (
        "patch",
        "p1",
        "networks[1]",
    )


def test_a_patch_with_three_ends() -> None:
    lans = [{"name": f"lan{number}"} for number in range(3)]
    problem = only(networks=lans, patches=[{"name": "p1", "networks": [lan["name"] for lan in lans]}])
    assert where(problem) == ("patch", "p1", "networks")


def test_a_position_that_is_no_place() -> None:
    boxes = [{"name": "app1"}]
    assert where(only(sandboxes=boxes, layout={"app1": [1]})) == ("topology", "lab", "layout.app1[1]")
    assert where(only(sandboxes=boxes, layout={"app1": [1, float("inf")]})) == (
        "topology",
        "lab",
        "layout.app1[1]",
    )


def test_a_mistake_in_one_field_does_not_make_what_refers_to_its_object_wrong() -> None:
    problems = refused(
        networks=[{"name": "lan1", "driver": 7}],
        sandboxes=[{"name": "app1", "forwarding": "perhaps"}],
        endpoints=[{"sandbox": "app1", "network": "lan1"}],
    )
    assert [where(each) for each in problems] == [
        ("network", "lan1", "driver"),
        ("sandbox", "app1", "forwarding"),
    ]


def test_a_mistake_in_one_route_leaves_the_others_to_be_checked() -> None:
    routes = [{"to": 5, "via": "10.0.0.1"}, {"to": "10.1.0.0/33", "via": "10.0.0.1"}]
    fields = [problem.field for problem in refused(sandboxes=[{"name": "app1", "routes": routes}])]
    assert fields == ["routes[0].to", "routes[0].to", "routes[0].via"]


def test_a_list_that_is_too_long() -> None:
    problem = only(networks=[{"name": "lan1", "subnets": ["10.0.0.0/24"] * 65}])
    assert where(problem) == ("network", "lan1", "subnets")
    assert problem.remedy == "write at most 64"


def test_more_objects_than_anybody_draws() -> None:
    problem = only(sandboxes=[{"name": f"app{number}"} for number in range(document.MOST + 1)])
    assert "20001 objects" in problem.reason


def test_an_object_with_nothing_but_mistakes_is_answered_in_good_time() -> None:
    fields = {f"field{number}": number for number in range(100_000)}
    assert len(refused(networks=[{"name": "lan1", **fields}])) == shapes.MOST


TEN_MISTAKES = {
    "networks": [
        {"name": "lan1", "subnets": ["10.0.0.0/24"], "colour": "red"},
        {"name": "lan2", "subnets": ["10.0.0.128/25"]},
        {"name": "LAN3"},
        {"name": "lan4", "options": {"mtu": "large"}},
        {"name": "wire", "driver": "cable"},
    ],
    "sandboxes": [{"name": "app1", "routes": [{"to": "0.0.0.0/0", "via": "172.16.0.1"}]}, {"name": "app2"}],
    "endpoints": [
        {"sandbox": "app1", "network": "lan1", "addresses": ["10.0.0.1/24"]},
        {"sandbox": "app2", "network": "lan1", "addresses": ["192.168.0.1/24"]},
        {"sandbox": "ghost", "network": "lan4"},
    ],
    "patches": [{"networks": ["lan4", "lan4"]}],
}


def test_ten_mistakes_are_ten_problems() -> None:
    assert sorted(where(problem) for problem in refused(**TEN_MISTAKES)) == [
        ("endpoint", "app1.eth0", "addresses[0]"),
        ("endpoint", "app2.eth0", "addresses[0]"),
        ("endpoint", "ghost.eth0", "sandbox"),
        ("network", "LAN3", "name"),
        ("network", "lan1", "colour"),
        ("network", "lan2", "subnets[0]"),
        ("network", "lan4", "options.mtu"),
        ("network", "wire", "driver"),
        ("patch", "p1", "networks"),
        ("sandbox", "app1", "routes[0].via"),
    ]
