"""The open namespaces of all topologies, kept for next time.

What is kept is bounded: the least recently used is closed first. A kept socket keeps its namespace alive,
so each visit first makes sure that the name still means the same namespace.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine.backends.kernel import failures, home
from engine.backends.kernel.place import Missing, Place, go, open_place
from engine.errors import Transient

Name = tuple[str, str]
"""Topology and place."""


@dataclass(slots=True)
class _Kept:
    """A place with those who use it now; one that is given up is closed when the last has left."""

    place: Place
    visitors: int = 0
    given_up: bool = False


class Places:
    """The open namespaces, at most `limit` and those in use. Any thread may visit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open: OrderedDict[Name, _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._stamp: int | None = None
        self._is_swept = False

    @contextmanager
    def visit(self, topology: str, place: str) -> Iterator[Place]:
        """Raises `Missing`, `Foreign`, or `Transient` if it cannot be opened now.

        After an error nothing is kept: an answer may be left unread.
        """
        kept = self._enter((topology, place))
        try:
            yield kept.place
        except Exception:
            self.forget(topology, place)
            raise
        finally:
            self._leave(kept)

    def prepare(self, topology: str, places: Iterable[str]) -> None:
        """Open what is not open yet, as far as it may be kept, in one go; what fails, `visit` tells."""
        closed = [place for place in places if (topology, place) not in self._open][: self._limit]
        if closed:
            go(lambda: self._open_all(topology, closed))

    def keep(self, topology: str, place: str, opened: Place) -> None:
        """Take over an open namespace."""
        with self._lock:
            before = self._open.pop((topology, place), None)
            self._open[topology, place] = _Kept(opened)
            if before:
                self._give_up(before)
            self._make_room()

    def forget(self, topology: str, place: str) -> None:
        """Close a namespace, so that this process does not keep it alive."""
        with self._lock:
            kept = self._open.pop((topology, place), None)
            if kept:
                self._give_up(kept)

    def sweep(self) -> None:
        """Let go of those whose names mean another namespace by now, or none: this process would keep them
        alive. Only after a name has come or gone, and then twice: names of one moment have one stamp."""
        before, self._stamp = self._stamp, home.stamp()
        if self._is_swept and self._stamp == before:
            return
        for name, kept in list(self._open.items()):
            if home.inode(home.path(*name)) != kept.place.inode:
                self.forget(*name)
        self._is_swept = self._stamp == before

    def close(self) -> None:
        for name in list(self._open):
            self.forget(*name)

    def _enter(self, name: Name) -> _Kept:
        while True:
            with self._lock:
                kept = self._open.get(name)
                if kept:
                    kept.visitors += 1
                    self._open.move_to_end(name)
            if kept and home.inode(home.path(*name)) == kept.place.inode:
                return kept
            if kept:
                self.forget(*name)
                self._leave(kept)
            self._open_one(*name)

    def _leave(self, kept: _Kept) -> None:
        with self._lock:
            kept.visitors -= 1
            if kept.given_up and not kept.visitors:
                kept.place.close()

    def _give_up(self, kept: _Kept) -> None:
        kept.given_up = True
        if not kept.visitors:
            kept.place.close()

    def _make_room(self) -> None:
        """Close the least recently used, but not what was opened just now."""
        surplus = len(self._open) - self._limit
        if surplus <= 0:
            return
        newest = next(reversed(self._open))
        idle = [name for name, kept in self._open.items() if not kept.visitors and name != newest]
        for name in idle[:surplus]:
            self._give_up(self._open.pop(name))

    def _open_one(self, topology: str, place: str) -> None:
        try:
            self.keep(topology, place, go(lambda: open_place(topology, place)))
        except OSError as error:
            reason = failures.words(error.errno or 0, str(error))
            raise Transient(f"{home.path(topology, place)} cannot be opened: {reason}") from error

    def _open_all(self, topology: str, places: list[str]) -> None:
        for place in places:
            try:
                self.keep(topology, place, open_place(topology, place))
            except (Missing, OSError):
                continue
