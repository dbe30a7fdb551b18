"""Browsers at terminals, without a socket, and a shell that says what the test says."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from engine.console.line import Message, Person, Refusal, Role
from engine.console.machine import Machine
from engine.console.terminals import attaching
from engine.console.terminals.limits import Limits
from engine.console.terminals.session import Session
from topology.values import Design

LIMITS = Limits(of_one=2, of_all=3, linger=0.2, idle=30, patience=0.2, kept=4000, ahead=1000, owed=2000)

ADA = Person(1, "ada", "editor")
BOB = Person(2, "bob", "editor")


def as_role(person: Person, role: Role) -> Person:
    return Person(person.id, person.name, role)


class Browser:
    """Implements `engine.console.line.Line`. It takes nothing while `reads` is not set, and shows nothing of
    what it takes while it does not `draw`."""

    def __init__(self, person: Person, topology: str = "lab") -> None:
        self.topology = topology
        self.person = person
        self.told: list[Mapping[str, Any]] = []
        self.shown = bytearray()
        self.draws = True
        self.reads = asyncio.Event()
        self.reads.set()
        self._said: asyncio.Queue[Message | bytes] = asyncio.Queue()

    async def tell(self, message: Mapping[str, Any]) -> None:
        await self.reads.wait()
        self.told.append(message)

    async def send(self, data: bytes) -> None:
        await self.reads.wait()
        self.shown += data
        if self.draws:
            self.say({"type": "taken", "bytes": len(data)})

    async def __aiter__(self) -> AsyncIterator[Message | bytes]:
        while True:
            yield await self._said.get()

    async def design(self) -> Design:
        raise Refusal("there is none here")

    def say(self, *said: Message | bytes) -> None:
        for each in said:
            self._said.put_nowait(each)

    def told_of(self, kind: str) -> list[Mapping[str, Any]]:
        return [each for each in self.told if each["type"] == kind]

    async def sees(self, text: bytes, seconds: float = 10) -> None:
        """Wait until it is shown."""
        await eventually(lambda: text in self.shown, seconds, lambda: bytes(self.shown[-2000:]))


class Script:
    """Implements `engine.console.terminals.session.Shell`: `types` is what it says next."""

    def __init__(self) -> None:
        ours, self.theirs = socket.socketpair()
        for each in (ours, self.theirs):
            each.setblocking(False)
        self._ours = ours
        self.output = ours.fileno()
        self.gone, self._going = os.pipe()
        self.sizes: list[tuple[int, int]] = []
        self.deeds: list[str] = []
        self.is_stubborn = False

    def read(self) -> bytes | None:
        try:
            return self._ours.recv(1000)
        except BlockingIOError:
            return None

    def write(self, data: bytes) -> int:
        try:
            return self._ours.send(data)
        except BlockingIOError:
            return 0

    def resize(self, columns: int, rows: int) -> None:
        self.sizes.append((columns, rows))

    def hang_up(self) -> None:
        self.deeds.append("hang up")
        if not self.is_stubborn:
            self.exit()

    def kill(self) -> None:
        self.deeds.append("kill")
        self.exit()

    def exit(self) -> None:
        if self._going >= 0:
            self.theirs.close()
            os.close(self._going)
            self._going = -1

    def close(self) -> int:
        self.deeds.append("close")
        self._ours.close()
        os.close(self.gone)
        return 3

    def typed(self) -> bytes:
        try:
            return self.theirs.recv(1 << 16)
        except BlockingIOError:
            return b""


def opened(machine: Machine, owner: Person = ADA, topology: str = "lab") -> tuple[Session, Script]:
    shell = Script()
    session = machine.terminals.add(topology, "pc1", owner, shell)
    machine.keep(machine.terminals.keep(session))
    return session, shell


@contextmanager
def at(machine: Machine, session: Session, browser: Browser) -> Iterator[asyncio.Task[None]]:
    """That browser attached to it."""
    request = attaching.TerminalRequest(id=session.number)
    task = asyncio.create_task(attaching.attach(browser, request, machine))
    try:
        yield task
    finally:
        task.cancel()


async def eventually(holds: Any, seconds: float = 10, otherwise: Any = lambda: "") -> None:
    """Come back as soon as it does; fail if it never does."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not holds():
        assert asyncio.get_running_loop().time() < deadline, f"did not come: {otherwise()!r}"
        await asyncio.sleep(0.005)
