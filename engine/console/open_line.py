"""A line over a websocket."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from websockets.asyncio.connection import Connection
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from engine.console.admission import Errand, not_as
from engine.console.doorman import Badge, Doorman, Guest, Turned
from engine.console.line import Message, Person, Refusal
from topology.values import Design

NOT_DEPLOYED = "nothing of this topology is deployed; press Deploy first"
LEFT = Turned(1001, "")


class OpenLine:
    """Implements `engine.console.line.Line`. `turned` is done when its person may not be there any more."""

    def __init__(
        self, connection: Connection, badge: Badge, guest: Guest, errand: Errand, doorman: Doorman
    ) -> None:
        self.badge = badge
        self.errand = errand
        self.guest = guest
        self.topology = guest.topology
        self.turned: asyncio.Future[Turned] = asyncio.get_running_loop().create_future()
        self._connection = connection
        self._doorman = doorman

    @property
    def person(self) -> Person:
        return self.guest.person

    async def tell(self, message: Mapping[str, Any]) -> None:
        await self._connection.send(_written(message))

    async def send(self, data: bytes) -> None:
        await self._connection.send(data)

    async def __aiter__(self) -> AsyncIterator[Message | bytes]:
        async for said in self._connection:
            message = said if isinstance(said, bytes) else _read(said)
            if message is None:
                raise Refusal("what was said is no JSON object; see docs/console.md")
            yield message

    async def design(self) -> Design:
        found = await asyncio.to_thread(self._doorman.design, self.badge)
        if found is None:
            raise Refusal(NOT_DEPLOYED)
        return found

    @property
    def has_left(self) -> bool:
        return self._connection.state is not State.OPEN

    async def left(self) -> Turned:
        """Comes back when the browser has left."""
        await self._connection.wait_closed()
        return LEFT

    def see(self, verdict: Guest | Turned) -> None:
        """How it is now with whoever is at the browser."""
        if isinstance(verdict, Guest):
            self.guest = verdict
            if verdict.person.role in self.errand.instrument.roles:
                return
            verdict = not_as(verdict.person.role)
        if not self.turned.done():
            self.turned.set_result(verdict)


async def say_goodbye(connection: Connection, verdict: Turned) -> None:
    """Close, and say why; whole before, because the reason of a close holds no more than 123 bytes."""
    try:
        if verdict.reason:
            await connection.send(_written({"type": "closed", "reason": verdict.reason}))
    except ConnectionClosed:
        return
    await connection.close(verdict.code, verdict.reason.encode()[:120].decode(errors="ignore"))


def _written(message: Mapping[str, Any]) -> str:
    return json.dumps(message, separators=(",", ":"))


def _read(text: str) -> Message | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
