"""The HTTP API: what it answers to whom."""

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
