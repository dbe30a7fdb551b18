"""The worker: keeps every topology as it is wanted, until it is told to stop.

Work is keyed by topology, not by what happened to it: whatever happens, the topology is looked at as a
whole. One that fails waits for longer and longer; one that hangs keeps one thread, and no other topology.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from threading import Event, Thread

from engine.answering import answer
from engine.backends import Backend
from engine.backoff import backoff
from engine.designs import Designs, Drift, Wanted
from engine.errors import Transient
from engine.tending import Tender
from engine.work_queue import Queue

__all__ = ["Designs", "Drift", "Wanted", "Worker"]

log = logging.getLogger(__name__)

THREADS = 16
"""So many topologies are worked on at once."""

HANGS = 10.0
"""Seconds after which work on a topology counts as hanging, and there is another thread in its place. For
work that only takes long there is one more, which does no harm."""

PATIENCE = 10.0
"""Seconds that stopping waits for what is being built."""

SHARE, LONGEST = 0.005, 60.0
"""A resync is put off until those of a topology take no more than this share of a processor's time, or for so
many seconds: a thousand sandboxes cost 0.1 s each time."""


class Worker:
    """Runs in the thread that calls `run`; the other methods may be called from any."""

    def __init__(
        self,
        backend: Backend,
        designs: Designs,
        *,
        resync: float = 10.0,
        beat: float = 2.0,
        threads: int = THREADS,
        hangs: float = HANGS,
    ) -> None:
        """`resync`, `beat` and `hangs` are in seconds: every topology is looked at (a large one less often,
        as `SHARE` says), a sign of life is given, and work that does not end has its thread replaced."""
        self._backend = backend
        self._designs = designs
        self._periods = {
            self._resync: resync,
            self._beat: beat,
            self._look_for_questions: beat,
            self._start_threads: hangs / 4,
        }
        self._queue = Queue()
        self._tender = Tender(backend, designs)
        self._asked: set[str] = set()
        self._resyncing: set[str] = set()
        self._rests_until: dict[str, float] = {}
        self._untended: Counter[str] = Counter()
        self._stopping = Event()
        self._at_once = threads
        self._hangs = hangs
        self._began: dict[str, float] = {}
        self._threads: list[Thread] = []

    def run(self) -> None:
        """Work until `stop`; comes back when everything that was begun is finished."""
        self._backend.watch(self._queue.add)
        self._start_threads()
        try:
            self._keep_time()
        finally:
            self._finish()

    def wake(self, topology: str) -> None:
        """Somebody changed what is wanted of it, or asks for another try: now, back-off or not."""
        self._tender.forget(topology)
        self._queue.hurry(topology)

    def ask(self, topology: str) -> None:
        """Somebody asks what deploying it would do. Answered by whoever has the topology next, so that no
        other waits for that, and no two look at it at once."""
        self._asked.add(topology)
        self._queue.hurry(topology)

    def stop(self) -> None:
        """Ask `run` to come back."""
        self._stopping.set()

    def _keep_time(self) -> None:
        due = dict.fromkeys(self._periods, time.monotonic())
        while not self._stopping.is_set():
            for duty, period in self._periods.items():
                if due[duty] <= time.monotonic():
                    _guarded(duty)
                    due[duty] = time.monotonic() + period
            self._stopping.wait(max(0.0, min(due.values()) - time.monotonic()))

    def _resync(self) -> None:
        """The safety net under prompts and events: look at everything wanted, and everything there."""
        names = {wanted.name for wanted in self._designs.wanted()}
        for name in names.union(self._backend.topologies()):
            if self._rests_until.get(name, 0.0) <= time.monotonic():
                self._resyncing.add(name)
                self._tender.doubt(name)
                self._queue.add(name)

    def _beat(self) -> None:
        self._designs.beat(self._backend.mode, self._backend.features)

    def _look_for_questions(self) -> None:
        """The safety net under prompts."""
        for name in self._designs.asked():
            self.ask(name)

    def _start_threads(self) -> None:
        """See to it that there are always as many threads for the topologies that do not hang."""
        longest_ago = time.monotonic() - self._hangs
        hanging = sum(began < longest_ago for began in list(self._began.values()))
        for number in range(len(self._threads), self._at_once + hanging):
            self._threads.append(Thread(target=self._work, name=f"tend-{number}", daemon=True))
            self._threads[-1].start()

    def _work(self) -> None:
        while (name := self._queue.take()) is not None:
            self._began[name] = time.monotonic()
            self._answer(name)
            began = time.thread_time()
            delay = self._tended(name)
            self._put_off(name, time.thread_time() - began)
            if delay is not None:
                self._queue.hold(name, delay)
            turn = self._tender.next_turn(name)
            if turn is not None:
                self._queue.remind(name, turn)
            del self._began[name]
            self._queue.done(name)

    def _answer(self, name: str) -> None:
        if name in self._asked:
            self._asked.discard(name)
            try:
                answer(self._backend, self._designs, name)
            except Exception as error:
                _complain(f"what is asked about {name} could not be answered", error)

    def _tended(self, name: str) -> float | None:
        try:
            delay = self._tender.tend(name)
        except Exception as error:
            _complain(f"{name} could not be tended", error)
            self._untended[name] += 1
            return backoff(self._untended[name])
        self._untended.pop(name, None)
        return delay

    def _put_off(self, name: str, took: float) -> None:
        """The next resync, if this was one."""
        if name in self._resyncing:
            self._resyncing.discard(name)
            self._rests_until[name] = time.monotonic() + min(LONGEST, took / SHARE)

    def _finish(self) -> None:
        self._queue.close()
        deadline = time.monotonic() + PATIENCE
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        hanging = [thread.name for thread in self._threads if thread.is_alive()]
        if hanging:
            log.error("%s did not come back and are left behind", ", ".join(hanging))


def _guarded(duty: Callable[[], None]) -> None:
    """The store may be away for a while; the worker outlives that."""
    try:
        duty()
    except Exception as error:
        _complain(f"{duty.__name__.strip('_').replace('_', ' ')} failed", error)


def _complain(what: str, error: Exception) -> None:
    """What may pass is said in a line; anything else is a bug, and a traceback helps to find it."""
    if isinstance(error, Transient):
        log.warning("%s: %s; it is tried again", what, error)
    else:
        log.error("%s; it is tried again", what, exc_info=error)
