"""Templates over HTTP: listed, drawn for a topology, and kept by people."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.webapp.builders import (
    add_app,
    add_figure,
    add_network,
    add_sandbox,
    member,
    person,
    topology,
    two_apps,
)
from tests.webapp.pages import signed_in
from topology.templates import TEMPLATES
from webapp.store import own_templates
from webapp.store.errors import Refused
from webapp.store.models import Topology

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab() -> Topology:
    return two_apps()


@pytest.fixture
def owner(lab: Topology) -> Client:
    return signed_in(lab.owner)


def write(client: Client, path: str, **body: Any) -> Any:
    address = f"/api/topologies/lab/own-templates/{path}/"
    return client.post(address, json.dumps(body), content_type="application/json")


def kept(client: Client) -> list[str]:
    return [each["name"] for each in client.get("/api/templates/").json()["own"]]


def names(design: dict[str, Any]) -> list[str]:
    return [each["name"] for each in (*design["networks"], *design["sandboxes"])]


def test_all_templates_are_listed_with_their_parameters(owner: Client) -> None:
    listed = owner.get("/api/templates/").json()["templates"]
    assert [each["name"] for each in listed] == list(TEMPLATES)
    assert set(listed[0]["parameters"][0]) == {"name", "title", "type", "default", "smallest", "largest"}


def test_a_template_is_drawn_with_its_parameters(owner: Client) -> None:
    answer = owner.get("/api/templates/star/", {"hosts": 3}).json()
    assert names(answer["design"]) == ["switch1", "host1", "host2", "host3"]
    assert answer["problems"] == []


def test_for_a_topology_its_names_and_subnets_are_free_there() -> None:
    lab = topology("lab", None, add_network("switch1"), *add_app("host2", "switch1"))
    path = "/api/topologies/lab/templates/star/"
    design = signed_in(lab.owner).get(path, {"hosts": 2}).json()["design"]
    assert names(design) == ["switch2", "host1", "host3"]
    assert design["networks"][0]["subnets"] == ["10.0.1.0/24"]


@pytest.mark.parametrize(
    ("path", "said"), [("nothing/", "there is no template nothing"), ("star/?hosts=99", "give 2 to 24")]
)
def test_what_cannot_be_drawn_is_refused(owner: Client, path: str, said: str) -> None:
    answer = owner.get(f"/api/templates/{path}")
    assert (answer.status_code, said in answer.json()["reason"]) == (400, True)


def test_nobody_signed_in_gets_nothing() -> None:
    assert Client().get("/api/templates/").status_code == 401


def test_a_part_is_kept_and_drawn_again_with_free_names(owner: Client) -> None:
    found = write(owner, "save", name="Mine", objects=["lan1", "app1"]).json()
    assert kept(owner) == ["Mine"]
    answer = owner.get(f"/api/topologies/lab/own-templates/{found['id']}/").json()
    assert names(answer["design"]) == ["lan2", "app3"]
    assert answer["design"]["endpoints"][0]["addresses"] == ["10.0.1.2/24"]
    assert answer["problems"] == []


def test_it_is_renamed_and_deleted(owner: Client) -> None:
    number = write(owner, "save", name="Mine", objects=["app1"]).json()["id"]
    write(owner, "save", name="Other", objects=["app1"])
    assert write(owner, "rename", id=number, name="Other").status_code == 409
    assert write(owner, "rename", id=number, name="New").json()["name"] == "New"
    assert kept(owner) == ["New", "Other"]
    write(owner, "delete", id=number)
    assert kept(owner) == ["Other"]


def test_a_viewer_may_keep_parts_but_others_do_not_see_them(lab: Topology, owner: Client) -> None:
    viewer = signed_in(member(lab, "viewer", "viewer"))
    number = write(viewer, "save", name="Theirs", objects=["app1"]).json()["id"]
    assert (kept(viewer), kept(owner)) == (["Theirs"], [])
    assert owner.get(f"/api/topologies/lab/own-templates/{number}/").status_code == 409
    assert write(owner, "delete", id=number).status_code == 409
    assert kept(viewer) == ["Theirs"]


@pytest.mark.parametrize(
    "body", [{"name": " ", "objects": ["app1"]}, {"name": "x"}, {"name": "x" * 61, "objects": []}]
)
def test_a_body_of_another_shape_is_refused(owner: Client, body: dict[str, Any]) -> None:
    assert write(owner, "save", **body).status_code == 400


def test_the_chosen_figures_are_kept_with_what_they_explain_where_it_is_seen() -> None:
    area = add_figure("area", title="Office", at=[0, 0], size=[300, 200])
    note, other = (add_figure("note", text=each, at=[10, 10]) for each in ("Read me", "Not me"))
    lab = topology("lab", None, add_sandbox("app1"), area, note, other)
    owner = signed_in(lab.owner)
    chosen = {"objects": ["app1"], "areas": ["area1"], "notes": ["note1"], "layout": {"app1": [40, 50.5]}}
    number = write(owner, "save", name="Mine", **chosen).json()["id"]
    design = owner.get(f"/api/topologies/lab/own-templates/{number}/").json()["design"]
    assert [(each["name"], each["title"]) for each in design["areas"]] == [("area2", "Office")]
    assert [(each["name"], each["text"]) for each in design["notes"]] == [("note3", "Read me")]
    assert design["layout"] == {"app2": [40, 50.5]}


def test_figures_alone_can_be_kept() -> None:
    lab = topology("lab", None, add_figure("mark", points=[0, 0, 5, 5]))
    assert write(signed_in(lab.owner), "save", name="Mine", objects=[], marks=["mark1"]).status_code == 200


def test_nothing_cannot_be_kept(owner: Client) -> None:
    answer = write(owner, "save", name="Mine", objects=["app9"])
    assert (answer.status_code, kept(owner)) == (409, [])


def test_what_one_keeps_is_bounded(lab: Topology, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_templates, "MOST", 1)
    user = person("keeper")
    one, many = (own_templates.Chosen(frozenset(each)) for each in ({"app1"}, {"app1", "app2", "lan1"}))
    own_templates.save(lab, one, "one", user)
    with pytest.raises(Refused, match="delete one first"):
        own_templates.save(lab, one, "two", user)
    monkeypatch.setattr(own_templates, "LARGEST", 2)
    with pytest.raises(Refused, match="at most 2"):
        own_templates.save(lab, many, "large", user)
