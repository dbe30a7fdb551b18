"""An ordinary user's place to build in: a user and mount namespace that a small pause process holds.

The process outlives the engine, so that networks survive an engine's restart; the next engine finds it by
its pid and start time, kept in the run directory, and joins. It ends when the last engine closes with
nothing deployed. A process with threads cannot join: do it before the first thread starts.
"""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from engine.backends.kernel import home, pause
from engine.backends.kernel.syscalls import owner_of_user_namespace, setns
from engine.backends.kernel.unavailable import refused

_FILE, _LOCK = "rootless.pid", "rootless.lock"
SERVICES = "services"
"""What of the run directory is /run/patchboard for whoever joins."""

_WHATEVER = 0  # kind of namespace: what the descriptor is
_START_TIME = 19  # of the fields of /proc/PID/stat after the program's name


class Rootless:
    """The calling process, moved into the place that belongs to `run_directory`. Raises `Unavailable`."""

    def __init__(self, run_directory: Path) -> None:
        run_directory.mkdir(parents=True, exist_ok=True)
        self._run_directory = run_directory
        self._lock = os.open(run_directory / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._pause = find(run_directory) or _start(run_directory)
        join(self._pause)
        fcntl.flock(self._lock, fcntl.LOCK_SH)

    def close(self) -> None:
        """End the pause process if no other engine is here and nothing is deployed."""
        with ExitStack() as stack:
            stack.callback(os.close, self._lock)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if not home.topologies() and _is_the_same(self._pause, self._run_directory):
                os.kill(self._pause, signal.SIGKILL)
                (self._run_directory / _FILE).unlink()


def find(run_directory: Path) -> int | None:
    """The pid of the pause process that holds the place, if it lives."""
    file = run_directory / _FILE
    if not file.exists():
        return None
    pid = int(file.read_text().split()[0])
    return pid if _is_the_same(pid, run_directory) else None


def join(pid: int, kinds: Sequence[str] = ("user", "mnt")) -> None:
    """Move this process into namespaces of the pause process, as their root."""
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        raise RuntimeError("join before the first thread starts; the kernel lets no process with threads in")
    folder = Path.cwd()
    with ExitStack() as stack:
        opened = [stack.enter_context(Path(f"/proc/{pid}/ns/{kind}").open()) for kind in kinds]
        for namespace in opened:
            setns(namespace.fileno(), _WHATEVER)
    os.chdir(folder)


def _start(run_directory: Path) -> int:
    """A new pause process."""
    services = run_directory / SERVICES
    services.mkdir(mode=0o700, exist_ok=True)
    command = [sys.executable, "-I", "-S", pause.__file__, str(services.absolute())]
    said = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    ).stdout
    if not said.isdecimal():
        raise refused(said or "the process that would hold them does not start")
    pid = int(said)
    (run_directory / _FILE).write_text(f"{pid} {_start_time(pid)}\n")
    return pid


def _is_the_same(pid: int, run_directory: Path) -> bool:
    """Whether the process is the one that was started, ours, and in a user namespace that is ours too."""
    try:
        written = (run_directory / _FILE).read_text()
        descriptor = os.open(f"/proc/{pid}/ns/user", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return (
            written == f"{pid} {_start_time(pid)}\n" and owner_of_user_namespace(descriptor) == os.geteuid()
        )
    finally:
        os.close(descriptor)


def _start_time(pid: int) -> str:
    """When the process started, in ticks since the machine did; with the pid it names one process only."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[_START_TIME]
