"""`log`: all events of route netlink and nftables in a topology, and the commands that the engine runs there.

← {"type": "lines", "more": 0, "lines": [
   {"at": 1.7e9, "place": "pc1", "about": "route", "line": "default via 10.0.0.1 dev eth0"},
   {"at": 1.7e9, "place": "", "about": "engine", "line": "ip -n lab link add …", "failed": ""}]}

`more` is how many events there were besides, which came faster than anybody can read.
"""

import asyncio
import shlex
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from engine.backends.kernel.commands_run import Reader
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.backends.kernel.showing.monitor import Monitor
from engine.console.instrument import Instrument, Request
from engine.console.line import SEEING, Line
from engine.console.machine import Machine
from engine.console.threads import in_thread, readable

GLANCE, BURST = 0.25, 0.05
"""Seconds: the engine's commands are looked for so often; what happens together is told together."""
EARLIER = 300
"""So many of the commands that the engine ran before are told first."""


Entry = Mapping[str, object]


class LogRequest(Request):
    """Nothing more to say."""


class Listening:
    """What is heard of a topology, which may come and go meanwhile. Used by one thread at a time."""

    def __init__(self, topology: str, places: Places) -> None:
        self._topology = topology
        self._places = places
        self._commands = Reader(topology)
        self._monitor: Monitor | None = None

    def close(self) -> None:
        self._commands.close()
        self._stop()

    @property
    def descriptors(self) -> list[int]:
        """They become readable when the kernel has something to tell."""
        return self._monitor.descriptors if self._monitor else []

    def take_in(self) -> tuple[list[Entry], int]:
        """What is new, and how many events there were besides."""
        events, more = self._events()
        return [*map(_command, self._commands.take_in()), *events], more

    def _events(self) -> tuple[list[Entry], int]:
        try:
            self._monitor = self._monitor or Monitor(self._topology, self._places)
            events, more = self._monitor.take_in()
            if self._monitor.is_over:
                self._stop()
        except (Missing, OSError):
            self._stop()
            return [], 0
        at = time.time()
        return [
            {"at": at, "place": place, "about": about, "line": text} for place, about, text in events
        ], more

    def _stop(self) -> None:
        if self._monitor:
            self._monitor.close()
        self._monitor = None


async def run(line: Line, request: LogRequest, machine: Machine) -> None:
    listening = Listening(line.topology, machine.places)
    try:
        earlier, _ = await in_thread(listening.take_in)
        await line.tell({"type": "lines", "lines": earlier[-EARLIER:], "more": 0})
        while True:
            await _wait(listening.descriptors)
            lines, more = await in_thread(listening.take_in)
            if lines or more:
                await line.tell({"type": "lines", "lines": lines, "more": more})
    finally:
        listening.close()


async def _wait(descriptors: Iterable[int]) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(readable(descriptors), GLANCE)
        await asyncio.sleep(BURST)


def _command(done: Mapping[str, Any]) -> Entry:
    said = {"line": shlex.join(done["command"]), "failed": done["failed"]}
    return {"at": done["at"], "place": "", "about": "engine", **said}


INSTRUMENT = Instrument(LogRequest, run, SEEING)
