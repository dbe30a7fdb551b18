"""Nobody holds a live socket who may not, and not a second longer."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.utils import timezone

from tests.webapp.browser import Browser, browser, database, session_of
from tests.webapp.builders import add_sandbox, member, person, two_apps
from webapp.live.relay import Relay
from webapp.store import topologies
from webapp.store.models import Topology

pytestmark = pytest.mark.django_db(transaction=True)

REQUESTS: list[dict[str, Any]] = [
    {"type": "edit", "id": "1", "revision": 2, "operations": [add_sandbox("x")]},
    {"type": "deploy", "id": "1", "revision": 2},
    {"type": "destroy", "id": "1"},
    {"type": "repair", "id": "1"},
    {"type": "undo", "id": "1"},
    {"type": "redo", "id": "1"},
]


@pytest.fixture
def lab() -> Topology:
    return two_apps()


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:8001",
        "https://127.0.0.1:8000",
        "http://localhost:8000",
        "http://127.0.0.1:8000.evil.example",
    ],
)
async def test_a_page_from_elsewhere_opens_no_socket(relay: Relay, lab: Topology, origin: str | None) -> None:
    session = await database(session_of, lab.owner)
    assert not await Browser(relay, "lab", session, origin=origin).connect()


async def test_a_name_that_somebody_pointed_here_opens_no_socket(relay: Relay, lab: Topology) -> None:
    session = await database(session_of, lab.owner)
    opened = Browser(relay, "lab", session, host="evil.example", origin="http://evil.example")
    assert not await opened.connect()


async def test_without_a_session_the_socket_is_closed(relay: Relay, lab: Topology) -> None:
    for session in ("", "nonsense"):
        opened = Browser(relay, "lab", session)
        await opened.connect()
        assert (await opened.closed())[1] == 4401


async def test_a_stranger_is_turned_away(relay: Relay, lab: Topology) -> None:
    stranger = await database(person, "stranger")
    async with browser(relay, stranger) as opened:
        assert (await opened.closed())[1] == 4403


async def test_where_nothing_is_there_is_no_socket(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner, "nowhere") as opened:
        assert (await opened.closed())[1] == 4404


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request["type"])
async def test_a_viewer_sees_but_changes_nothing(
    relay: Relay, lab: Topology, request_: dict[str, Any]
) -> None:
    viewer = await database(member, lab, "viewer", "viewer")
    async with browser(relay, viewer) as opened:
        assert (await opened.hear("snapshot"))["topology"]["role"] == "viewer"
        await opened.say(**request_)
        refusal = await opened.hear("done", "conflict", "refused")
        assert refusal["type"] == "refused"
        assert refusal["problems"][0]["field"] == "role"
    now = await database(topologies.find, "lab")
    assert (now.number, now.deployed) == (2, False)


async def test_a_role_is_asked_for_at_every_message(relay: Relay, lab: Topology) -> None:
    editor = await database(member, lab, "editor", "editor")
    async with browser(relay, editor) as opened:
        assert (await opened.edit(2, add_sandbox("x")))["type"] == "done"
        await database(topologies.share, "lab", editor, "viewer", lab.owner)
        assert (await opened.edit(3, add_sandbox("y")))["type"] == "refused"


def sign_out(lab: Topology, user: User, session: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.logout()


def drop_session(lab: Topology, user: User, session: str) -> None:
    """As another process does it, of which no signal comes here."""
    Session.objects.filter(session_key=session)._raw_delete("default")


def expire(lab: Topology, user: User, session: str) -> None:
    Session.objects.filter(session_key=session).update(expire_date=timezone.now())


QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""To hash a password takes half a second and more, on purpose, and is none of what the socket takes."""


def new_password(lab: Topology, user: User, session: str) -> None:
    user.set_password("another good one")
    user.save()


def deactivate(lab: Topology, user: User, session: str) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def revoke(lab: Topology, user: User, session: str) -> None:
    topologies.share("lab", user, None, lab.owner)


def delete(lab: Topology, user: User, session: str) -> None:
    topologies.delete("lab", lab.owner)


ENDS = [
    (sign_out, 4401),
    (drop_session, 4401),
    (expire, 4401),
    (new_password, 4401),
    (deactivate, 4401),
    (revoke, 4403),
    (delete, 4404),
]
"""Ways to lose the right to be somewhere, and the code that the socket is closed with."""


async def a_second() -> None:
    """Of a machine that may be busy otherwise: each piece of it waits for a turn, as a socket does."""
    for _ in range(100):
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("end, code", ENDS)
async def test_a_socket_is_closed_within_a_second(
    relay: Relay, lab: Topology, end: Callable[[Topology, User, str], None], code: int
) -> None:
    editor = await database(member, lab, "editor", "editor")
    session = await database(session_of, editor)
    opened = Browser(relay, "lab", session)
    await opened.connect()
    await opened.say(type="hello", after=None)
    await opened.hear("engine")
    second = asyncio.create_task(a_second())
    with override_settings(PASSWORD_HASHERS=QUICK):
        await database(end, lab, editor, session)
    assert (await opened.closed())[1] == code
    assert not second.done()
    await second


async def test_what_is_said_after_the_end_is_not_done(relay: Relay, lab: Topology) -> None:
    editor = await database(member, lab, "editor", "editor")
    async with browser(relay, editor) as opened:
        await opened.hear("engine")
        await database(revoke, lab, editor, "")
        await opened.say(type="edit", id="1", revision=2, operations=[add_sandbox("x")])
        assert (await opened.closed())[1] == 4403
    assert (await database(topologies.find, "lab")).number == 2
