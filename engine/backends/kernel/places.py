"""The namespaces of topologies, opened: a descriptor and a request socket each, kept for next time.

A thread that enters a namespace cannot always come back (an ordinary user may not re-enter the machine's
own), so sockets are opened on threads that go there and end. What is kept is bounded: the least recently
used is closed first. A kept socket keeps its namespace alive, so each visit first makes sure that the
name still means the same namespace.
"""

import os
import socket
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from engine import marks
from engine.backends.kernel import failures, home, links, netlink
from engine.backends.kernel.syscalls import CLONE_NEWNET, setns
from engine.errors import Permanent, Transient

Result = TypeVar("Result")


@dataclass(slots=True)
class Place:
    """An open namespace. `visitors` use it now, so that it must not be closed."""

    descriptor: int
    socket: socket.socket
    inode: int = field(init=False)
    visitors: int = 0

    def __post_init__(self) -> None:
        self.inode = os.fstat(self.descriptor).st_ino

    def close(self) -> None:
        os.close(self.descriptor)
        self.socket.close()


class Missing(Exception):
    """No namespace of the topology's stands under that name."""

    def __init__(self, at: Path) -> None:
        super().__init__(f"there is no namespace {at}")


class Foreign(Missing, Permanent):
    """A namespace stands under that name, but it carries no mark of the topology's."""

    def __init__(self, at: Path) -> None:
        Permanent.__init__(
            self, f"{at} is not Patchboard's; take it away (ip netns delete {at.name}), or rename this"
        )


def go(errand: Callable[[], Result]) -> Result:
    """Run `errand` on a thread of its own, which is free to change its namespace, and wait for it."""
    with ThreadPoolExecutor(1) as away:
        return away.submit(errand).result()


def open_place(topology: str, place: str) -> Place:
    """Enter the namespace, to stay; only on a thread made by `go`."""
    at = home.path(topology, place)
    if home.inode(at) is None:
        raise Missing(at)
    descriptor = os.open(at, os.O_RDONLY | os.O_CLOEXEC)
    try:
        setns(descriptor, CLONE_NEWNET)
        opened = Place(descriptor, netlink.open_socket())
    except OSError:
        os.close(descriptor)
        raise
    if links.loopback_alias(opened.socket) != marks.namespace_alias(topology):
        opened.close()
        raise Foreign(at)
    return opened


class Places:
    """The open namespaces, at most `limit` and those in use. Any thread may visit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open: OrderedDict[tuple[str, str], Place] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def visit(self, topology: str, place: str) -> Iterator[Place]:
        """Raises `Missing`, `Foreign`, or `Transient` if it cannot be opened now.

        After an error nothing is kept: an answer may be left unread.
        """
        visited = self._current(topology, place) or self._open_one(topology, place)
        visited.visitors += 1
        try:
            yield visited
        except Exception:
            self.forget(topology, place)
            raise
        finally:
            visited.visitors -= 1

    def prepare(self, topology: str, places: Iterable[str]) -> None:
        """Open what is not open yet, as far as it may be kept, in one go; what fails, `visit` tells."""
        closed = [place for place in places if not self._current(topology, place)][: self._limit]
        if closed:
            go(lambda: self._open_all(topology, closed))

    def keep(self, topology: str, place: str, opened: Place) -> None:
        """Take over an open namespace."""
        self.forget(topology, place)
        with self._lock:
            self._open[topology, place] = opened
            idle = (name for name, kept in self._open.items() if not kept.visitors and kept is not opened)
            for name in [name for name, _ in zip(idle, range(len(self._open) - self._limit), strict=False)]:
                self._open.pop(name).close()

    def forget(self, topology: str, place: str) -> None:
        """Close a namespace, so that this process does not keep it alive."""
        with self._lock:
            opened = self._open.pop((topology, place), None)
        if opened:
            opened.close()

    def close(self) -> None:
        for name in list(self._open):
            self.forget(*name)

    def _current(self, topology: str, place: str) -> Place | None:
        """The open one, if it is still what its name says."""
        with self._lock:
            opened = self._open.get((topology, place))
            if opened:
                self._open.move_to_end((topology, place))
        if opened and home.inode(home.path(topology, place)) != opened.inode:
            self.forget(topology, place)
            return None
        return opened

    def _open_one(self, topology: str, place: str) -> Place:
        try:
            return go(lambda: self._opened(topology, place))
        except OSError as error:
            reason = failures.words(error.errno or 0, str(error))
            raise Transient(f"{home.path(topology, place)} cannot be opened: {reason}") from error

    def _opened(self, topology: str, place: str) -> Place:
        opened = open_place(topology, place)
        self.keep(topology, place, opened)
        return opened

    def _open_all(self, topology: str, places: list[str]) -> None:
        for place in places:
            try:
                self._opened(topology, place)
            except (Missing, OSError):
                continue
