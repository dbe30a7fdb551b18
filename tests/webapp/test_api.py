"""The HTTP API: what it answers to whom."""

from typing import Any

import pytest
from django.test import Client

from tests.webapp.builders import member, person, two_apps

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_viewer_reads_the_design_that_is_stored(client: Client) -> None:
    lab = two_apps()
    client.force_login(member(lab, "vera", "viewer"))
    found = client.get("/api/topologies/lab/design/").json()
    assert found["revision"] == 2
    assert [each["name"] for each in found["design"]["sandboxes"]] == ["app1", "app2"]


def test_who_is_not_signed_in_is_told_so_as_json(client: Client) -> None:
    two_apps()
    answer = client.get("/api/topologies/lab/design/")
    assert (answer.status_code, answer.json()) == (401, {"reason": "you are not signed in; sign in first"})


def test_a_topology_that_is_not_shared_is_as_one_that_does_not_exist(client: Client) -> None:
    two_apps()
    client.force_login(person("stranger"))
    hidden, missing = (client.get(f"/api/topologies/{name}/design/") for name in ("lab", "nothing"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json()["reason"].replace("lab", "") == missing.json()["reason"].replace("nothing", "")


def test_it_is_only_read(client: Client) -> None:
    lab = two_apps()
    client.force_login(lab.owner)
    assert client.post("/api/topologies/lab/design/").status_code == 405


def part(client: Client, text: str) -> Any:
    return client.post("/api/part/", {"text": text}, content_type="application/json")


def test_a_part_of_a_design_is_read_without_header_and_name(client: Client) -> None:
    client.force_login(person("pat"))
    answer = part(client, "sandboxes: [{name: web}]").json()
    assert [each["name"] for each in answer["design"]["sandboxes"]] == ["web"]
    assert answer["problems"] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [("sandboxes: [{name: web, colour: red}]", "there is no such field"), ("hello", "is not an object")],
)
def test_why_a_part_cannot_be_read_is_said(client: Client, text: str, reason: str) -> None:
    client.force_login(person("pat"))
    answer = part(client, text).json()
    assert answer["design"] is None
    assert reason in answer["problems"][0]["reason"]


def test_a_part_is_read_for_nobody_who_is_not_signed_in_and_not_without_a_token() -> None:
    assert part(Client(), "{}").status_code == 401
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("pat"))
    assert part(strict, "{}").status_code == 403
