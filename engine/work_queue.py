"""A queue of topologies that wait for work: each once, with one worker at a time, not before its time."""

import time
from collections.abc import Callable
from threading import Condition


class Queue:
    """A key that is added while a worker has it is taken again after `done`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._hurried: set[str] = set()
        self._busy: set[str] = set()
        self._closed = False
        self._changed = Condition()

    def add(self, key: str) -> None:
        """There is something to do; at once, unless the key is held back."""
        with self._changed:
            due = self._held.get(key, 0.0)
            self._put(key, min(due, self._due.get(key, due)))

    def hurry(self, key: str) -> None:
        """There is something to do at once, held back or not."""
        with self._changed:
            self._hurried.add(key)
            self._held.pop(key, None)
            self._put(key, 0.0)

    def hold(self, key: str, seconds: float) -> None:
        """There is something to do, but not for so long, whoever adds it; only who hurries is served."""
        with self._changed:
            if key not in self._hurried:
                self._held[key] = self._clock() + seconds
                self._put(key, self._held[key])

    def remind(self, key: str, seconds: float) -> None:
        """There is something to do then, or before if somebody adds it; not as long as it is held back."""
        with self._changed:
            due = max(self._clock() + seconds, self._held.get(key, 0.0))
            self._put(key, min(due, self._due.get(key, due)))

    def take(self) -> str | None:
        """The next key whose time has come, waiting for it; None once the queue is closed."""
        with self._changed:
            while not self._closed:
                key = self._take()
                if key is not None:
                    return key
                self._changed.wait(self._until_next())
            return None

    def take_now(self) -> str | None:
        """The next key whose time has come, or None."""
        with self._changed:
            return self._take()

    def done(self, key: str) -> None:
        """The worker that took it is through with it."""
        with self._changed:
            self._busy.discard(key)
            self._changed.notify_all()

    def close(self) -> None:
        """Nobody is given anything any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _put(self, key: str, due: float) -> None:
        self._due[key] = due
        self._changed.notify_all()

    def _take(self) -> str | None:
        key = self._next()
        if key is None or self._due[key] > self._clock():
            return None
        del self._due[key]
        self._hurried.discard(key)
        self._busy.add(key)
        return key

    def _until_next(self) -> float | None:
        key = self._next()
        return None if key is None else self._due[key] - self._clock()

    def _next(self) -> str | None:
        waiting = (key for key in self._due if key not in self._busy)
        return min(waiting, key=self._due.__getitem__, default=None)
