"""The small pictures of the list: who gets them, what they show, how large they are."""

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.bench.designs import bridged
from tests.require import require
from tests.webapp.builders import (
    add_network,
    add_sandbox,
    administrator,
    edit,
    member,
    person,
    place,
    topology,
    two_apps,
)
from topology.figures import Area, Mark, Note
from topology.formats.native import as_document, load
from topology.values import Design, Endpoint, Network, Patch, Sandbox
from webapp.pages.thumbnails.drawing import MOST, thumbnail
from webapp.pages.thumbnails.hues import hue_of
from webapp.pages.thumbnails.joints import Joints
from webapp.pages.thumbnails.template import template
from webapp.store import topologies
from webapp.store.demonstrations import FOLDER

ADDRESS = "/topologies/lab/thumbnail.svg"
SVG = "{http://www.w3.org/2000/svg}"


def paths(text: str) -> dict[str, str]:
    """What is drawn, by class."""
    return {
        each.attrib["class"]: each.attrib["d"] for each in ElementTree.fromstring(text).iter(f"{SVG}path")
    }


def in_the_list(client: Client) -> str:
    """The address that the list gives for the only topology's picture."""
    return str(client.get("/states/").json()["topologies"][0]["thumbnail"])


# Who gets it


@pytest.mark.django_db(transaction=True)
def test_a_viewer_sees_it_and_a_stranger_learns_nothing(client: Client) -> None:
    lab = two_apps()
    client.force_login(member(lab, "vera", "viewer"))
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    client.force_login(person("stranger"))
    assert client.get(ADDRESS).status_code == 404
    assert Client().get(ADDRESS).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_who_may_not_see_it_any_more_does_not_learn_either_that_it_is_unchanged(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    etag = client.get(ADDRESS).headers["ETag"]
    client.force_login(person("stranger"))
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_it_is_sent_again_only_after_an_edit(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    first = client.get(ADDRESS)
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get(ADDRESS, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    edit(lab, lab.owner, place(app1=(400, 400), app2=(0, 0)))
    moved = client.get(ADDRESS, headers=known)
    assert moved.status_code == 200
    assert moved.content != first.content


@pytest.mark.django_db(transaction=True)
def test_the_address_in_the_list_may_be_kept_and_changes_with_the_design(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    before = in_the_list(client)
    assert "immutable" in client.get(before).headers["Cache-Control"]
    assert client.get(ADDRESS).headers["Cache-Control"] == "private, no-cache"
    edit(lab, lab.owner, add_sandbox("app3"))
    assert in_the_list(client) != before
    assert "immutable" not in client.get(before).headers["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_a_name_that_is_given_again_has_another_picture(client: Client) -> None:
    owner = administrator()
    client.force_login(owner)
    topology("lab", owner, add_network("lan1"))
    before = in_the_list(client)
    topologies.delete("lab", owner)
    topology("lab", owner, add_sandbox("app1"))
    assert in_the_list(client) != before


@pytest.mark.django_db(transaction=True)
def test_opened_by_itself_it_may_load_and_run_nothing(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    policy = client.get(ADDRESS).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


# What it shows


def test_each_sandbox_is_a_card_and_each_network_a_bar_in_its_hue() -> None:
    drawn = paths(thumbnail(bridged("lab", 20)))
    assert drawn["s"].count("M") == 20
    bars = [d for style, d in drawn.items() if style.startswith("b ")]
    assert sum(d.count("M") for d in bars) == 2
    assert sum(drawn[f"h{hue_of(name)}"].count("L") for name in ("lan0", "lan1")) == 20


def test_a_cable_with_two_ends_is_a_line_between_its_sandboxes() -> None:
    drawn = paths(thumbnail(_routers()))
    assert f"b h{hue_of('cable1')}" not in drawn
    assert drawn[f"h{hue_of('cable1')}"].count("L") == 1


def test_an_endpoint_that_leads_nowhere_is_left_out() -> None:
    design = Design(
        name="lab",
        sandboxes=(Sandbox(name="app1"),),
        endpoints=(Endpoint(sandbox="app1", network="gone", interface="eth0"),),
        patches=(Patch(name="p1", networks=("gone", "lost")),),
    )
    assert set(paths(thumbnail(design))) == {"s"}


def test_areas_lie_under_all_else_and_notes_and_marks_over_it() -> None:
    drawn = thumbnail(
        Design(
            name="lab",
            sandboxes=(Sandbox(name="app1"),),
            layout={"app1": (100, 100)},
            areas=(Area(name="a", at=(0, 0), size=(200, 200)),),
            notes=(Note(name="n", text="Read me", at=(0, 220)),),
            marks=(Mark(name="m", points=(0, 0, 50, 50)),),
        )
    )
    classes = re.findall(r'class="(\w) ?\w*"', drawn)
    assert classes == ["a", "s", "n", "m"]


def test_it_is_small_however_much_is_drawn_to_explain() -> None:
    scribble = tuple(float(at % 97 * 10) for at in range(1000))
    drawn = Design(
        name="lab",
        areas=tuple(Area(name=f"a{n}", at=(n, n), size=(200, 200)) for n in range(500)),
        marks=tuple(Mark(name=f"m{n}", points=scribble) for n in range(500)),
    )
    assert len(thumbnail(drawn)) < 2 * MOST


def test_an_empty_drawing_is_a_dashed_one() -> None:
    assert set(paths(thumbnail(Design(name="lab")))) == {"e"}


def test_no_name_becomes_markup() -> None:
    name = '<script>alert("1")</script>&'
    design = Design(name=name, sandboxes=(Sandbox(name=name),), networks=(Network(name=name),))
    text = thumbnail(design)
    assert "<script" not in text
    assert ElementTree.fromstring(text).findtext(f"{SVG}title") == f"Drawing of {name}"


def test_nothing_is_drawn_outside_of_it() -> None:
    for design in (bridged("lab", 1), bridged("lab", 300), _scattered()):
        for d in paths(thumbnail(design)).values():
            for x, y in re.findall(r"[ML](-?\d+) (-?\d+)", d):
                assert 0 <= int(x) <= 320 and 0 <= int(y) <= 200


@pytest.mark.parametrize("sandboxes", [145, 485, 2500])
def test_it_is_small_however_large_the_design(sandboxes: int) -> None:
    assert len(thumbnail(bridged("lab", sandboxes)).encode()) <= MOST


# That it looks like the designer's


def test_what_nobody_has_placed_stands_where_the_designer_would_place_it() -> None:
    designs = [_unplaced(load(file.read_text())) for file in sorted(FOLDER.glob("*.yaml"))]
    designs += [bridged("lab", count) for count in (1, 5, 20, 100, 300)]
    designs += [_routers(), _meshed()]
    for design, designer in zip(designs, _as_designer(designs), strict=True):
        places = {name: list(at) for name, at in template(Joints(design)).items()}
        assert places == designer["places"], design.name
        assert {each.name: hue_of(each.name) for each in design.networks} == designer["hues"]


def _as_designer(designs: list[Design]) -> Any:
    command = [str(require("node")), str(Path(__file__).with_name("template.js"))]
    documents = json.dumps([as_document(design) for design in designs])
    return json.loads(
        subprocess.run(command, input=documents, capture_output=True, text=True, check=True).stdout
    )


def _unplaced(design: Design) -> Design:
    return design.model_copy(update={"layout": {}})


def _routers() -> Design:
    """Three, each with a cable to the next, and a network at the first."""
    names = ("r1", "r2", "r3")
    cables = [(f"cable{i}", names[i - 1], names[i % 3]) for i in (1, 2, 3)]
    return Design(
        name="routers",
        networks=(Network(name="lan1"), *(Network(name=name, driver="cable") for name, _, _ in cables)),
        sandboxes=tuple(Sandbox(name=name, forwarding=True) for name in names),
        endpoints=(
            Endpoint(sandbox="r1", network="lan1", interface="eth9"),
            *(
                Endpoint(sandbox=sandbox, network=name, interface=f"to-{name}")
                for name, *ends in cables
                for sandbox in ends
            ),
        ),
    )


def _meshed() -> Design:
    """Seven networks, a router between each two that follow each other, two patches, one sandbox alone."""
    lans = [f"net-{number}" for number in range(7)]
    pairs = [*pairwise(lans), (lans[0], lans[4]), (lans[0], lans[4])]
    routers = [f"router{i}" for i in range(len(pairs))]
    joined = [(routers[i], lan) for i, pair in enumerate(pairs) for lan in pair]
    leaves = [(f"app{i}", lans[i % 5]) for i in range(23)]
    return Design(
        name="meshed",
        networks=tuple(Network(name=lan) for lan in lans),
        sandboxes=tuple(Sandbox(name=name) for name in [*routers, *(app for app, _ in leaves), "alone"]),
        endpoints=tuple(
            Endpoint(sandbox=sandbox, network=lan, interface=f"e{i}")
            for i, (sandbox, lan) in enumerate([*joined, *leaves])
        ),
        patches=(
            Patch(name="p1", networks=(lans[1], lans[5])),
            Patch(name="p2", networks=(lans[2], lans[6])),
        ),
    )


def _scattered() -> Design:
    """Far apart, where people have put them, and one that nobody has."""
    sandboxes = tuple(Sandbox(name=f"app{i}") for i in range(3))
    return Design(name="scattered", sandboxes=sandboxes, layout={"app0": (-90_000, 4), "app1": (70_000, 9e5)})
