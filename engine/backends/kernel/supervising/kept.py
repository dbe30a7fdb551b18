"""One service as the supervisor keeps it: its order, its process, its log, its history."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from . import process, restarts
from .documents import Condition, Order
from .log import Log

STANDING = 1.0
"""Seconds after which what stands still is stopped once more, whoever may have made it go on."""

PATIENCE = 2.0
"""Seconds that a service that is asked to end may take."""

_MOST, _PAUSE = 1 << 16, 0.05
"""What is read at once of what a service says, and how long one that says so much is left alone."""


class Kept:
    """Moments are seconds of one clock."""

    def __init__(self, order: Order, log: Path, after: "Kept | None" = None) -> None:
        self.order = order
        self.pid: int | None = None
        self.said: int | None = None
        self._log_path = log
        self._log: Log | None = None
        self._history = restarts.History()
        self._after = after
        self._kill_at: float | None = None
        self._silent_until = 0.0
        self._has_begun = False
        self._stop_at: float | None = None
        self._told: tuple[int, str] | None = None
        self.is_stuck = False
        """Whether its sandbox was gone when it was to start."""

    @property
    def is_paused(self) -> bool:
        return self.order.get("paused", False)

    def takes(self, order: Order) -> bool:
        """Whether it can be as ordered without being started anew; then that is its order from now on."""
        takes = {**order, "paused": False} == {**self.order, "paused": False}
        self.order = order if takes else self.order
        return takes

    def tick(self, now: float) -> None:
        """Do what is due."""
        if self.pid is not None and self._kill_at is None:
            self._stand_still_or_go_on(self.pid, now)
        if self.pid is not None and self._kill_at is not None and now >= self._kill_at:
            self._end_now(self.pid)
        if self.pid is not None and not self._has_begun and restarts.settles(self._history, now):
            self._see_whether_it_has_begun(self.pid, now)
        due = restarts.due(self._history, self.order["restart"])
        if self.pid is None and due is not None and due <= now and not self._must_wait():
            self._start(now)

    def _stand_still_or_go_on(self, pid: int, now: float) -> None:
        if self.is_paused and (self._stop_at is None or self._stop_at <= now):
            process.send(signal.SIGSTOP, pid)
            self._stop_at = now + STANDING
        elif not self.is_paused and self._stop_at is not None:
            process.send(signal.SIGCONT, pid)
            self._stop_at = None

    def wakes_at(self, now: float) -> float | None:
        """When something is due next, or its words change."""
        moments = [self._kill_at, self._stop_at, restarts.next_change(self._history)]
        if self.pid is None and not self._must_wait():
            moments.append(restarts.due(self._history, self.order["restart"]))
        if self._silent_until > now:
            moments.append(self._silent_until)
        return min((each for each in moments if each is not None and each > now), default=None)

    def listens(self, now: float) -> bool:
        return self.said is not None and self._silent_until <= now

    def hear(self, now: float) -> None:
        """Take in what it says; one that says very much has to wait meanwhile."""
        if self.said is None:
            return
        with suppress(BlockingIOError):
            said = os.read(self.said, _MOST)
            self._open_log().write(said)
            if len(said) == _MOST:
                self._silent_until = now + _PAUSE
            if not said:
                self._stop_listening()

    def ended(self, now: float, status: int) -> None:
        """Its process is gone, with this exit status (negative: minus the signal)."""
        self._silent_until = 0.0
        self.hear(now)
        self._stop_listening()
        self._history = restarts.over(self._history, now, status)
        self.pid = self._kill_at = self._stop_at = None

    def end(self, now: float, hurry: bool) -> None:
        """Ask it to end, and see to it that it does."""
        if self.pid is None:
            return
        main = None if hurry or self._stop_at is not None else process.main_process(self.pid)
        if main is None or not self._kill(signal.SIGTERM, main):
            self._end_now(self.pid)
        self._kill_at = now + PATIENCE

    def close(self, forget_log: bool) -> None:
        if self._log and forget_log:
            self._log.remove()
        if self._log:
            self._log.close()
            self._log = None

    def condition(self, now: float) -> Condition:
        restart = self.order["restart"]
        words = "paused" if self.is_paused else restarts.words(self._history, restart, now)
        again = self._history.is_alive or restarts.due(self._history, restart) is not None
        return {"state": self._with_last_words(words), "again": again, "pid": self.pid}

    def _with_last_words(self, words: str) -> str:
        """While it fails over and over all that is told anew at milestones only, however it varies."""
        if words in ("running", "starting", "finished", "paused"):
            self._told = None
            return words
        milestone = restarts.milestone(self._history)
        if self._told is None or self._told[0] != milestone:
            line = self._log.last_line if self._log else ""
            self._told = milestone, f"{words}: {line}" if line else words
        return self._told[1]

    def _must_wait(self) -> bool:
        """For the process whose place it takes, or until it is to go on."""
        if self.is_paused:
            return True
        if self._after is not None and self._after.pid is None:
            self._after = None
        return self._after is not None

    def _start(self, now: float) -> None:
        self.is_stuck = False
        self._open_log()
        try:
            self.pid, self.said = process.start(self.order)
        except (process.Gone, OSError) as error:
            self.is_stuck = isinstance(error, process.Gone)
            self._history = restarts.could_not_start(self._history, now, f"cannot be started: {error}")
        else:
            self._history = restarts.begun(self._history, now)
            self._has_begun = False

    def _see_whether_it_has_begun(self, pid: int, now: float) -> None:
        """One that is still being confined has not come up, however long that takes."""
        self._has_begun = process.has_begun(pid)
        if not self._has_begun:
            self._history = restarts.begun(self._history, now)

    def _stop_listening(self) -> None:
        if self.said is not None:
            os.close(self.said)
            self.said = None

    def _open_log(self) -> Log:
        self._log = self._log or Log(self._log_path, self.order["log"])
        return self._log

    def _end_now(self, pid: int) -> None:
        """All of it: when the process that confines it is gone then, so is everything inside."""
        first = process.first_process(pid)
        if first is None or not self._kill(signal.SIGKILL, first):
            self._kill(signal.SIGKILL, pid)

    def _kill(self, number: signal.Signals, pid: int) -> bool:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return False
        return True
