"""When frames were seen, by the kernel's clock."""

import select
import socket
import time
from collections.abc import Iterable
from contextlib import closing
from struct import Struct

from engine.errors import Transient

_SO_TIMESTAMPNS = 35
_TIME = Struct("=qq")
_PATIENCE = 5.0

ROOM = socket.CMSG_SPACE(_TIME.size)
"""Bytes that a stamp takes beside what is received."""

Beside = Iterable[tuple[int, int, bytes]]


def switch_on(opened: socket.socket) -> None:
    """Have a stamp come with everything that the socket receives; see `wait_until_on`."""
    opened.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)


def stamp(beside: Beside) -> int:
    """Nanoseconds since 1970; 0 if there is no stamp."""
    for level, kind, held in beside:
        if (level, kind) == (socket.SOL_SOCKET, _SO_TIMESTAMPNS):
            seconds, nanoseconds = _TIME.unpack(held)
            return int(seconds * 10**9 + nanoseconds)
    return 0


def wait_until_on() -> None:
    """The kernel begins to stamp frames some milliseconds after it was asked to; what came before gets the
    time at which it is taken. Only where `lo` is up."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)) as trial:
        switch_on(trial)
        trial.bind(("127.0.0.1", 0))
        until = time.monotonic() + _PATIENCE
        while not _is_stamped_on_arrival(trial):
            if time.monotonic() > until:
                raise Transient("the kernel does not say when frames come")


def _is_stamped_on_arrival(trial: socket.socket) -> bool:
    trial.sendto(b"", trial.getsockname())
    if not select.select([trial], [], [], _PATIENCE)[0]:
        return False
    arrived = time.time_ns()
    return stamp(trial.recvmsg(1, ROOM)[1]) < arrived
