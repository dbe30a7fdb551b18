"""Plays scenarios: does their steps when they are due, as long as this web process lives.

What is played, and how far it is, stands in the database: after a restart it goes on from there, and where
there are several web processes, each step is done by the first that comes.
"""

import asyncio
import contextlib
import time

from webapp.live.asking import database
from webapp.store import playing

GLANCE = 5.0
"""Seconds from one look to the next, if nothing is heard meanwhile."""


class Player:
    """`step` is awaited over and over."""

    def __init__(self) -> None:
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Something has changed: perhaps a scenario began."""
        self._news.set()

    async def step(self) -> None:
        self._news.clear()
        due = await database(playing.go_on)
        patience = GLANCE if due is None else min(GLANCE, max(0.0, due - time.time()))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), patience)
