"""The console: takes lines in by a unix socket, and sees to it that nobody stays on one who may not.

The web process has asked already whether somebody may; the console asks again, and goes on asking.
"""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping

from pydantic import ValidationError
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from engine.backends.kernel.peer import user_at
from engine.console import limits
from engine.console.admission import Opening, crowded, errand_for, refused
from engine.console.doorman import Doorman, Turned
from engine.console.instrument import Instrument
from engine.console.line import Refusal
from engine.console.machine import Machine
from engine.console.open_line import LEFT, OpenLine, say_goodbye

log = logging.getLogger(__name__)

DONE = Turned(1000, "")

STRANGER = Turned(1008, "this socket is for Patchboard's own web process")
SILENT = Turned(4408, "nothing was asked for")
TOO_LONG = Turned(4408, "this has been open for as long as it may; open it again")
BROKEN = Turned(1011, "something went wrong here; it has been logged")
IN_WORDS = {DONE: "done", LEFT: "the browser left"}


class Console:
    """`take` is the handler of each connection; `watch` runs beside it. `users` are the ids of those who may
    connect."""

    def __init__(
        self,
        machine: Machine,
        doorman: Doorman,
        users: Collection[int],
        instruments: Mapping[str, Instrument],
    ) -> None:
        self._machine = machine
        self._doorman = doorman
        self._users = users
        self._instruments = instruments
        self._lines: set[OpenLine] = set()

    async def take(self, connection: ServerConnection) -> None:
        """One line, from the first word to the last."""
        if user_at(connection.transport.get_extra_info("socket")) not in self._users:
            return await say_goodbye(connection, STRANGER)
        try:
            opened = await self._introduced(connection)
            verdict = opened if isinstance(opened, Turned) else await self._attended(opened)
        except ConnectionClosed:
            return
        except Exception:  # a bug at one line is no reason to end all others
            log.exception("a line could not be taken, or not written down")
            verdict = BROKEN
        await say_goodbye(connection, verdict)

    async def watch(self) -> None:
        """Ends lines whose people may not be on them any more. Comes back when nobody came for long."""
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < limits.QUIET:
            await asyncio.sleep(limits.GLANCE)
            if self._lines or self._machine.is_busy:
                quiet_since = time.monotonic()
            try:
                await asyncio.to_thread(self._machine.places.sweep)
                await self._look()
            except Exception:  # such as a database that is away for a while
                log.exception("who may be here could not be asked; it is tried again")

    async def _introduced(self, connection: ServerConnection) -> OpenLine | Turned:
        try:
            opening = Opening.model_validate_json(await asyncio.wait_for(connection.recv(), limits.PATIENCE))
        except TimeoutError:
            return SILENT
        except ValidationError:
            return refused("the first message is not what the console takes; see docs/console.md")
        verdict = (await asyncio.to_thread(self._doorman.judge, [opening.badge]))[opening.badge]
        if isinstance(verdict, Turned):
            return verdict
        found = errand_for(opening.request, verdict, self._instruments)
        if isinstance(found, Turned):
            return found
        crowd = crowded(verdict, [line.guest for line in self._lines])
        return crowd or OpenLine(connection, opening.badge, verdict, found, self._doorman)

    async def _attended(self, line: OpenLine) -> Turned:
        """Carry it out, written down in the audit from its begin to its end; what cannot be, is not done."""
        name, about = line.errand.name, line.errand.request.about()
        verdict = BROKEN
        self._lines.add(line)
        try:
            entry = await asyncio.to_thread(self._doorman.began, line.guest, line.badge, name, about)
            try:
                verdict = await self._carried_out(line)
            finally:
                how = IN_WORDS.get(verdict, verdict.reason)
                await asyncio.to_thread(self._doorman.ended, entry, how)
        finally:
            self._lines.discard(line)
        return verdict

    async def _carried_out(self, line: OpenLine) -> Turned:
        """Until it is done, the browser has left, its person may not be there any more, or it lasts too long,
        whichever comes first."""
        running = asyncio.create_task(self._run(line))
        left = asyncio.create_task(line.left())
        ends: set[asyncio.Future[Turned]] = {running, left, line.turned}
        await asyncio.wait(ends, timeout=line.errand.instrument.longest, return_when=asyncio.FIRST_COMPLETED)
        verdict = next((end.result() for end in (line.turned, running, left) if end.done()), TOO_LONG)
        running.cancel()
        left.cancel()
        await asyncio.gather(running, left, return_exceptions=True)
        return verdict

    async def _run(self, line: OpenLine) -> Turned:
        errand = line.errand
        try:
            await errand.instrument.run(line, errand.request, self._machine)
        except Refusal as error:
            return refused(str(error))
        except ConnectionClosed:
            return LEFT
        except Exception:  # a bug in one instrument is told of, and ends its line only
            log.exception("%s at topology %s", errand.name, line.topology)
            return BROKEN
        return LEFT if line.has_left else DONE

    async def _look(self) -> None:
        badges = {line.badge for line in self._lines}
        verdicts = await asyncio.to_thread(self._doorman.judge, badges) if badges else {}
        for line in self._lines:
            verdict = verdicts.get(line.badge)
            if verdict:
                line.see(verdict)
