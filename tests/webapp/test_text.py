"""The design as text: read, checked, and written back as what was changed in it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.webapp.builders import add_sandbox, edit, member, set_field, two_apps
from topology.values import Design
from webapp.store import changes, reading, topologies, undoing
from webapp.store.models import Topology

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lab() -> Topology:
    return two_apps()


@pytest.fixture
def text(lab: Topology, client: Client) -> str:
    """What somebody who may edit has read."""
    client.force_login(lab.owner)
    found: str = client.get("/api/topologies/lab/text/").json()["text"]
    return found


def ask(client: Client, path: str, **body: str) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"/api/topologies/lab/text/{path}/", body, content_type="application/json")
    return answer.status_code, answer.json()


def stored() -> Design:
    return reading.design(topologies.find("lab"))


def sandboxes() -> list[str]:
    return [each.name for each in stored().sandboxes]


def test_what_is_changed_in_the_text_is_changed_in_the_design(text: str, client: Client) -> None:
    written = text.replace("- {name: app2}\n", "- {name: app2}\n- {name: app3}\n")
    assert ask(client, "write", base=text, text=written) == (200, {"revision": 3})
    assert sandboxes() == ["app1", "app2", "app3"]


def test_it_is_one_edit_and_can_be_undone(lab: Topology, text: str, client: Client) -> None:
    before = stored()
    ask(client, "write", base=text, text=text.replace("10.0.0.2/24", "10.0.0.77/24"))
    assert stored().endpoints[0].addresses == ("10.0.0.77/24",)
    undoing.undo("lab", lab.owner)
    assert stored() == before


def test_what_others_have_drawn_meanwhile_stays(lab: Topology, text: str, client: Client) -> None:
    edit(lab, lab.owner, add_sandbox("visitor"))
    status, _ = ask(client, "write", base=text, text=text.replace("10.0.0.2/24", "10.0.0.77/24"))
    assert status == 200
    assert "visitor" in sandboxes()


def test_what_others_have_changed_too_is_not_overwritten(lab: Topology, text: str, client: Client) -> None:
    edit(lab, lab.owner, set_field("endpoint", "app1.eth0", addresses=["10.0.0.50/24"]))
    status, answer = ask(client, "write", base=text, text=text.replace("10.0.0.2/24", "10.0.0.77/24"))
    assert status == 409
    assert "endpoint app1.eth0 is not what it was" in answer["reason"]
    assert stored().endpoints[0].addresses == ("10.0.0.50/24",)


def test_a_text_that_says_no_design_changes_nothing_and_tells_every_problem(
    text: str, client: Client
) -> None:
    written = text.replace("10.0.0.2/24", "nowhere").replace("app2", "App 2")
    status, answer = ask(client, "write", base=text, text=written)
    assert status == 422
    assert len(answer["problems"]) >= 2
    assert topologies.find("lab").revision == 2


def test_another_name_is_refused_with_where_to_change_it(text: str, client: Client) -> None:
    _, answer = ask(client, "write", base=text, text=text.replace("name: lab", "name: other"))
    assert "the list of topologies" in answer["problems"][0]["remedy"]


def test_without_positions_everything_stays_where_it_was(lab: Topology, client: Client) -> None:
    changes.change("lab", 2, [{"op": "place", "positions": {"app1": [40, 80]}}], lab.owner)
    client.force_login(lab.owner)
    text = client.get("/api/topologies/lab/text/").json()["text"]
    bare = text[: text.index("layout:")]
    assert ask(client, "write", base=text, text=bare.replace("10.0.0.2/24", "10.0.0.77/24"))[0] == 200
    assert stored().layout == {"app1": (40, 80)}


def test_a_text_is_checked_without_changing_anything(text: str, client: Client) -> None:
    status, answer = ask(client, "check", text=text.replace("10.0.0.2/24", "10.0.0.3/24"))
    assert status == 200
    assert [(each["name"], each["field"]) for each in answer["problems"]] == [("app2.eth0", "addresses[0]")]
    assert text.splitlines()[answer["problems"][0]["line"] - 1].lstrip(" -").startswith(("addresses", "{"))
    assert topologies.find("lab").revision == 2


def test_a_viewer_may_check_but_not_write(lab: Topology, text: str, client: Client) -> None:
    viewer: User = member(lab, "vera", "viewer")
    client.force_login(viewer)
    assert ask(client, "check", text=text)[0] == 200
    assert ask(client, "write", base=text, text=text.replace("app2", "app9"))[0] == 403


def test_a_request_of_another_shape_is_told_so(text: str, client: Client) -> None:
    status, answer = ask(client, "write", text=text)
    assert status == 400
    assert "docs/api.md" in answer["reason"]


def test_without_the_token_of_the_session_nothing_is_written(lab: Topology, text: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lab.owner)
    body = {"base": text, "text": text.replace("app2", "app9")}
    answer = strict.post("/api/topologies/lab/text/write/", body, content_type="application/json")
    assert answer.status_code == 403
    assert sandboxes() == ["app1", "app2"]
