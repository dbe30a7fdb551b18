"""What the instruments have in common: the kernel's namespaces, and what goes on without a line."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from engine.backends.kernel.places import Places
from engine.console.terminals.sessions import Sessions


@dataclass(slots=True, eq=False)
class Machine:
    """`mode` is the engine's: `root` or `rootless`. Places may be visited in any thread."""

    mode: str
    places: Places
    terminals: Sessions = field(default_factory=Sessions)
    _kept: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def is_busy(self) -> bool:
        """Whether something goes on that no line waits for."""
        return bool(self._kept)

    def keep(self, what: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Have this go on whether or not the line stays that began it, until it or the console ends."""
        task = asyncio.create_task(what)
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)
        return task

    async def aclose(self) -> None:
        """End all that is kept, and let go of the namespaces."""
        for task in self._kept:
            task.cancel()
        await asyncio.gather(*self._kept, return_exceptions=True)
        self.places.close()
