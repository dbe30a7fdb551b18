"""One student of a class: draws, deploys, pulls a cable, and types in a terminal."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

PATIENCE = 60.0

Times = defaultdict[str, list[float]]
"""Seconds, by what was waited for."""


class Student:
    """At a topology of their own, which has the sandboxes `app0` and `app1`; writes into `times`."""

    def __init__(self, address: str, cookie: str, topology: str, times: Times) -> None:
        self._address, self._cookie, self._topology = address, cookie, topology
        self._times = times
        self._numbers = count(1)
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._revision = 0
        self._is_in_sync = asyncio.Event()
        self._opened = asyncio.Event()

    @asynccontextmanager
    async def present(self) -> AsyncIterator[None]:
        """With the designer open."""
        async with self._socket("live") as self._live, asyncio.TaskGroup() as group:
            listening = group.create_task(self._listen())
            await self._say(type="hello", after=None)
            await asyncio.wait_for(self._opened.wait(), PATIENCE)
            yield
            listening.cancel()

    async def deploy(self) -> None:
        await self._timed("deploy until in sync", self._until_in_sync("deploy", revision=self._revision))

    async def destroy(self) -> None:
        await self._order("destroy")

    async def work(self, end: float) -> None:
        """Every second or so until `end`: move a box, or each fourth time pull a cable or plug it in."""
        for step in count(1):
            await asyncio.sleep(1 + step % 3 / 2)
            if time.monotonic() > end:
                return
            if step % 4:
                await self._timed("edit until answered", self._edit(_moved(step)))
            else:
                pulled = self._until_in_sync("edit", **self._edited(_plugged(step % 8 == 0)), deploy=True)
                await self._timed("cable until in sync", pulled)

    async def type(self, end: float) -> None:
        """A word a second in a terminal, until `end`."""
        began = time.monotonic()
        async with self._socket("console") as terminal:
            await terminal.send(json.dumps({"type": "terminal", "sandbox": "app0"}))
            await _seen(terminal, "# ")
            self._times["terminal until its prompt"].append(time.monotonic() - began)
            for number in count(1):
                if time.monotonic() > end:
                    return
                await self._timed("word until its echo", _echoed(terminal, f"w{number}z"))
                await terminal.send(b"\x15")
                await asyncio.sleep(1)

    def _socket(self, kind: str) -> connect:
        return connect(
            f"{self._address}/{kind}/{self._topology}/".replace("http", "ws", 1),
            additional_headers={"Cookie": self._cookie},
            origin=Origin(self._address),
            max_size=None,
            open_timeout=PATIENCE,
            proxy=None,
        )

    async def _listen(self) -> None:
        async for text in self._live:
            match json.loads(text):
                case {"type": "snapshot", "topology": {"revision": revision}}:
                    self._revision = revision
                    self._opened.set()
                case {"type": "change", "revision": revision}:
                    self._revision = revision
                case {"type": "report", "state": "in_sync"}:
                    self._is_in_sync.set()
                case {"type": "done" | "refused" | "conflict", "id": number} as answer:
                    self._answers.pop(number).set_result(answer)

    async def _edit(self, operation: dict[str, Any]) -> None:
        await self._order("edit", **self._edited(operation))

    def _edited(self, operation: dict[str, Any]) -> dict[str, Any]:
        return {"revision": self._revision, "operations": [operation]}

    async def _until_in_sync(self, order: str, **words: Any) -> None:
        self._is_in_sync.clear()
        await self._order(order, **words)
        await asyncio.wait_for(self._is_in_sync.wait(), PATIENCE)

    async def _order(self, order: str, **words: Any) -> None:
        """Raises if it is not done: nobody else edits this topology."""
        number = str(next(self._numbers))
        self._answers[number] = answer = asyncio.get_running_loop().create_future()
        await self._say(type=order, id=number, **words)
        said = await asyncio.wait_for(answer, PATIENCE)
        if said["type"] != "done":
            raise AssertionError(f"{order}: {said}")

    async def _say(self, **message: Any) -> None:
        await self._live.send(json.dumps(message))

    async def _timed(self, what: str, waited: Awaitable[None]) -> None:
        began = time.monotonic()
        await waited
        self._times[what].append(time.monotonic() - began)


def _moved(step: int) -> dict[str, Any]:
    return {"op": "place", "positions": {"app0": [step * 10, step * 20]}}


def _plugged(up: bool) -> dict[str, Any]:
    return {"op": "set", "kind": "endpoint", "name": "app1.eth0", "fields": {"up": up}}


async def _echoed(terminal: ClientConnection, word: str) -> None:
    await terminal.send(word.encode())
    await _seen(terminal, word)


async def _seen(terminal: ClientConnection, words: str) -> None:
    shown = ""
    while words not in shown:
        said = await asyncio.wait_for(terminal.recv(), PATIENCE)
        shown += said.decode(errors="replace") if isinstance(said, bytes) else ""
