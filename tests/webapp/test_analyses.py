"""What is said of a design before anything runs."""

from typing import Any

import pytest
from django.test import Client

from tests.webapp.builders import administrator, edit, member, set_field, two_apps
from webapp.store.demonstrations import load
from webapp.store.models import Topology

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lab(client: Client) -> Topology:
    """Two apps on a network, seen by somebody who may look."""
    made = two_apps()
    client.force_login(member(made, "vera", "viewer"))
    return made


def read(client: Client, what: str) -> Any:
    return client.get(f"/api/topologies/lab/{what}").json()


def test_who_reaches_whom_is_told_as_a_matrix(client: Client, lab: Topology) -> None:
    found = read(client, "analysis/")
    assert found["reach"]["sandboxes"] == ["app1", "app2"]
    assert found["reach"]["rows"] == [["", "all"], ["all", ""]]
    longest = found["reach"]["longest"]
    assert (longest["from"], longest["to"], longest["hops"]) == ("app1", "app2", 1)
    assert {*longest["keys"]} >= {"sandbox:app1", "endpoint:app2.eth0", "network:lan1"}
    assert found["why"] == ""


def test_a_pulled_cable_is_told_in_matrix_domain_and_walk(client: Client, lab: Topology) -> None:
    edit(lab, lab.owner, set_field("endpoint", "app2.eth0", up=False))
    found = read(client, "analysis/")
    assert found["reach"]["rows"] == [["", "none"], ["none", ""]]
    assert [each["endpoints"] for each in found["domains"]] == [["app1.eth0"]]
    (walk,) = read(client, "walk/?from=app1&to=app2")["walks"]
    assert not walk["reaches"]
    assert walk["sentence"].startswith("the cable of app2.eth0 is pulled")


def test_a_walk_names_the_interfaces_there_and_back(client: Client, lab: Topology) -> None:
    (walk,) = read(client, "walk/?from=app1&to=app2")["walks"]
    assert walk["there"] == [{"out": "app1.eth0", "into": "app2.eth0"}]
    assert walk["back"] == [{"out": "app2.eth0", "into": "app1.eth0"}]


def test_a_walk_names_those_who_learn_the_routes_that_it_takes(client: Client) -> None:
    admin = administrator()
    load(admin)
    client.force_login(admin)
    there = "/api/topologies/three-routers/walk/?from=host1&to="
    (walk,) = client.get(f"{there}host2").json()["walks"]
    assert (walk["reaches"], walk["learners"], walk["varies"]) == (True, ["router1", "router2"], False)
    assert [walk["varies"] for walk in client.get(f"{there}router3").json()["walks"]] == [False, True]


def test_what_cannot_be_built_reaches_nobody_yet(client: Client, lab: Topology) -> None:
    edit(lab, lab.owner, set_field("endpoint", "app2.eth0", addresses=["10.0.0.2/24"]))
    found = read(client, "analysis/")
    assert found["reach"] is None
    assert "problems" in found["why"]
    assert [each["networks"] for each in found["domains"]] == [["lan1"]]


def test_a_walk_is_between_sandboxes_that_there_are(client: Client, lab: Topology) -> None:
    answer = client.get("/api/topologies/lab/walk/?from=app1&to=app9")
    assert answer.status_code == 400
    assert "app9" in answer.json()["reason"]
