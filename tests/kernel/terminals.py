"""Terminals in sandboxes of the real kernel, used as a browser would."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from engine.console.line import Person
from engine.console.machine import Machine
from engine.console.terminals.attaching import TerminalRequest, attach
from tests.engine.terminal_lines import ADA, Browser, eventually

_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])")
_marks = count(1)


class Typed(Browser):
    """A browser whose person reads and types."""

    @property
    def text(self) -> str:
        """What is shown, without colours."""
        return _SEQUENCE.sub("", self.shown.decode())

    @property
    def id(self) -> str:
        return str(self.told[0]["id"])

    async def reads_until(self, words: str, seconds: float = 20) -> None:
        await eventually(lambda: words in self.text, seconds, lambda: self.text[-2000:])

    async def begins(self) -> None:
        """Wait for the prompt."""
        await self.reads_until("# ")

    async def run(self, command: str, seconds: float = 20) -> str:
        """What a command says."""
        mark = f"done{next(_marks)}"
        self.say(f"{command}; echo {mark[:2]}''{mark[2:]}\r".encode())
        await self.reads_until(f"{mark}\r\n", seconds)
        said = self.text.rpartition(f"''{mark[2:]}\r\n")[2]
        return said.partition(mark)[0].replace("\r\n", "\n").lstrip("\r")


@asynccontextmanager
async def attached(
    machine: Machine, topology: str, person: Person = ADA, **request: object
) -> AsyncIterator[Typed]:
    """A line that is torn away at the end; `request` as the browser says it."""
    browser = Typed(person, topology)
    line = asyncio.create_task(
        attach(browser, TerminalRequest.model_validate({"columns": 400} | request), machine)
    )
    try:
        await eventually(lambda: browser.told or line.done(), 20)
        if line.done():
            await line
        yield browser
    finally:
        line.cancel()
        await asyncio.wait([line])
