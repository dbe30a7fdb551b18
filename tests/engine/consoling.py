"""A console with people and instruments of a test's own, and lines to it as the web process opens them."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.asyncio.server import unix_serve
from websockets.exceptions import ConnectionClosed

from engine.backends.kernel.places import Places
from engine.console.doorman import Badge, Guest, Turned
from engine.console.instrument import Instrument
from engine.console.line import Person, Role
from engine.console.machine import Machine
from engine.console.server import Console
from topology.values import Design

SOON = 5.0
UNKNOWN = Turned(4401, "you are signed out; sign in again")


@dataclass
class People:
    """A doorman who knows a role by each session, and remembers what was written down."""

    roles: dict[str, Role]
    deployed: Design | None = None
    audit: list[list[Any]] = field(default_factory=list)

    def judge(self, badges: Collection[Badge]) -> Mapping[Badge, Guest | Turned]:
        return {badge: self._verdict(badge) for badge in badges}

    def _verdict(self, badge: Badge) -> Guest | Turned:
        role = self.roles.get(badge.session)
        number = sum(map(ord, badge.session))
        return Guest(Person(number, badge.session, role), badge.topology) if role else UNKNOWN

    def design(self, badge: Badge) -> Design | None:
        return self.deployed

    def began(self, guest: Guest, badge: Badge, instrument: str, about: str) -> int:
        self.audit.append([guest.person.name, guest.topology, instrument, about, None])
        return len(self.audit) - 1

    def ended(self, entry: int, how: str) -> None:
        self.audit[entry][-1] = how


class Caller:
    """One line, as the browser has it."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def hear(self) -> Any:
        async with asyncio.timeout(SOON):
            said = await self.connection.recv()
        return said if isinstance(said, bytes) else json.loads(said)

    async def say(self, message: Mapping[str, Any]) -> None:
        await self.connection.send(json.dumps(message))

    async def end(self) -> tuple[int | None, str]:
        """The code that it is closed with, and the reason that was told before."""
        reason = ""
        try:
            async with asyncio.timeout(SOON):
                while True:
                    said = await self.connection.recv()
                    message = {} if isinstance(said, bytes) else json.loads(said)
                    reason = message["reason"] if message.get("type") == "closed" else reason
        except ConnectionClosed:
            return self.connection.close_code, reason


class Consoles:
    """The running one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @asynccontextmanager
    async def unsaid(self) -> AsyncIterator[Caller]:
        """A line of which nobody says yet what it is for."""
        async with unix_connect(str(self._path), uri="ws://console/", compression=None) as connection:
            yield Caller(connection)

    @asynccontextmanager
    async def line(self, session: str, topology: str = "lab", **request: Any) -> AsyncIterator[Caller]:
        async with self.unsaid() as caller:
            await caller.say({"session": session, "topology": topology, "request": request})
            yield caller


@asynccontextmanager
async def console(
    people: People,
    instruments: Mapping[str, Instrument],
    users: Collection[int] = (os.geteuid(),),
) -> AsyncIterator[Consoles]:
    machine = Machine("root", Places(8))
    running = Console(machine, people, users, instruments)
    with TemporaryDirectory() as folder:  # a test's own path is too long for a socket
        path = Path(folder) / "console.sock"
        async with unix_serve(running.take, str(path), compression=None):
            watching = asyncio.create_task(running.watch())
            try:
                yield Consoles(path)
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
                await machine.aclose()
