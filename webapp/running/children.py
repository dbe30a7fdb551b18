"""Child processes that are started again when they end by themselves."""

import asyncio
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

SHORTEST, LONGEST = 0.5, 30.0
"""Seconds to wait before a child that ended is started again: twice as long each time, up to the longest."""
HEALTHY = 60.0
"""Seconds that a child lived whose end does not count as failing to start."""
PATIENCE = 15.0
"""Seconds that a child may take to end when asked."""


class Child:
    """A Python process that is asked to end by closing its standard input, so that it ends with us even
    if we are killed. It is a group of its own: Ctrl-C on the terminal does not reach it.

    `ended` is told the exit status of each that ends unasked, before the next one is started; it may
    change `arguments`.
    """

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        ended: Callable[[int], Awaitable[None]],
        descriptors: Sequence[int] = (),
    ) -> None:
        self.arguments = list(arguments)
        self._name = name
        self._ended = ended
        self._descriptors = descriptors
        self._ending = asyncio.Event()

    async def keep(self) -> None:
        """Have it running until `end`; comes back when it has ended."""
        pause, clock = SHORTEST, asyncio.get_running_loop().time
        while not self._ending.is_set():
            began = clock()
            process = await self._start()
            if await self._outlives(process):
                return await self._finish(process)
            await self._ended(process.returncode or 0)
            pause = SHORTEST if clock() - began > HEALTHY else min(2 * pause, LONGEST)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), pause)

    def end(self) -> None:
        """Ask `keep` to end it."""
        self._ending.set()

    async def _outlives(self, process: Process) -> bool:
        """Whether the process still runs when it is to end."""
        ending = asyncio.create_task(self._ending.wait())
        ended = asyncio.create_task(process.wait())
        _, waiting = await asyncio.wait([ending, ended], return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        return process.returncode is None

    async def _finish(self, process: Process) -> None:
        if process.stdin:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            sys.stderr.write(f"the {self._name} does not end and is killed\n")
            process.kill()
            await process.wait()

    async def _start(self) -> Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *self.arguments,
            stdin=subprocess.PIPE,
            pass_fds=self._descriptors,
            start_new_session=True,
        )
