"""What belongs to one run of the tests: a folder, and every process that was started with the folder's name
in its environment. Needs the standard library only."""

import fcntl
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

MARK = "PATCHBOARD_TESTS"
PREFIX = "patchboard-tests-"
_PATIENCE, _GLANCE = 60.0, 1.0


def lock(folder: Path) -> int:
    """Lock it for the process and those that get the descriptor. Nobody ever sees it with its lock open."""
    fresh = folder / "lock~"
    descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    fresh.rename(folder / "lock")
    return descriptor


def left() -> Iterator[Path]:
    """The folders of runs that ended together with their watchers, each locked while the caller has it. The
    run that this process belongs to is none of them, wherever it is seen from."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # somebody else's, or just gone
            descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if str(folder) != os.environ.get(MARK):
                    yield folder
            finally:
                os.close(descriptor)


def clear(folder: Path) -> None:
    """End the run's processes, and what they have started meanwhile, then remove the folder. Another may do
    the same meanwhile: a folder inside goes with it."""
    deadline = time.monotonic() + _PATIENCE
    while _end_processes(folder) or folder.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{folder} stays, with the processes {list(processes(folder))}")
        shutil.rmtree(folder, ignore_errors=True)


def _end_processes(folder: Path) -> bool:
    """Whether there were any."""
    with ExitStack() as stack:
        killed = [process for pid in processes(folder) for process in _killed(pid, folder, stack)]
        if killed:
            select.select(killed, [], [], _GLANCE)
        return bool(killed)


def _killed(pid: int, folder: Path, stack: ExitStack) -> Iterator[int]:
    """A descriptor of the process, unless the number is somebody else's by now."""
    with suppress(ProcessLookupError):
        process = os.pidfd_open(pid)
        stack.callback(os.close, process)
        if is_marked(pid, folder):
            signal.pidfd_send_signal(process, signal.SIGKILL)
            yield process


def processes(folder: Path) -> Iterator[int]:
    """The ids of those that the run has started, by programs of their own."""
    pids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
    return (pid for pid in pids if is_marked(pid, folder))


def is_marked(pid: int, folder: Path) -> bool:
    """By this run, or by one that a test of this run has started."""
    mark = f"{MARK}={folder}".encode()
    with suppress(OSError):  # somebody else's, or gone
        entries = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        return any(entry == mark or entry.startswith(mark + b"/") for entry in entries)
    return False
