"""Sampling a topology's traffic each second for all who look at it."""

import asyncio
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engine.backends.kernel.meters import TopologyMeters
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.console.threads import in_thread
from engine.drivers import Owner
from engine.errors import Transient
from engine.traffic import Rates, Sample, differing, rates
from engine.traffic_history import History

EVERY = 1.0
"""Seconds from one sample to the next."""
LINGER = 30.0
"""Seconds that a sampler waits for somebody to come back, as after a reload of the page."""

log = logging.getLogger(__name__)

Rated = dict[Owner, Rates]


class Looker:
    """One who is told. What was not taken in time is told together with what came later."""

    def __init__(self, history: tuple[float, int, dict[Owner, bytes]], now: Rated) -> None:
        """The history as `traffic` tells it, and the rates that are now."""
        self.history = history
        self._at = history[0]
        self._news: Rated = dict(now)
        self._waiting = asyncio.Event()
        self._failure: Exception | None = None

    def note(self, at: float, news: Rated) -> None:
        self._at = at
        self._news |= news
        self._waiting.set()

    def fail(self, error: Exception) -> None:
        """There will be no more news."""
        self._failure = error
        self._waiting.set()

    async def news(self) -> tuple[float, Rated]:
        """Waits for the next second."""
        await self._waiting.wait()
        if self._failure:
            raise self._failure
        self._waiting.clear()
        taken, self._news = self._news, {}
        return self._at, taken


class Sampler:
    """`run` goes on while somebody looks, and a while after that. Then nothing is kept; nor is it once nobody
    looks and nothing of the topology is there, so that another one of its name begins without a past."""

    def __init__(self, topology: str, places: Places) -> None:
        self._topology = topology
        self._places = places
        self._meters: TopologyMeters | None = None
        self._lookers: set[Looker] = set()
        self._history = History()
        self._before = Sample(time.monotonic(), {})
        self._now: Rated = {}
        self._left = time.monotonic()

    async def run(self) -> None:
        try:
            await self._sample_each_second()
        except Exception as error:
            for looker in self._lookers:
                looker.fail(error)
            raise
        finally:
            self._drop_meters()

    async def _sample_each_second(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while self._is_wanted():
            self._take(await in_thread(self._read))
            late = int((loop.time() - due) // EVERY)
            due += EVERY * (1 + late)
            await asyncio.sleep(due - loop.time())

    def _is_wanted(self) -> bool:
        return bool(self._lookers) or (self._meters is not None and time.monotonic() - self._left < LINGER)

    @contextmanager
    def looker(self) -> Iterator[Looker]:
        """What it is told, from now on. The last who leaves is waited for."""
        series = {owner: self._history.of(owner) for owner in self._history.owners()}
        looker = Looker((time.time(), self._history.seconds, series), self._now)
        self._lookers.add(looker)
        try:
            yield looker
        finally:
            self._lookers.discard(looker)
            self._left = time.monotonic()

    def _take(self, sample: Sample) -> None:
        found = rates(self._before, sample)
        news: Mapping[Owner, Rates] = differing(self._now, found)
        self._history.add(found, max(1, round((sample.moment - self._before.moment) / EVERY)))
        self._before, self._now = sample, found
        at = time.time()
        for looker in self._lookers:
            looker.note(at, dict(news))

    def _read(self) -> Sample:
        """An empty one if there is nothing to be seen now."""
        try:
            self._meters = self._meters or TopologyMeters(self._topology, self._places)
            return self._meters.read()
        except (Missing, Transient):
            self._drop_meters()
        except OSError:
            log.exception("what goes through %s cannot be counted; it is tried again", self._topology)
            self._drop_meters()
        return Sample(time.monotonic(), {})

    def _drop_meters(self) -> None:
        if self._meters:
            self._meters.close()
            self._meters = None
