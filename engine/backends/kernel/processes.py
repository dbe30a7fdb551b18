"""Processes inside network namespaces that are to go: each of them would keep its namespace alive."""

import os
import select
import signal
from collections.abc import Container, Iterator
from pathlib import Path

_PROC = Path("/proc")
_PATIENCE = 2.0


def end_all_in(inodes: Container[int]) -> None:
    """Kill what runs in these network namespaces, and wait until it is gone.

    Twice, because a process that was being started while the first look was taken has been missed.
    """
    for _ in range(2):
        killed = [descriptor for pid in _inside(inodes) if (descriptor := _kill(pid, inodes)) is not None]
        if not killed:
            return
        _wait(killed)


def _inside(inodes: Container[int]) -> Iterator[int]:
    for entry in _PROC.iterdir():
        if entry.name.isdecimal() and _namespace(int(entry.name)) in inodes:
            yield int(entry.name)


def _namespace(pid: int) -> int:
    """The inode of the process's network namespace; 0 if it is gone or somebody else's."""
    try:
        return os.stat(f"/proc/{pid}/ns/net").st_ino  # noqa: PTH116 (hundreds of them, on the way to an edit)
    except OSError:
        return 0


def _kill(pid: int, inodes: Container[int]) -> int | None:
    """A descriptor of the process that was killed, unless the number has become another one's."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return None
    if pid != os.getpid() and _namespace(pid) in inodes:
        signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        return descriptor
    os.close(descriptor)
    return None


def _wait(killed: list[int]) -> None:
    """Until they are gone, or for as long as it is worth it."""
    for descriptor in killed:
        select.select([descriptor], [], [], _PATIENCE)
        os.close(descriptor)
