"""The history of a topology over HTTP: its log, any revision again, two compared."""

from typing import Any

import pytest
from django.test import Client

from engine.status import Deviation, Drifted, ObjectState, Status
from tests.webapp.builders import add_sandbox, edit, member, remove, set_field, topology, two_apps
from topology.formats.native import as_document
from webapp.store import changes, topologies
from webapp.store.for_engine import StoredDesigns
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


def read(client: Client, path: str, **parameters: Any) -> Any:
    return client.get(f"/api/topologies/lab/{path}", parameters).json()


def test_the_log_is_read_newest_first_in_pages_without_gaps(client: Client) -> None:
    lab = topology()
    for number in range(120):
        edit(lab, lab.owner, add_sandbox(f"app{number}"))
    client.force_login(member(lab, "vera", "viewer"))
    numbers: list[int] = []
    before: dict[str, int] = {}
    while True:
        found = read(client, "changes/", **before)
        numbers += [each["number"] for each in found["changes"]]
        if not found["more"]:
            break
        before = {"before": numbers[-1]}
    assert numbers == list(range(121, 0, -1))


def test_an_entry_says_what_when_and_by_whom(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    newest, first = read(client, "changes/")["changes"]
    assert (newest["revision"], newest["kind"], newest["author"]) == (2, "edit", "owner-of-lab")
    assert newest["sentence"].startswith("added network lan1")
    assert first["sentence"] == "created the topology"
    assert "deviations" not in newest


def test_edits_alone_are_read_if_asked_for(client: Client) -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    client.force_login(lab.owner)
    assert [each["kind"] for each in read(client, "changes/")["changes"]] == ["control", "edit", "edit"]
    assert [each["kind"] for each in read(client, "changes/", kind="edit")["changes"]] == ["edit", "edit"]


def test_what_had_deviated_stands_with_its_report(client: Client) -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    StoredDesigns().report("lab", 2, drifted())
    client.force_login(lab.owner)
    assert read(client, "changes/")["changes"][0]["deviations"] == [
        {"kind": "sandbox", "name": "app1", "what": "was gone", "done": "made it again"}
    ]


def drifted() -> Status:
    deviation = Deviation("sandbox", "app1", "was gone", "made it again")
    return Status(
        "drifted", "", (ObjectState("sandbox", "app1", "drifted"),), drift=Drifted((deviation,), (), ())
    )


@pytest.mark.parametrize("parameters", [{"before": "x"}, {"before": "-1"}, {"kind": "party"}])
def test_a_parameter_that_is_none_is_refused_with_what_would_do(client: Client, parameters: Any) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    answer = client.get("/api/topologies/lab/changes/", parameters)
    assert answer.status_code == 400
    assert "give" in answer.json()["reason"]


def test_a_viewer_reads_a_revision_as_it_was(client: Client) -> None:
    lab = two_apps()
    was = as_document(design(lab))
    edit(lab, lab.owner, remove("sandbox", "app1"))
    client.force_login(member(lab, "vera", "viewer"))
    found = read(client, "revisions/2/")
    assert found["design"] == was
    assert (found["revision"], found["author"]) == (2, "owner-of-lab")


def test_a_revision_that_there_is_not_is_refused_with_those_that_there_are(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    answer = client.get("/api/topologies/lab/revisions/9/")
    assert answer.status_code == 409
    assert answer.json() == {"reason": "lab has no revision 9; choose one from 1 to 2"}


def test_history_is_shown_to_none_but_members(client: Client) -> None:
    two_apps()
    client.force_login(topologies.create("other", member(topology("third"), "eve", "viewer")).owner)
    for path in ("changes/", "revisions/1/", "compare/"):
        assert client.get(f"/api/topologies/lab/{path}").status_code == 404


def test_two_revisions_are_compared_object_by_object_in_words(client: Client) -> None:
    lab = two_apps()
    edit(lab, lab.owner, add_sandbox("app3"))
    edit(lab, lab.owner, set_field("sandbox", "app1", forwarding=True))
    client.force_login(lab.owner)
    found = read(client, "compare/", **{"from": 2, "to": 4})
    assert (found["from"], found["to"]) == (2, 4)
    assert [(each["name"], each["before"] is None) for each in found["delta"]] == [
        ("app1", False),
        ("app3", True),
    ]
    assert [each["sentence"] for each in found["delta"]] == [
        "changed forwarding of sandbox app1 from off to on",
        "added sandbox app3",
    ]
    assert found["sentence"] == "added sandbox app3; changed forwarding of sandbox app1 from off to on"
    back = read(client, "compare/", **{"from": 4, "to": 2})
    assert [(each["name"], each["after"] is None) for each in back["delta"]] == [
        ("app1", False),
        ("app3", True),
    ]
