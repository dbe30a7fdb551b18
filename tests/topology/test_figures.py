"""What is only drawn: areas, notes and marks, and icons."""

from typing import Any

import pytest
from hypothesis import given

from tests.topology.builders import design, network, sandbox, two_apps, wheres
from tests.topology.strategies import designs, several
from topology.bare import bare
from topology.beside import BESIDE
from topology.delta import diff, sentence
from topology.edits import apply
from topology.figures import Area, Mark, Note
from topology.formats.native import dump_yaml, load
from topology.ipam import complete
from topology.problems import InvalidDesign
from topology.values import Design

AREA: dict[str, Any] = {"at": [0, 0], "size": [300, 200]}
NOTE: dict[str, Any] = {"text": "Read me", "at": [0, 0]}
MARK: dict[str, Any] = {"points": [0, 0, 10, 10]}
EMPTY = Design(name="lab")


def add(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"op": "add", "kind": kind, "value": value}


def set_(kind: str, name: str, **fields: Any) -> dict[str, Any]:
    return {"op": "set", "kind": kind, "name": name, "fields": fields}


DRAWN = apply(
    EMPTY,
    [add("area", {"title": "DMZ", **AREA}), add("note", NOTE), add("mark", MARK), add("mark", MARK)],
)


def test_figures_get_names_of_their_own() -> None:
    assert (DRAWN.areas[0].name, DRAWN.notes[0].name) == ("area1", "note1")
    assert [each.name for each in DRAWN.marks] == ["mark1", "mark2"]


def test_a_figure_may_be_called_as_an_object_is() -> None:
    assert apply(two_apps(), [add("area", {"name": "app1", **AREA})]).areas[0].name == "app1"


def test_figures_are_changed_renamed_and_removed() -> None:
    made = apply(
        DRAWN,
        [
            set_("area", "area1", title="Inside", colour="red", at=[5, 6], **{"size[0]": 400}),
            set_("note", "note1", text="one\ntwo", width=120),
            {"op": "rename", "kind": "mark", "name": "mark2", "to": "arrow"},
            {"op": "remove", "kind": "mark", "name": "mark1"},
        ],
    )
    assert made.areas == (Area(name="area1", title="Inside", colour="red", at=(5, 6), size=(400, 200)),)
    assert made.notes == (Note(name="note1", text="one\ntwo", at=(0, 0), width=120),)
    assert made.marks == (Mark(name="arrow", points=(0, 0, 10, 10)),)


def test_figures_are_written_and_read() -> None:
    assert load(dump_yaml(DRAWN)) == DRAWN


def test_a_stroke_takes_few_lines_of_a_file() -> None:
    stroke = apply(EMPTY, [add("mark", {"points": list(range(100))})])
    assert len(dump_yaml(stroke).splitlines()) < 12


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        ("area", {**AREA, "title": "x" * 81}, "title"),
        ("area", {**AREA, "colour": "pink"}, "colour"),
        ("area", {**AREA, "size": [10, 200]}, "size[0]"),
        ("area", {**AREA, "at": [0, -2e6]}, "at[1]"),
        ("note", {**NOTE, "text": "x" * 2001}, "text"),
        ("note", {**NOTE, "width": 5000}, "width"),
        ("note", {**NOTE, "at": [0, float("nan")]}, "at[1]"),
        ("note", {**NOTE, "html": "<b>"}, "html"),
        ("note", {**NOTE, "name": "No Name"}, "name"),
        ("mark", {"points": [0, 0]}, "points"),
        ("mark", {"points": [0, 0, 1]}, "points"),
        ("mark", {"points": [0, 0, 1, 1, 2]}, "points"),
        ("mark", {"points": [0] * 1002}, "points"),
        ("sandbox", {"name": "app1", "icon": "unicorn"}, "icon"),
    ],
)
def test_what_is_out_of_bounds_is_refused_by_its_field(kind: str, value: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDesign) as refusal:
        apply(EMPTY, [add(kind, value)])
    assert [(named, where) for named, _, where in wheres(refusal.value)] == [(kind, field)]


def test_a_figure_is_named_once_in_its_kind() -> None:
    with pytest.raises(InvalidDesign) as refusal:
        apply(DRAWN, [add("note", {"name": "note1", **NOTE})])
    assert wheres(refusal.value) == [("note", "note1", "name")]


def test_there_may_be_only_so_many_figures() -> None:
    with pytest.raises(InvalidDesign) as refusal:
        apply(EMPTY, [add("mark", MARK)] * 501)
    assert wheres(refusal.value) == [("topology", "lab", "marks")]


@pytest.mark.parametrize(
    ("operations", "said"),
    [
        ([add("area", {"title": "Office", **AREA})], "added area “Office”"),
        ([add("note", NOTE), add("mark", MARK)], "added note “Read me” and mark mark3"),
        (
            [set_("area", "area1", at=[9, 9]), set_("note", "note1", at=[1, 1])],
            "moved area “DMZ” and note “Read me”",
        ),
        ([set_("mark", "mark1", points=[1, 1, 2, 2])], "moved mark mark1"),
        ([set_("area", "area1", title="Inside")], "changed title of area “Inside” from DMZ to Inside"),
        ([set_("area", "area1", size=[90, 80])], "changed size of area “DMZ” from 300 by 200 to 90 by 80"),
        ([set_("area", "area1", at=[1, 1], size=[90, 80])], "changed place and size of area “DMZ”"),
        ([set_("note", "note1", colour="red")], "changed colour of note “Read me” from yellow to red"),
        ([{"op": "remove", "kind": "note", "name": "note1"}], "removed note “Read me”"),
        ([{"op": "rename", "kind": "area", "name": "area1", "to": "dmz"}], "renamed area area1 to dmz"),
    ],
)
def test_the_log_tells_of_figures_by_what_is_read_on_them(operations: list[Any], said: str) -> None:
    assert sentence(diff(DRAWN, apply(DRAWN, operations))) == said


def test_a_long_text_is_told_by_its_beginning() -> None:
    told = sentence(diff(DRAWN, apply(DRAWN, [set_("note", "note1", text="word " * 100)])))
    assert len(told) < 160


def test_designs_that_differ_only_in_the_drawing_are_the_same_bare() -> None:
    plain = complete(design(network(), sandbox("app1")))
    place = {"op": "place", "positions": {"app1": [7, 7]}}
    icons = [set_("sandbox", "app1", icon="firewall"), set_("network", "lan1", icon="cloud")]
    drawn = apply(plain, [place, *icons, add("area", AREA), add("note", NOTE), add("mark", MARK)])
    assert bare(drawn) == bare(plain) != bare(apply(plain, [set_("sandbox", "app1", forwarding=True)]))


@several
@given(designs())
def test_a_bare_design_has_all_that_is_built_and_nothing_else(made: Design) -> None:
    stripped = bare(made)
    assert bare(stripped) == stripped
    assert {each.kind for each in diff(made, stripped)} <= {"layout", *BESIDE, "network", "sandbox"}
    assert [each.name for each in stripped.sandboxes] == [each.name for each in made.sandboxes]
    assert stripped.endpoints == made.endpoints and stripped.patches == made.patches
