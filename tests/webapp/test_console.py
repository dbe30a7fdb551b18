"""A browser's line is carried to the console and back, while its person may; all of it is written down."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest
from asgiref.sync import SyncToAsync
from django.contrib.auth.models import User
from django.test import override_settings
from django.utils import timezone
from websockets.asyncio.server import ServerConnection, unix_serve

from engine.console.doorman import Badge, Guest, Turned
from engine.console.line import Person
from tests.webapp.browser import Browser, database, session_of
from tests.webapp.builders import member, two_apps
from tests.webapp.test_live_access import ENDS, QUICK
from webapp.live import console
from webapp.live.doorman import StoredPeople
from webapp.live.relay import Relay
from webapp.store import audit, changes
from webapp.store.models import ConsoleEntry, Engine, Topology

pytestmark = pytest.mark.django_db(transaction=True)

MORE_THAN_THREADS = 40
"""The loop has 32 at most."""


@pytest.fixture
def lab() -> Topology:
    return two_apps()


@pytest.fixture(autouse=True)
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the console is looked for; a test's own path is too long for a socket."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "console.sock"
        monkeypatch.setattr(console, "path", lambda: path)
        yield path


@asynccontextmanager
async def at_the_line(relay: Relay, user: User, name: str = "lab") -> AsyncIterator[Browser]:
    browser = Browser(relay, name, await database(session_of, user), at="console")
    assert await browser.connect()
    try:
        yield browser
    finally:
        await browser.disconnect()


@contextmanager
def busy_threads() -> Iterator[None]:
    """Nobody gets a thread any more, of the loop's or the one that all share."""
    free = Event()
    try:
        for _ in range(MORE_THAN_THREADS):
            asyncio.get_running_loop().run_in_executor(None, free.wait)
        SyncToAsync.single_thread_executor.submit(free.wait)
        yield
    finally:
        free.set()


async def echo(connection: ServerConnection) -> None:
    """Says what the web process says first, and after that each message twice."""
    await connection.send(str(await connection.recv()))
    async for said in connection:
        await connection.send(said + said)  # type: ignore[operator]


async def farewell(connection: ServerConnection) -> None:
    await connection.recv()
    await connection.close(4400, "not today")


async def die(connection: ServerConnection) -> None:
    await connection.recv()
    connection.transport.abort()


async def test_the_console_hears_who_it_is_and_then_what_the_browser_says(
    relay: Relay, lab: Topology, door: Path
) -> None:
    async with unix_serve(echo, str(door)), at_the_line(relay, lab.owner) as browser:
        await browser.say(type="terminal", sandbox="app1")
        opening = await browser.hear()
        assert opening["topology"] == str(lab.pk)
        assert opening["request"] == {"type": "terminal", "sandbox": "app1"}
        assert len(opening["session"]) == 32
        await browser.say_text(None, b"ls\n")
        assert await browser.hear_bytes() == b"ls\nls\n"


async def test_what_is_typed_waits_for_no_thread(relay: Relay, lab: Topology, door: Path) -> None:
    async with unix_serve(echo, str(door)), at_the_line(relay, lab.owner) as browser:
        await browser.say(type="terminal", sandbox="app1")
        await browser.hear()
        with busy_threads():
            await browser.say_text(None, b"ls\n")
            assert await browser.hear_bytes() == b"ls\nls\n"


@pytest.mark.parametrize(("text", "data"), [("{", None), (None, b"ls")])
async def test_a_line_begins_with_what_it_is_for(
    relay: Relay, lab: Topology, text: str | None, data: bytes | None
) -> None:
    async with at_the_line(relay, lab.owner) as browser:
        await browser.say_text(text, data)
        assert await browser.closed() == ("the first message is no JSON; see docs/console.md", 4400)


async def test_what_the_console_closes_is_closed_with_its_code(
    relay: Relay, lab: Topology, door: Path
) -> None:
    async with unix_serve(farewell, str(door)), at_the_line(relay, lab.owner) as browser:
        await browser.say(type="x")
        assert await browser.code() == 4400


async def test_a_console_that_is_gone_is_said_to_be(relay: Relay, lab: Topology, door: Path) -> None:
    async with unix_serve(die, str(door)), at_the_line(relay, lab.owner) as browser:
        await browser.say(type="x")
        assert await browser.closed() == (console.GONE.reason, 4503)


@pytest.mark.parametrize(
    ("mode", "words"), [(None, "no engine is running"), ("simulation", "this is a simulation")]
)
async def test_without_a_console_it_is_said_why(
    relay: Relay, lab: Topology, mode: str | None, words: str
) -> None:
    now = timezone.now()
    if mode:
        await database(lambda: Engine.objects.create(host="here", mode=mode, pid=1, started=now, beat=now))
    async with at_the_line(relay, lab.owner) as browser:
        await browser.say(type="x")
        reason, code = await browser.closed()
        assert reason.startswith(words) and code == 4400


async def test_whoever_has_no_role_gets_no_line(relay: Relay, lab: Topology) -> None:
    stranger = await database(User.objects.create_user, "stranger")
    async with at_the_line(relay, stranger) as browser:
        assert (await browser.closed())[1] == 4403


async def test_a_line_is_cut_when_its_person_loses_their_role(
    relay: Relay, lab: Topology, door: Path
) -> None:
    other = await database(member, lab, "other", "editor")
    async with unix_serve(echo, str(door)), at_the_line(relay, other) as browser:
        await browser.say(type="x")
        await browser.hear()
        await database(lambda: lab.memberships.all().delete())
        assert (await browser.closed())[1] == 4403


async def test_a_browser_that_leaves_takes_the_line_along(relay: Relay, lab: Topology, door: Path) -> None:
    left = asyncio.Event()

    async def wait(connection: ServerConnection) -> None:
        await connection.send(str(await connection.recv()))
        await connection.wait_closed()
        left.set()

    async with unix_serve(wait, str(door)):
        async with at_the_line(relay, lab.owner) as browser:
            await browser.say(type="x")
            await browser.hear()
        await asyncio.wait_for(left.wait(), 5)


def badge(session: str, topology: Topology | None = None) -> Badge:
    return Badge(session, str(topology.pk) if topology else "no number")


def test_the_doorman_knows_who_sits_at_a_session(lab: Topology) -> None:
    ours = badge(session_of(lab.owner), lab)
    nobodys = badge("x" * 32, lab)
    nowhere = badge(session_of(lab.owner))
    found = StoredPeople().judge([ours, nobodys, nowhere])
    assert found[ours] == Guest(Person(lab.owner.pk, "owner-of-lab", "owner"), "lab")
    assert [(type(found[each]), found[each].code) for each in (nobodys, nowhere)] == [  # type: ignore[union-attr]
        (Turned, 4401),
        (Turned, 4404),
    ]


@pytest.mark.parametrize("end, code", ENDS)
def test_the_doorman_turns_away_at_once_who_may_not_any_more(
    lab: Topology, end: Callable[[Topology, User, str], None], code: int
) -> None:
    editor = member(lab, "ed", "editor")
    session = session_of(editor)
    people, theirs = StoredPeople(), badge(session, lab)
    assert isinstance(people.judge([theirs])[theirs], Guest)
    with override_settings(PASSWORD_HASHERS=QUICK):
        end(lab, editor, session)
    turned = people.judge([theirs])[theirs]
    assert isinstance(turned, Turned) and turned.code == code


def test_the_doorman_asks_as_little_about_many_as_about_one(
    lab: Topology, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    badges = [badge(session_of(member(lab, name, "viewer")), lab) for name in ("ann", "bob", "eve")]
    with django_assert_num_queries(4):
        found = StoredPeople().judge(badges)
    assert [found[each].person.role for each in badges] == ["viewer"] * 3  # type: ignore[union-attr]


def test_the_doorman_hands_out_what_is_deployed_not_what_is_drawn(lab: Topology) -> None:
    people, ours = StoredPeople(), badge(session_of(lab.owner), lab)
    assert people.design(ours) is None
    changes.deploy("lab", lab.owner)
    found = people.design(ours)
    assert found and {each.name for each in found.sandboxes} == {"app1", "app2"}


def test_what_was_done_is_written_down_with_its_end(lab: Topology) -> None:
    people = StoredPeople()
    guest = Guest(Person(lab.owner.pk, "owner-of-lab", "owner"), "lab")
    entry = people.began(guest, badge("", lab), "tool", "ping from app1 to app2")
    people.ended(entry, "done")
    written = ConsoleEntry.objects.get()
    assert str(written) == "owner-of-lab at lab: tool ping from app1 to app2"
    assert written.ended and written.how == "done"


def test_an_entry_outlives_its_topology_and_its_person(lab: Topology) -> None:
    owner = lab.owner
    audit.began(str(lab.pk), "lab", (owner.pk, "owner-of-lab"), "tool", "")
    lab.delete()
    owner.delete()
    assert ConsoleEntry.objects.values_list("topology_name", "person_name").get() == ("lab", "owner-of-lab")


def test_what_a_console_left_open_is_closed_by_the_next(lab: Topology) -> None:
    audit.began(str(lab.pk), "lab", (lab.owner.pk, "owner-of-lab"), "tool", "")
    audit.tidy()
    assert ConsoleEntry.objects.get().how == "the console was gone"


def test_old_entries_go_though_the_console_stays(lab: Topology) -> None:
    person = (lab.owner.pk, "owner-of-lab")
    old = audit.began(str(lab.pk), "lab", person, "tool", "")
    ConsoleEntry.objects.filter(pk=old).update(began=timezone.now() - audit.KEPT)
    new = audit.began(str(lab.pk), "lab", person, "tool", "")
    assert ConsoleEntry.objects.get().pk == new
