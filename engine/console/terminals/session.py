"""One terminal: its shell, what it has shown, and who is there."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from engine.console.line import Message, Person
from engine.console.terminals.escapes import Filter
from engine.console.terminals.limits import Limits
from engine.console.terminals.news import News
from engine.console.terminals.pipe import End, Pipe
from engine.console.terminals.scrollback import Scrollback
from engine.console.threads import readable


class Shell(End, Protocol):
    """`gone` is a descriptor that becomes readable when the shell has ended."""

    gone: int

    def resize(self, columns: int, rows: int) -> None: ...

    def hang_up(self) -> None:
        """Ask it to end."""

    def kill(self) -> None: ...

    def close(self) -> int:
        """Once it is gone; with which status it ended."""


@dataclass(eq=False, slots=True)
class Seat:
    """Somebody who looks at it: how far they have been shown it (-1: not at all), how many of these bytes
    their browser has not drawn yet, and what they were told of it."""

    person: Person
    place: int = -1
    owed: int = 0
    told: Message = field(default_factory=dict)


class Session:
    """`run` reads from the shell until it ends. It is ended when its owner has left and does not come back,
    or has not typed anything for long.

    Everything is shown from the scroll-back, from where each of those who look has got to: so a slow one
    costs no memory. The shell is read no faster than the quickest of them takes it.
    """

    def __init__(
        self, number: str, place: tuple[str, str], owner: Person, shell: Shell, limits: Limits
    ) -> None:
        self.number = number
        self.topology, self.sandbox = place
        self.owner = owner
        self.size = (80, 24)
        self.shared = False
        self.status: int | None = None
        self.reason = ""
        self.news = News()
        self.scrollback = Scrollback(limits.kept)
        self._seats: list[Seat] = []
        self.limits = limits
        self._shell = shell
        self._filter = Filter()
        self._pipe = Pipe(shell, limits.typed_ahead, self._said)
        self._loop = asyncio.get_running_loop()
        self._typed = self._loop.time()
        self._lingering = self._end_later()
        self._idling = self._loop.call_later(limits.idle, self._end_if_idle)

    @property
    def has_ended(self) -> bool:
        return self.status is not None

    @property
    def watching(self) -> list[str]:
        """Who looks at it besides its owner."""
        return sorted({each.person.name for each in self._seats if each.person.id != self.owner.id})

    async def run(self) -> None:
        """When this is cancelled, the shell is killed."""
        self._pipe.flow(True)
        try:
            await self._pipe.is_dry.wait()
        except asyncio.CancelledError:
            self._shell.kill()
            raise
        finally:
            self._pipe.close()
            self._lingering.cancel()
            self._idling.cancel()
            await self._reap()

    def end(self, reason: str) -> None:
        """Have it end soon; whoever is there is told the reason."""
        if not self.reason and not self.has_ended:
            self.reason = reason
            self._shell.hang_up()
            self._loop.call_later(self.limits.patience, self._insist)

    def write(self, data: bytes) -> None:
        """What somebody types; what is too much for a shell that does not read is lost, as everywhere."""
        self._typed = self._loop.time()
        self._pipe.write(data)

    def resize(self, columns: int, rows: int) -> None:
        if self.size != (columns, rows) and not self.has_ended:
            self.size = (columns, rows)
            self._shell.resize(columns, rows)
            self.news.tell()

    def share(self, on: bool) -> None:
        self.shared = on
        self.news.tell()

    @contextmanager
    def seat(self, person: Person) -> Iterator[Seat]:
        """A place to look from, at all that is kept."""
        seat = Seat(person)
        self._seats.append(seat)
        if person.id == self.owner.id:
            self._lingering.cancel()
        self.news.tell()
        try:
            yield seat
        finally:
            self._seats.remove(seat)
            if not any(each.person.id == self.owner.id for each in self._seats):
                self._lingering.cancel()
                self._lingering = self._end_later()
            self.pace()
            self.news.tell()

    def pace(self) -> None:
        """Read on if the quickest has been shown nearly all that was read."""
        ahead = self.scrollback.end - max((each.place for each in self._seats), default=self.scrollback.end)
        self._pipe.flow(ahead <= self.limits.ahead)

    def _said(self, said: bytes) -> None:
        self.scrollback.add(self._filter.feed(said))
        self.news.tell()
        self.pace()

    async def _reap(self) -> None:
        try:
            await asyncio.wait_for(readable([self._shell.gone]), self.limits.patience)
        except TimeoutError:
            self._shell.kill()
            await readable([self._shell.gone])
        self.status = self._shell.close()
        self.news.tell()

    def _end_later(self) -> asyncio.TimerHandle:
        return self._loop.call_later(self.limits.linger, self.end, "nobody came back to it")

    def _end_if_idle(self) -> None:
        rest = self._typed + self.limits.idle - self._loop.time()
        if rest > 0:
            self._idling = self._loop.call_later(rest, self._end_if_idle)
        else:
            self.end("nobody has typed anything for long")

    def _insist(self) -> None:
        if not self.has_ended:
            self._shell.kill()
