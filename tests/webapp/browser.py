"""A browser at the live socket, without a server between: what it says and hears."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer
from channels.routing import URLRouter
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from webapp.live.origin import ExactOrigin
from webapp.live.relay import Relay
from webapp.live.routing import urlpatterns
from webapp.prompts import Listener

T = TypeVar("T")
Message = dict[str, Any]

APPLICATION = ExactOrigin(CookieMiddleware(URLRouter(urlpatterns)))
HOST = "127.0.0.1:8000"
SOON = 5.0


async def database(work: Callable[..., T], *args: Any) -> T:
    call: Any = database_sync_to_async(work, thread_sensitive=False)
    found: T = await call(*args)
    return found


def session_of(user: User) -> str:
    """The key of a session in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Browser:
    """One socket, as the server hands it to the application."""

    def __init__(
        self,
        relay: Relay,
        name: str,
        session: str = "",
        host: str = HOST,
        origin: str | None = f"http://{HOST}",
        at: str = "live",
    ) -> None:
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        headers = [(b"host", host.encode()), (b"cookie", cookie.encode())]
        headers += [(b"origin", origin.encode())] if origin is not None else []
        scope = {"type": "websocket", "scheme": "ws", "path": f"/{at}/{name}/", "headers": headers}
        make: Any = ApplicationCommunicator
        self._asgi = make(APPLICATION, {**scope, "state": {"relay": relay}})
        self._unheard: list[Message] = []

    async def connect(self) -> bool:
        """Whether the socket is opened."""
        await self._asgi.send_input({"type": "websocket.connect"})
        return bool((await self._asgi.receive_output(SOON))["type"] == "websocket.accept")

    async def disconnect(self) -> None:
        await self._asgi.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._asgi.wait(SOON)

    async def say(self, **message: Any) -> None:
        await self.say_text(json.dumps(message))

    async def say_text(self, text: str | None, data: bytes | None = None) -> None:
        await self._asgi.send_input({"type": "websocket.receive", "text": text, "bytes": data})

    async def hear(self, *types: str) -> Message:
        """The next message of one of the types; others before it are passed over."""
        async with asyncio.timeout(SOON):
            while True:
                message = self._unheard.pop(0) if self._unheard else await self._next()
                if not types or message["type"] in types:
                    return message

    async def peek(self) -> None:
        """Wait for the next message, which is still there to be heard."""
        self._unheard.append(await self._next())

    async def edit(self, revision: int, *operations: Message, request: str = "e") -> Message:
        """The answer. The change itself may come before it or after it, and is there to be heard."""
        await self.say(type="edit", id=request, revision=revision, operations=operations)
        before: list[Message] = []
        while (message := await self._next())["type"] not in ("done", "refused", "conflict"):
            before.append(message)
        self._unheard += before
        return message

    async def _next(self) -> Message:
        message: Message = json.loads((await self._asgi.receive_output(SOON))["text"])
        return message

    async def closed(self) -> tuple[str, int]:
        """The reason that it is given, and the code that the socket is closed with."""
        farewell = await self.hear("closed")
        output = await self._asgi.receive_output(SOON)
        return farewell["reason"], output["code"]

    async def hear_bytes(self) -> bytes:
        data: bytes = (await self._asgi.receive_output(SOON))["bytes"]
        return data

    async def code(self) -> int:
        """The code that the socket is closed with, without a word before."""
        output = await self._asgi.receive_output(SOON)
        assert output["type"] == "websocket.close", output
        return int(output["code"])

    async def hears_nothing(self) -> bool:
        return not self._unheard and bool(await self._asgi.receive_nothing(0.3))


@asynccontextmanager
async def running_relay() -> AsyncIterator[Relay]:
    relay = Relay(InMemoryChannelLayer(), Listener("web"))
    task = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def browser(
    relay: Relay, user: User, name: str = "lab", after: int | None = None
) -> AsyncIterator[Browser]:
    """One that is signed in, has said hello and has been sent where things stand: what happens from then on
    comes as a change."""
    opened = Browser(relay, name, await database(session_of, user))
    assert await opened.connect()
    await opened.say(type="hello", after=after)
    await opened.peek()
    try:
        yield opened
    finally:
        await opened.disconnect()
