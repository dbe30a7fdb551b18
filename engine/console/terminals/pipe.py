"""Reading from a shell and writing to it, in the loop's own callbacks: a letter's echo waits for no task."""

import asyncio
from collections.abc import Callable
from typing import Protocol

AT_ONCE = 16 << 10


class End(Protocol):
    """This side of a shell's terminal; `output` is readable when there is something to read."""

    output: int

    def read(self) -> bytes | None:
        """What was said since; None if that is nothing, empty if nothing will be any more."""

    def write(self, data: bytes) -> int:
        """How many bytes of it were taken."""


class Pipe:
    """`said` is called with what comes, while it flows; `is_dry` is set when nothing will any more. Of what
    is written, at most `room` bytes wait for a shell that does not read."""

    def __init__(self, end: End, room: int, said: Callable[[bytes], None]) -> None:
        self.is_dry = asyncio.Event()
        self._end = end
        self._room = room
        self._said = said
        self._waiting = bytearray()
        self._flows = False
        self._loop = asyncio.get_running_loop()

    def flow(self, on: bool) -> None:
        """Read on, or let the shell wait."""
        if on == self._flows or self.is_dry.is_set():
            return
        self._flows = on
        if on:
            self._loop.add_reader(self._end.output, self._read)
        else:
            self._loop.remove_reader(self._end.output)

    def write(self, data: bytes) -> None:
        """What there is no room for is lost."""
        if self.is_dry.is_set():
            return
        idle = not self._waiting
        self._waiting += data[: self._room - len(self._waiting)]
        if idle:
            self._loop.add_writer(self._end.output, self._write)
            self._write()

    def close(self) -> None:
        self.flow(False)
        self._loop.remove_writer(self._end.output)
        self.is_dry.set()

    def _read(self) -> None:
        said = self._end.read()
        if said:
            self._said(said)
        elif said is not None:
            self.close()

    def _write(self) -> None:
        del self._waiting[: self._end.write(bytes(self._waiting[:AT_ONCE]))]
        if not self._waiting:
            self._loop.remove_writer(self._end.output)
