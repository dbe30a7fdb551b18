"""The live socket speaks docs/protocol.md."""

import asyncio
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError

from engine.status import ObjectState, Status
from tests.webapp.browser import Browser, browser, database
from tests.webapp.builders import add_sandbox, edit, member, set_field, two_apps
from topology.formats.native import as_document
from webapp.live import consumer
from webapp.live.relay import Relay
from webapp.store import changes, log, reading
from webapp.store.for_engine import StoredDesigns
from webapp.store.models import Topology
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lab() -> Topology:
    """Two apps at number 2, revision 2."""
    return two_apps()


async def test_it_begins_with_a_snapshot_and_the_engines_sign_of_life(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as reader:
        snapshot = await reader.hear()
        assert snapshot["type"] == "snapshot" and snapshot["number"] == 2
        assert snapshot["topology"] == {
            "name": "lab",
            "revision": 2,
            "effective_revision": 2,
            "observed_revision": 0,
            "role": "owner",
            "deployed": False,
            "auto_deploy": False,
            "drift": "repair",
            "playing": None,
            "adoptable": False,
        }
        assert snapshot["design"] == as_document(await database(design, lab))
        assert snapshot["problems"] == []
        assert snapshot["status"]["state"] == "designed"
        assert {each["name"] for each in snapshot["status"]["objects"]} >= {"lan1", "app1", "app1.eth0"}
        assert await reader.hear() == {
            "type": "engine",
            "alive": False,
            "mode": None,
            "beat": None,
            "features": [],
        }


async def test_an_edit_is_done_and_both_browsers_see_it(relay: Relay, lab: Topology) -> None:
    other = await database(member, lab, "other", "editor")
    async with browser(relay, lab.owner) as one, browser(relay, other) as two:
        await one.hear("engine")
        await two.hear("engine")
        assert await one.edit(2, add_sandbox("app3")) == {
            "type": "done",
            "id": "e",
            "revision": 3,
            "number": 3,
        }
        for each in (one, two):
            change = await each.hear("change")
            assert (change["number"], change["revision"], change["author"]) == (3, 3, "owner-of-lab")
            assert change["sentence"] == "added sandbox app3"
            assert [each["name"] for each in change["delta"]] == ["app3"]
            assert change["problems"] == []


async def test_an_edit_of_an_older_revision_is_a_conflict(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        answer = await writer.edit(1, add_sandbox("app3"))
        assert answer == {"type": "conflict", "id": "e", "revision": 2}


async def test_a_wrong_edit_is_refused_with_its_problems(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        answer = await writer.edit(2, add_sandbox("Not a name"))
        assert answer["type"] == "refused" and answer["id"] == "e"
        problem = answer["problems"][0]
        assert set(problem) == {"kind", "name", "field", "reason", "remedy", "severity", "fix", "also"}


THE_GATEWAYS = set_field("endpoint", "app1.eth0", addresses=["10.0.0.1/24"])
"""An edit that can be stored, but not deployed."""


async def test_problems_of_what_is_stored_come_with_the_change(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        await writer.edit(
            2,
            {"op": "set", "kind": "endpoint", "name": "app1.eth0", "fields": {"addresses": ["10.0.0.1/24"]}},
        )
        change = await writer.hear("change")
        assert [problem["field"] for problem in change["problems"]] == ["addresses[0]"]


async def test_deploy_repair_and_destroy_are_told_to_all(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer, browser(relay, lab.owner) as reader:
        await reader.hear("engine")
        for request, deployed in (("deploy", True), ("repair", True), ("destroy", False)):
            await writer.say(type=request, id=request, **({"revision": 2} if request == "deploy" else {}))
            assert (await writer.hear("done"))["id"] == request
            assert (await reader.hear("control"))["deployed"] is deployed


async def test_a_deploy_of_what_one_has_not_seen_is_a_conflict(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        await writer.say(type="deploy", id="d", revision=1)
        assert await writer.hear("conflict") == {"type": "conflict", "id": "d", "revision": 2}


async def test_what_cannot_be_built_is_not_deployed(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        await writer.edit(
            2,
            {"op": "set", "kind": "endpoint", "name": "app1.eth0", "fields": {"addresses": ["10.0.0.1/24"]}},
        )
        await writer.say(type="deploy", id="d", revision=3)
        refusal = await writer.hear("refused")
        assert [problem["name"] for problem in refusal["problems"]] == ["app1.eth0"]


async def test_undo_and_redo_are_answered_and_seen(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        await writer.say(type="undo", id="u")
        assert (await writer.hear("done"))["revision"] == 3
        await writer.say(type="redo", id="r")
        assert (await writer.hear("done"))["revision"] == 4
        await writer.say(type="redo", id="again")
        refusal = await writer.hear("refused")
        assert refusal["problems"][0]["reason"] == "there is no edit of yours to redo"


async def test_the_engines_reports_arrive(relay: Relay, lab: Topology) -> None:
    await database(changes.deploy, "lab", lab.owner)
    async with browser(relay, lab.owner) as reader:
        await reader.hear("engine")
        status = Status("failed", "no room", (ObjectState("sandbox", "app1", "failed", "no room"),))
        await database(StoredDesigns().report, "lab", 2, status)
        report = await reader.hear("report")
        assert (report["number"], report["observed_revision"], report["state"]) == (4, 2, "failed")
        assert report["objects"] == [
            {"kind": "sandbox", "name": "app1", "state": "failed", "reason": "no room"}
        ]


async def test_the_engines_sign_of_life_arrives(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as reader:
        assert not (await reader.hear("engine"))["alive"]
        await database(StoredDesigns().beat, "simulation", frozenset())
        message = await reader.hear("engine")
        assert message["alive"] and message["mode"] == "simulation"


async def test_a_sign_of_life_is_asked_for_once_however_many_hear_it(
    relay: Relay, lab: Topology, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def nothing(*what: object) -> list[Any]:
        asked.append(what)
        return []

    async with browser(relay, lab.owner) as one, browser(relay, lab.owner) as other:
        for each in (one, other):
            await each.hear("engine")
            assert await each.hears_nothing()
        monkeypatch.setattr(consumer, "missed", nothing)
        await database(StoredDesigns().beat, "simulation", frozenset())
        assert [(await each.hear())["alive"] for each in (one, other)] == [True, True]
    assert asked == []


async def test_a_reconnect_is_a_replay(relay: Relay, lab: Topology) -> None:
    for number in range(3):
        await database(edit, lab, lab.owner, add_sandbox(f"x{number}"))
    async with browser(relay, lab.owner, after=3) as reader:
        assert [(await reader.hear())["number"] for _ in range(2)] == [4, 5]
        assert (await reader.hear())["type"] == "engine"
        assert await reader.hears_nothing()


@pytest.mark.parametrize("after", [99, -1])
async def test_a_number_that_never_was_gets_a_snapshot(relay: Relay, lab: Topology, after: int) -> None:
    async with browser(relay, lab.owner, after=after) as reader:
        assert (await reader.hear())["type"] in ("snapshot", "change")


async def test_who_missed_much_gets_a_snapshot(
    relay: Relay, lab: Topology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_CHANGES", 2)
    for number in range(3):
        await database(edit, lab, lab.owner, add_sandbox(f"x{number}"))
    async with browser(relay, lab.owner, after=2) as reader:
        assert (await reader.hear())["type"] == "snapshot"


async def test_a_browser_that_sees_a_gap_says_hello_again(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as reader:
        await reader.hear("engine")
        await reader.say(type="hello", after=1)
        assert (await reader.hear())["number"] == 2


async def test_numbers_have_no_gap_however_many_edit(relay: Relay, lab: Topology) -> None:
    people = [lab.owner, *[await database(member, lab, f"p{number}", "editor") for number in range(3)]]

    async def draw(user: User) -> None:
        async with browser(relay, user) as writer:
            await writer.hear("engine")
            for number in range(8):
                await insist(writer, add_sandbox(f"{user.username}-{number}"))

    async with browser(relay, lab.owner) as reader:
        await reader.hear("engine")
        await asyncio.gather(*map(draw, people))
        numbers = [(await reader.hear("change", "snapshot"))["number"] for _ in range(8 * len(people))]
        assert numbers == list(range(3, 3 + len(numbers)))


async def insist(writer: Browser, *operations: Any) -> None:
    """Send the edit until it is not a conflict any more."""
    answer = await writer.edit(2, *operations)
    while answer["type"] == "conflict":
        answer = await writer.edit(answer["revision"], *operations)
    assert answer["type"] == "done"


async def test_messages_that_make_no_sense_are_refused_and_the_socket_stays(
    relay: Relay, lab: Topology
) -> None:
    async with browser(relay, lab.owner) as writer:
        await writer.hear("engine")
        for text in (
            "",
            "{",
            "[]",
            '"x"',
            '{"type":"dance","id":"1"}',
            '{"type":"edit","id":"1"}',
            "[" * 9999,
        ):
            await writer.say_text(text)
            assert (await writer.hear())["type"] == "refused"
        await writer.say_text(None, b"\xff\x00")
        assert (await writer.hear())["type"] == "refused"
        await writer.say_text(" " * (4 * 1024 * 1024 + 1))
        assert "4 MiB" in (await writer.hear())["problems"][0]["reason"]
        assert (await writer.edit(2, add_sandbox("x")))["type"] == "done"


async def test_operations_that_make_no_sense_are_refused(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as writer:
        for operation in ({}, {"op": "dance"}, {"op": "add", "kind": "sandbox", "value": 3}):
            assert (await writer.edit(2, operation))["type"] == "refused"


async def test_an_edit_that_cannot_be_stored_is_refused_with_the_reason(
    relay: Relay, lab: Topology, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("database or disk is full")

    async with browser(relay, lab.owner) as writer:
        monkeypatch.setattr(log, "append", full)
        answer = await writer.edit(2, {"op": "add", "kind": "sandbox", "value": {"name": "app9"}})
        assert answer["problems"][0]["reason"] == "not stored: database or disk is full"
        monkeypatch.undo()
        assert (await writer.edit(2, {"op": "add", "kind": "sandbox", "value": {"name": "app9"}}))[
            "type"
        ] == "done"
