"""Writing down the commands of every plan that is carried out, for whoever wants to watch the engine work."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from queue import SimpleQueue
from threading import Event, Thread
from typing import NamedTuple

from engine.backends import Backend, Failure
from engine.commands import commands
from engine.drivers import Owner
from engine.features import Features
from engine.plan import Delete, Plan
from engine.resources import FABRIC, Namespace, State
from engine.scope import LinkName, Scope, Touched
from engine.status import Facts

log = logging.getLogger(__name__)

PAUSE = 0.0005
"""Seconds for each action that a plan waits before it is put into words: meanwhile what was built is
verified, which should not have to wait for that."""


class Done(NamedTuple):
    """A plan that was carried out at a time, in seconds since the epoch, and what of it failed."""

    topology: str
    plan: Plan
    failures: tuple[Failure, ...]
    at: float

    @property
    def is_end(self) -> bool:
        """Whether nothing of the topology is left after it."""
        return not self.failures and Delete(Namespace(FABRIC)) in self.plan

    def lines(self) -> Iterable[Mapping[str, object]]:
        """Each command, and why it failed if it did. An action of several commands fails as a whole."""
        reasons = {id(failure.action): failure.reason for failure in self.failures}
        for action in self.plan:
            failed = reasons.get(id(action), "")
            for command in commands(self.topology, (action,)):
                yield {"at": self.at, "command": command, "failed": failed}


class Recording:
    """A backend that tells `write` of all that is done by it, on a thread of its own: to put plans into
    words takes its time."""

    def __init__(self, backend: Backend, write: Callable[[Done], None]) -> None:
        self.mode = backend.mode
        self._backend = backend
        self._write = write
        self._closing = Event()
        self._queue: SimpleQueue[Done | None] = SimpleQueue()
        self._writer = Thread(target=self._run, name="recording", daemon=True)
        self._writer.start()

    @property
    def features(self) -> Features:
        return self._backend.features

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        return self._backend.observe(topology, scope)

    def apply(self, topology: str, plan: Plan, scope: Scope | None = None) -> tuple[Failure, ...]:
        failures = self._backend.apply(topology, plan, scope)
        self._queue.put(Done(topology, plan, failures, time.time()))
        return failures

    def topologies(self) -> Iterable[str]:
        return self._backend.topologies()

    def watch(self, changed: Callable[[str], None]) -> None:
        self._backend.watch(changed)

    def facts(self, topology: str) -> Mapping[Owner, Facts]:
        return self._backend.facts(topology)

    def touched(self, topology: str) -> frozenset[Touched] | None:
        return self._backend.touched(topology)

    def fallen(self, topology: str) -> frozenset[LinkName]:
        return self._backend.fallen(topology)

    def close(self) -> None:
        self._closing.set()
        self._queue.put(None)
        self._writer.join()
        self._backend.close()

    def _run(self) -> None:
        while (done := self._queue.get()) is not None:
            self._closing.wait(PAUSE * len(done.plan))
            try:
                self._write(done)
            except Exception:  # must not silence all that follow, nor pile them up
                log.exception("what was done of %s could not be put into words", done.topology)
