"""Scenarios: what their steps do to a design, and how they follow what they are about."""

from typing import Any

import pytest

from tests.topology.builders import design, endpoint, network, patch, sandbox, scenario, wheres
from topology import chaos
from topology.bare import bare
from topology.delta import diff, sentence
from topology.edits import apply
from topology.formats.native import dump_yaml, load
from topology.ipam import complete
from topology.problems import InvalidDesign
from topology.validation import validate
from topology.values import Design, Flap

STORM = scenario(
    "storm",
    (1, "cut", "p1"),
    (2, "delay", "app1.eth0", "200ms"),
    (2.5, "pause", "app1"),
    (9, "restore", "p1"),
)
LAB = complete(
    design(
        network("lan1", subnets=("10.0.0.0/24",)),
        network("lan2", subnets=("10.0.1.0/24",)),
        sandbox("app1"),
        endpoint("app1", "lan1", loss="1%"),
        patch("lan1", "lan2", flap=Flap(up="10s", down="2s")),
        STORM,
    )
)


def objects_of(made: Design) -> list[str]:
    return [step.object for step in made.scenarios[0].steps]


def after(before: Design, *steps: tuple[Any, ...]) -> Design:
    """The design in which these have been done, one after the other."""
    made = before
    for step in scenario("any", *steps).steps:
        made = apply(made, [chaos.done(step, before)])
    return made


def test_a_scenario_means_nothing_to_a_network() -> None:
    assert bare(LAB) == bare(apply(LAB, [{"op": "remove", "kind": "scenario", "name": "storm"}]))


def test_scenarios_are_written_in_few_lines_and_read() -> None:
    assert load(dump_yaml(LAB)) == LAB
    assert "{at: 1, do: cut, object: p1}" in dump_yaml(LAB)


def test_one_without_a_name_gets_one() -> None:
    made = apply(LAB, [{"op": "add", "kind": "scenario", "value": {}}])
    assert [each.name for each in made.scenarios] == ["scenario1", "storm"]


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        ((0, "cut", "p1"), {"up": False, "flap": None}),
        ((0, "flap", "p1", "3s/1s"), {"flap": Flap(up="3s", down="1s")}),
        ((0, "delay", "p1", "20ms"), {"delay": "20ms"}),
        ((0, "loss", "p1", "5%"), {"loss": "5%"}),
    ],
)
def test_a_deed_sets_fields_of_a_cable(step: tuple[Any, ...], changed: dict[str, Any]) -> None:
    assert after(LAB, step).patches[0] == LAB.patches[0].model_copy(update=changed)


def test_a_sandbox_is_paused_and_goes_on() -> None:
    assert after(LAB, (0, "pause", "app1")).sandboxes[0].paused
    assert after(LAB, (0, "pause", "app1"), (1, "resume", "app1")) == LAB


def test_what_is_restored_is_as_it_was_before_the_scenario() -> None:
    worse = after(LAB, (0, "loss", "app1.eth0", "90%"), (1, "cut", "app1.eth0"))
    assert after(LAB, (0, "loss", "app1.eth0", "90%"), (1, "restore", "app1.eth0")) == LAB != worse


def test_what_was_cut_before_is_plugged_in_when_it_is_restored() -> None:
    cut = after(LAB, (0, "cut", "app1.eth0"))
    assert after(cut, (0, "restore", "app1.eth0")).endpoints[0].up


def test_all_that_was_done_can_be_put_back() -> None:
    steps = STORM.steps[:3]
    changed = LAB
    for step in steps:
        changed = apply(changed, [chaos.done(step, LAB)])
    assert apply(changed, list(chaos.undone(steps, LAB, changed))) == LAB != changed


def test_what_is_gone_meanwhile_is_not_put_back() -> None:
    gone = apply(LAB, [{"op": "remove", "kind": "sandbox", "name": "app1"}])
    assert list(chaos.undone(STORM.steps[:3], LAB, gone)) == []


@pytest.mark.parametrize(
    ("operation", "objects"),
    [
        ({"op": "rename", "kind": "patch", "name": "p1", "to": "p7"}, ["p7", "app1.eth0", "app1", "p7"]),
        ({"op": "rename", "kind": "sandbox", "name": "app1", "to": "web"}, ["p1", "web.eth0", "web", "p1"]),
        (
            {"op": "rename", "kind": "endpoint", "name": "app1.eth0", "to": "wan"},
            ["p1", "app1.wan", "app1", "p1"],
        ),
        (
            {"op": "set", "kind": "endpoint", "name": "app1.eth0", "fields": {"interface": "wan"}},
            ["p1", "app1.wan", "app1", "p1"],
        ),
        ({"op": "remove", "kind": "patch", "name": "p1"}, ["app1.eth0", "app1"]),
        ({"op": "remove", "kind": "network", "name": "lan2"}, ["app1.eth0", "app1"]),
        ({"op": "remove", "kind": "sandbox", "name": "app1"}, ["p1", "p1"]),
    ],
    ids=lambda value: f"{value['op']} {value['kind']}" if isinstance(value, dict) else "",
)
def test_steps_follow_what_they_are_about_and_go_with_it(
    operation: dict[str, Any], objects: list[str]
) -> None:
    assert objects_of(apply(LAB, [operation])) == objects


def test_a_rename_is_told_as_one_though_steps_follow() -> None:
    renamed = apply(LAB, [{"op": "rename", "kind": "sandbox", "name": "app1", "to": "web"}])
    assert sentence(diff(LAB, renamed)) == "renamed sandbox app1 to web"


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ({"at": -1, "do": "cut", "object": "p1"}, "steps[0].at"),
        ({"at": 9999, "do": "cut", "object": "p1"}, "steps[0].at"),
        ({"at": 0, "do": "burn", "object": "p1"}, "steps[0].do"),
        ({"at": 0, "do": "delay", "object": "p1"}, "steps[0].value"),
        ({"at": 0, "do": "delay", "object": "p1", "value": "soon"}, "steps[0].value"),
        ({"at": 0, "do": "loss", "object": "p1", "value": "200%"}, "steps[0].value"),
        ({"at": 0, "do": "flap", "object": "p1", "value": "3s"}, "steps[0].value"),
        ({"at": 0, "do": "flap", "object": "p1", "value": "3s/never"}, "steps[0].value"),
        ({"at": 0, "do": "cut", "object": "p1", "value": "5s"}, "steps[0].value"),
    ],
)
def test_a_step_that_means_nothing_is_refused_by_its_field(step: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDesign) as refusal:
        apply(LAB, [{"op": "add", "kind": "scenario", "value": {"name": "bad", "steps": [step]}}])
    assert wheres(refusal.value) == [("scenario", "bad", field)]


def test_a_step_about_nothing_that_is_there_is_warned_of() -> None:
    made = complete(design(network(), scenario("storm", (0, "cut", "p9"), (1, "pause", "nobody"))))
    problems = validate(made)
    assert [(each.field, each.severity) for each in problems] == [
        ("steps[0].object", "warning"),
        ("steps[1].object", "warning"),
    ]
