"""The list of topologies: who sees which, and what a row says."""

import json
from typing import Any

import pytest

from tests.webapp.builders import add_sandbox, administrator, edit, person, topology, two_apps
from tests.webapp.pages import signed_in, text
from webapp.pages import demonstrations
from webapp.store import changes
from webapp.store.models import Membership, Topology

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_sees_ones_own_and_what_is_shared() -> None:
    mine, shared = topology("mine"), topology("shared")
    topology("foreign")
    Membership.objects.create(topology=shared, user=mine.owner, role="viewer")
    page = text(signed_in(mine.owner).get("/"))
    assert 'data-name="mine" data-role="owner"' in page
    assert 'data-name="shared" data-role="viewer"' in page
    assert "foreign" not in page


def test_an_administrator_sees_all() -> None:
    topology("lab")
    assert 'data-name="lab" data-role="owner"' in text(signed_in(administrator()).get("/"))


def test_a_row_says_size_state_and_last_change() -> None:
    lab = two_apps()
    edit(lab, lab.owner, add_sandbox("app3"))
    answer = json.loads(text(signed_in(lab.owner).get("/states/")))
    row = answer["topologies"][0]
    assert (row["sandboxes"], row["networks"], row["endpoints"]) == (3, 1, 2)
    assert row["size"].replace("\N{NO-BREAK SPACE}", " ") == "3 sandboxes, 1 network, 2 endpoints"
    assert (row["state"], row["word"], row["ago"]) == ("designed", "designed", "just now")
    assert "app3" in row["sentence"]


def test_a_row_says_what_is_not_deployed() -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    edit(lab, lab.owner, add_sandbox("app3"), add_sandbox("app4"))
    client = signed_in(lab.owner)
    assert json.loads(text(client.get("/states/")))["topologies"][0]["waits"] == "2 changes not deployed"
    assert "2 changes not deployed" in text(client.get("/"))
    changes.deploy("lab", lab.owner)
    assert json.loads(text(client.get("/states/")))["topologies"][0]["waits"] == ""


def test_the_list_stays_in_natural_order() -> None:
    anna = person("anna")
    for name in ("app10", "app2", "app1"):
        topology(name, anna)
    rows = json.loads(text(signed_in(anna).get("/states/")))["topologies"]
    assert [row["name"] for row in rows] == ["app1", "app2", "app10"]


def test_a_list_of_many_costs_no_more_queries(django_assert_max_num_queries: Any) -> None:
    anna = person("anna")
    for number in range(20):
        topology(f"lab{number}", anna)
    client = signed_in(anna)
    with django_assert_max_num_queries(6):
        client.get("/states/")


def test_unchanged_states_are_not_sent_again() -> None:
    client = signed_in(topology("lab").owner)
    first = client.get("/states/")
    second = client.get("/states/", headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_an_empty_list_offers_demonstrations() -> None:
    page = text(signed_in(person("anna")).get("/"))
    assert "Nothing drawn yet" in page
    assert all(f"/demonstrations/{name}/" in page for name in demonstrations.NAMES)


def test_a_demonstration_is_copied_under_a_free_name() -> None:
    topology("one-bridge")
    anna = person("anna")
    answer = signed_in(anna).post("/demonstrations/one-bridge/")
    assert answer.headers["Location"] == "/topologies/one-bridge-2/"
    assert Topology.objects.get(name="one-bridge-2").owner == anna
    assert signed_in(anna).post("/demonstrations/none/").status_code == 404
