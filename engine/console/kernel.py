"""`kernel`: what the kernel holds of a sandbox or network, as it changes.

→ {"type": "kernel", "kind": "sandbox" or "network", "name": "pc1"}
← {"type": "table", "table": "routes", "title": "Routes", "columns": […], "commands": […],
   "rows": [[key, cell, …], …]}: all of a table
← {"type": "rows", "table": "routes", "set": [[key, cell, …], …], "gone": [key, …]}: what has changed in it
← {"type": "absent", "reason": "…"}: it does not exist now; its tables come when it does
"""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated, Literal

from pydantic import Field

from engine.backends.kernel.place import Missing
from engine.backends.kernel.showing import subject
from engine.backends.kernel.showing.subject import Subject
from engine.backends.kernel.showing.table import Tables, news
from engine.backends.kernel.showing.view import View
from engine.console.instrument import Instrument, Request
from engine.console.line import SEEING, Line
from engine.console.machine import Machine
from engine.console.threads import in_thread, readable
from engine.errors import Transient
from topology.names import NAME_PATTERN

EVERY, SOON = 1.0, 0.1
"""Seconds: counters are read so often; and after an event, so that a burst is read as one."""
SHARE = 0.1
"""Of a processor's time, at most, however much happens."""


class KernelRequest(Request):
    kind: Literal["sandbox", "network"]
    name: Annotated[str, Field(pattern=NAME_PATTERN)]

    def of(self, topology: str) -> Subject:
        of = subject.sandbox if self.kind == "sandbox" else subject.network
        return of(topology, self.name)


async def run(line: Line, request: KernelRequest, machine: Machine) -> None:
    looked_at = request.of(line.topology)
    while True:
        try:
            await _follow(line, looked_at)
        except (Missing, OSError) as error:
            reason = f"{error}; it is shown as soon as it is deployed"
            await line.tell({"type": "absent", "reason": reason})
            await asyncio.sleep(EVERY)


async def _follow(line: Line, looked_at: Subject) -> None:
    """Until it is gone."""
    known: Tables = {}
    view = await in_thread(lambda: View(looked_at))
    try:
        while True:
            began = time.monotonic()
            with suppress(Transient):  # it changes faster than it can be read
                tables = await in_thread(view.read)
                for message in news(known, tables):
                    await line.tell(message)
                known = tables
            await _after_an_event(view.wakes.descriptors, (time.monotonic() - began) / SHARE)
    finally:
        view.close()


async def _after_an_event(descriptors: Iterable[int], least: float) -> None:
    """Comes back soon after one of them became readable, or after a second; not before `least`."""
    with suppress(TimeoutError):
        await asyncio.wait_for(readable(descriptors), EVERY)
    await asyncio.sleep(max(SOON, least))


INSTRUMENT = Instrument(KernelRequest, run, SEEING)
