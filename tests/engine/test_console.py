"""The console takes lines in from people who may, and ends those of people who may not any more."""

import asyncio
import os

import pytest

from engine.console import limits
from engine.console.instrument import Instrument, Request
from engine.console.line import SEEING, Line, Refusal
from engine.console.machine import Machine
from tests.engine.consoling import UNKNOWN, People, console
from tests.kernel.waiting import until
from topology.values import Design


class Wish(Request):
    word: str = ""


async def echo(line: Line, request: Wish, machine: Machine) -> None:
    await line.tell({"person": line.person.name, "role": line.person.role, "word": request.word})
    async for said in line:
        await (line.send(said[::-1]) if isinstance(said, bytes) else line.tell(said))


async def refuse(line: Line, request: Wish, machine: Machine) -> None:
    raise Refusal("it is too late; come back tomorrow")


async def fail(line: Line, request: Wish, machine: Machine) -> None:
    raise ZeroDivisionError


async def count(line: Line, request: Wish, machine: Machine) -> None:
    await line.tell({"sandboxes": len((await line.design()).sandboxes)})


ENDED: list[str] = []


async def forever(line: Line, request: Wish, machine: Machine) -> None:
    try:
        await line.tell({"type": "here"})
        await asyncio.sleep(3600)
    finally:
        ENDED.append(request.word)


INSTRUMENTS = {
    "echo": Instrument(Wish, echo),
    "refuse": Instrument(Wish, refuse),
    "fail": Instrument(Wish, fail),
    "count": Instrument(Wish, count, SEEING),
    "forever": Instrument(Wish, forever),
    "short": Instrument(Wish, forever, longest=0.05),
}


@pytest.fixture
def people() -> People:
    ENDED.clear()
    return People({"ann": "owner", "bob": "editor", "eve": "viewer"})


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GLANCE", 0.02)


async def test_what_is_said_on_a_line_is_the_instruments(people: People) -> None:
    async with console(people, INSTRUMENTS) as running:
        async with running.line("ann", type="echo", word="hi") as line:
            assert await line.hear() == {"person": "ann", "role": "owner", "word": "hi"}
            await line.say({"a": [1, 2]})
            assert await line.hear() == {"a": [1, 2]}
            await line.connection.send(b"abc")
            assert await line.hear() == b"cba"
        await asyncio.to_thread(until, lambda: people.audit[0][-1] is not None)
    assert people.audit == [["ann", "lab", "echo", "hi", "the browser left"]]


@pytest.mark.parametrize(
    ("session", "request_", "code", "reason"),
    [
        ("mallory", {"type": "echo"}, 4401, UNKNOWN.reason),
        ("eve", {"type": "echo"}, 4400, "a viewer of this topology may not do that; ask its owner"),
        ("ann", {"type": "dig"}, 4400, "there is no instrument called dig; see docs/console.md"),
        ("ann", {"type": "echo", "x": 1}, 4400, "x: Extra inputs are not permitted; see docs/console.md"),
        ("ann", {"type": "refuse"}, 4400, "it is too late; come back tomorrow"),
        ("ann", {"type": "fail"}, 1011, "something went wrong here; it has been logged"),
        ("eve", {"type": "count"}, 4400, "nothing of this topology is deployed; press Deploy first"),
        ("ann", {"type": "short"}, 4408, "this has been open for as long as it may; open it again"),
    ],
)
async def test_a_line_that_is_not_to_be_ends_with_its_reason(
    people: People, session: str, request_: dict[str, str], code: int, reason: str
) -> None:
    async with (
        console(people, INSTRUMENTS) as running,
        running.line(session, **request_) as line,
    ):
        assert await line.end() == (code, reason)


async def test_what_is_done_ends_without_a_reason(people: People) -> None:
    people.deployed = Design(name="lab")
    async with (
        console(people, INSTRUMENTS) as running,
        running.line("eve", type="count") as line,
    ):
        assert await line.hear() == {"sandboxes": 0}
        assert await line.end() == (1000, "")


async def test_nothing_but_json_objects_is_said_on_a_line(people: People) -> None:
    async with console(people, INSTRUMENTS) as running, running.line("ann", type="echo") as line:
        await line.hear()
        await line.connection.send("[1]")
        assert await line.end() == (4400, "what was said is no JSON object; see docs/console.md")


async def test_a_browser_that_leaves_ends_what_it_had_begun(people: People) -> None:
    async with console(people, INSTRUMENTS) as running:
        async with running.line("ann", type="forever", word="mine") as line:
            await line.hear()
        await asyncio.to_thread(until, lambda: ENDED == ["mine"])


@pytest.mark.parametrize(("session", "code"), [("bob", 4400), ("ann", 4401)])
async def test_whoever_may_not_any_more_is_sent_away(people: People, session: str, code: int) -> None:
    """Bob becomes a viewer; Ann signs out."""
    async with (
        console(people, INSTRUMENTS) as running,
        running.line(session, type="forever") as line,
    ):
        await line.hear()
        people.roles = {"bob": "viewer"}
        assert (await line.end())[0] == code
        await asyncio.to_thread(until, lambda: ENDED == [""])


async def test_a_person_has_so_many_lines_and_no_more(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LINES_OF_ONE", 1)
    async with console(people, INSTRUMENTS) as running, running.line("ann", type="echo") as first:
        await first.hear()
        async with running.line("ann", type="echo") as second:
            assert await second.end() == (4400, "you have 1 open instruments already; close one")
        async with running.line("bob", type="echo") as other:
            assert (await other.hear())["person"] == "bob"


async def test_whoever_is_not_the_web_process_is_not_heard(people: People) -> None:
    async with (
        console(people, INSTRUMENTS, users=[os.geteuid() + 1]) as running,
        running.unsaid() as line,
    ):
        assert await line.end() == (1008, "this socket is for Patchboard's own web process")
    assert people.audit == []


async def test_a_line_that_asks_for_nothing_is_closed(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0.05)
    async with console(people, INSTRUMENTS) as running, running.unsaid() as line:
        assert await line.end() == (4408, "nothing was asked for")


async def test_what_cannot_be_written_down_is_not_done(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the disk is full. Afterwards there is room for as many lines as before."""
    monkeypatch.setattr(limits, "LINES_OF_ONE", 1)
    written = people.began

    def refuse(*about: object) -> int:
        raise OSError("the disk is full")

    async with console(people, INSTRUMENTS) as running:
        monkeypatch.setattr(people, "began", refuse)
        async with running.line("ann", type="echo") as line:
            assert await line.end() == (1011, "something went wrong here; it has been logged")
        monkeypatch.setattr(people, "began", written)
        async with running.line("ann", type="echo") as line:
            assert (await line.hear())["person"] == "ann"
