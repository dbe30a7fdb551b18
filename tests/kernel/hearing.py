"""What an engine is told that watches."""

import time
from queue import Empty, Queue

from tests.kernel.waiting import until
from tests.kernel.world import World

SOON = 2.0
QUIET = 1.0
"""Seconds; so long the kernel takes to tell of a link that has come up, and the engine a little."""


class Told:
    """What a watching engine was told."""

    def __init__(self) -> None:
        self._names: Queue[str] = Queue()

    def __call__(self, topology: str) -> None:
        self._names.put(topology)

    def hears(self, topology: str, within: float = SOON) -> bool:
        deadline = time.monotonic() + within
        try:
            while self._names.get(timeout=max(0.0, deadline - time.monotonic())) != topology:
                continue
        except Empty:
            return False
        return True

    def forget(self, world: World) -> None:
        """Wait until what was built has settled down and nothing is told any more."""
        until(world.has_settled, 20)
        while self.hears(world.name, QUIET):
            until(world.has_settled, 20)
