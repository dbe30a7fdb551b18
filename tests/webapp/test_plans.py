"""The plan that a browser is shown: asked of the engine, answered through the database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from engine.backends.memory import MemoryBackend
from engine.features import EVERY
from engine.worker import Worker
from tests.webapp.builders import (
    add_app,
    add_endpoint,
    add_network,
    add_sandbox,
    edit,
    member,
    person,
    remove,
    set_field,
    topology,
    two_apps,
)
from webapp.api import plans as view
from webapp.running.ear import Hearer
from webapp.store import changes, plans, topologies
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Engine, PlanRequest, Topology
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def engine(backend: MemoryBackend) -> Iterator[Hearer]:
    """One that runs until the test is over; questions are found by its own looks."""
    worker = Worker(backend, StoredDesigns(), resync=0.1, beat=0.05, threads=2)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(timeout=20)
        connections.close_all()


@pytest.fixture
def backend() -> Iterator[MemoryBackend]:
    """The world of an engine that runs."""
    world = MemoryBackend()
    with engine(world):
        StoredDesigns().beat("simulation", EVERY)
        yield world


def asked(client: Client, lab: Topology, user: Any = None) -> dict[str, Any]:
    client.force_login(user or lab.owner)
    answer = client.get(f"/api/topologies/{lab.name}/plan/")
    assert answer.status_code == 200, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def effects(found: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["effect"] for each in found["objects"] if each["kind"] != "topology"}


def test_of_what_is_not_there_all_is_created(client: Client, backend: MemoryBackend) -> None:
    found = asked(client, two_apps())
    names = {"lan1", "app1", "app2", "app1.eth0", "app2.eth0"}
    assert (found["revision"], effects(found)) == (2, dict.fromkeys(names, "create"))
    assert "ip netns add lab.app1" in found["script"]
    assert (found["unseen"], found["problems"], found["deployed"]) == ("", [], None)
    assert not list(backend.topologies())


def test_while_edits_wait_it_is_what_they_would_do(client: Client, backend: MemoryBackend) -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    in_sync("lab")
    assert effects(asked(client, lab)) == {}
    edit(lab, lab.owner, set_field("endpoint", "app1.eth0", delay="10ms"), remove("endpoint", "app2.eth0"))
    found = asked(client, lab)
    assert effects(found) == {
        "app1.eth0": "change",
        "app2.eth0": "remove",
        "app2": "change",
        "app1": "change",
    }
    (gone,) = found["deployed"]["endpoints"]
    assert (gone["sandbox"], gone["interface"]) == ("app2", "eth0")
    assert found["deployed"]["sandboxes"] == []


def in_sync(name: str) -> None:
    """Wait until the engine has reported it."""
    deadline = threading.Event()
    for _ in range(200):
        if topologies.find(name).state == "in_sync":
            return
        deadline.wait(0.05)
    pytest.fail("it did not come in sync")


def test_a_viewer_may_look_and_a_stranger_not(client: Client, backend: MemoryBackend) -> None:
    lab = two_apps()
    assert effects(asked(client, lab, member(lab, "vera", "viewer")))
    client.force_login(person("stranger"))
    assert client.get("/api/topologies/lab/plan/").status_code == 404


def test_a_design_with_problems_has_these_instead(client: Client) -> None:
    lab = topology("lab", None, add_network("lan1", subnets=["10.0.0.0/24"]), add_sandbox("app1"))
    same = {"addresses": ["10.0.0.9/24"]}
    edit(lab, lab.owner, add_endpoint("app1", "lan1", **same), add_endpoint("app1", "lan1", **same))
    found = asked(client, lab)
    assert found["problems"][0]["kind"] == "endpoint" and found["objects"] == []
    assert not PlanRequest.objects.exists()


def test_without_an_engine_it_says_so_and_plans_from_nothing(client: Client) -> None:
    found = asked(client, two_apps())
    assert found["unseen"].startswith("the engine is not running")
    assert set(effects(found).values()) == {"create"}
    assert not PlanRequest.objects.exists()


def test_an_engine_that_is_busy_is_not_waited_for_for_ever(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PATIENCE", 0.1)
    StoredDesigns().beat("root", EVERY)
    lab = two_apps()
    client.force_login(lab.owner)
    answer = client.get("/api/topologies/lab/plan/")
    assert answer.status_code == 409
    assert answer.json()["reason"].startswith("the engine did not say within 0.1 s")


def test_why_the_engine_cannot_say_is_passed_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    StoredDesigns().beat("root", EVERY)
    lab = two_apps()
    monkeypatch.setattr(plans, "ask", lambda _: refused(lab))
    client.force_login(lab.owner)
    answer = client.get("/api/topologies/lab/plan/")
    assert answer.json()["reason"].endswith("would do: no permission")


def refused(lab: Topology) -> int:
    """A question that the engine answers at once with why it cannot."""
    PlanRequest.objects.create(topology=lab, asked=1)
    question = StoredDesigns().question("lab")
    assert question
    StoredDesigns().answer("lab", question, "no permission")
    return question.number


def test_who_asks_while_others_do_is_answered_with_them() -> None:
    lab = two_apps()
    first, second = plans.ask(lab), plans.ask(lab)
    designs = StoredDesigns()
    assert list(designs.asked()) == ["lab"]
    question = designs.question("lab")
    assert question and question.number == second
    designs.answer("lab", question, "because")
    assert plans.answer_to(lab, first) and plans.answer_to(lab, second)
    assert not list(designs.asked()) and designs.question("lab") is None


def test_an_answer_that_comes_late_answers_no_later_question() -> None:
    lab = two_apps()
    plans.ask(lab)
    designs = StoredDesigns()
    question = designs.question("lab")
    assert question
    later = plans.ask(lab)
    designs.answer("lab", question, "because")
    assert plans.answer_to(lab, later) is None
    assert list(designs.asked()) == ["lab"]


def test_what_is_asked_is_the_design_as_it_is_drawn_not_as_it_is_deployed() -> None:
    lab = two_apps()
    changes.deploy("lab", lab.owner)
    edit(lab, lab.owner, *add_app("app3", "lan1"))
    plans.ask(lab)
    question = StoredDesigns().question("lab")
    assert question and (question.revision, question.design) == (3, design(lab))


def test_a_silent_engine_counts_as_none(client: Client) -> None:
    StoredDesigns().beat("root", EVERY)
    Engine.objects.update(beat=timezone.now() - timedelta(minutes=1))
    assert asked(client, two_apps())["unseen"]
