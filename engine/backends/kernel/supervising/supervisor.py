"""Keeping a topology's services as they are wanted, until none is."""

import os
import time
from pathlib import Path

from . import documents
from .documents import State, Wanted
from .kept import Kept

DESERTED = 10.0
"""Seconds after which a supervisor gives up whose sandboxes are all gone: nobody told it to end."""


class Supervisor:
    """All moments are of the clock that does not jump."""

    def __init__(self, folder: Path, topology: str) -> None:
        self._wanted = folder / f"{topology}.wanted"
        self._state = folder / f"{topology}.state"
        self._logs = folder / "logs" / topology
        self._number = 0
        self._services: dict[str, Kept] = {}
        self._leaving: dict[str, Kept] = {}
        self._told: State | None = None
        self._deserted: float | None = None
        self._looked = time.monotonic()

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to keep any more."""
        return not self._services and not self._leaving

    def take_up(self) -> None:
        """Read what is wanted now: what is not to run any more or otherwise is ended, the rest goes on."""
        now = time.monotonic()
        nothing: Wanted = {"number": 0, "hurry": True, "services": {}}
        wanted: Wanted = documents.read(self._wanted) or nothing
        self._number = wanted["number"]
        for name, kept in list(self._services.items()):
            order = wanted["services"].get(name)
            if order is None or not kept.takes(order):
                self._dismiss(name, now, wanted["hurry"], order is None)
        for name, order in wanted["services"].items():
            if name not in self._services:
                log = self._logs / f"{name.replace('/', '.')}.log"
                self._services[name] = Kept(order, log, self._leaving.get(name))

    def look(self) -> None:
        """Do all that is due, and tell the engine if that changed anything."""
        now = self._looked = time.monotonic()
        self._reap(now)
        for kept in (*self._leaving.values(), *self._services.values()):
            kept.tick(now)
        self._tell(now)
        self._notice_desertion(now)

    def hear(self, descriptor: int) -> None:
        for kept in (*self._services.values(), *self._leaving.values()):
            if kept.said == descriptor:
                kept.hear(time.monotonic())

    def to_hear(self) -> list[int]:
        """The descriptors on which services may say something now."""
        now = time.monotonic()
        kept = (*self._services.values(), *self._leaving.values())
        return [each.said for each in kept if each.said is not None and each.listens(now)]

    def patience(self) -> float | None:
        """Seconds until something is due; None if nothing is. What has become due since the last look is."""
        kept = (*self._services.values(), *self._leaving.values())
        moments = [moment for each in kept if (moment := each.wakes_at(self._looked)) is not None]
        return max(0.0, min(moments) - time.monotonic()) if moments else None

    def give_up(self) -> None:
        """End everything at once."""
        now = time.monotonic()
        for name in list(self._services):
            self._dismiss(name, now, True, False)

    def _dismiss(self, name: str, now: float, hurry: bool, for_good: bool) -> None:
        kept = self._services.pop(name)
        kept.end(now, hurry)
        if kept.pid is None:
            kept.close(for_good)
        else:
            self._leaving[name] = kept

    def _reap(self, now: float) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._note_end(pid, os.waitstatus_to_exitcode(status), now)

    def _note_end(self, pid: int, status: int, now: float) -> None:
        for name, kept in list(self._leaving.items()):
            if kept.pid == pid:
                kept.ended(now, status)
                kept.close(name not in self._services)
                del self._leaving[name]
        for kept in self._services.values():
            if kept.pid == pid:
                kept.ended(now, status)

    def _tell(self, now: float) -> None:
        conditions = {name: kept.condition(now) for name, kept in self._services.items()}
        state: State = {"number": self._number, "leaving": [*self._leaving], "services": conditions}
        if state != self._told:
            documents.write(self._state, state)
            self._told = state

    def _notice_desertion(self, now: float) -> None:
        if not self._services or not all(kept.is_stuck for kept in self._services.values()):
            self._deserted = None
        elif self._deserted is None:
            self._deserted = now
        elif now - self._deserted > DESERTED:
            self.give_up()
