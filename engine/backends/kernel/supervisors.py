"""The supervisors of services, seen from the engine: starting one, telling it what is wanted, asking it how
services are.

Everything lies in `HOME`, which is the machine's as /run/netns is: whichever engine comes next finds it, and
it is gone with the processes when the machine restarts.
"""

import fcntl
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.backends.kernel.supervising import documents
from engine.backends.kernel.supervising.documents import Order, State, Wanted
from engine.backends.kernel.syscalls import inotify
from engine.errors import Transient

HOME = Path("/run/patchboard")
_LOGS = HOME / "logs"

CHANGES = 0x8 | 0x80
"""Of inotify: a file that was written is closed (as the lock is when a supervisor dies), or took a name."""

_PATIENCE, _GLANCE = 10.0, 0.5
_LOOK = 0.5
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from supervising.main import main; main(*sys.argv[2:])"
_EMPTY: Wanted = {"number": 0, "hurry": False, "services": {}}


def prepare() -> None:
    """Make the folders, and take away what supervisors that are gone have left in them."""
    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    _LOGS.mkdir(mode=0o700, exist_ok=True)
    for topology in {entry.stem for entry in HOME.glob("*.lock")}:
        if not lives(topology):
            with suppress(Transient):  # the next start
                clear(topology)


def wanted(topology: str) -> Wanted:
    """What was last asked of the topology's supervisor, if that lives; not to be changed."""
    found = _read(_path(topology, "wanted"))
    return found if found and lives(topology) else _EMPTY


def state(topology: str) -> State:
    """What it last said."""
    found: State | None = _read(_path(topology, "state"))
    return found or {"number": 0, "leaving": [], "services": {}}


def unasked(topology: str) -> set[str]:
    """What it still runs though nobody asks for it: whoever was to tell it so has died over that."""
    asked, said = wanted(topology), state(topology)
    if asked["number"] in (0, said["number"]):
        return set()
    return said["services"].keys() - asked["services"].keys()


def is_left_over(topology: str) -> bool:
    """Whether one that is gone has left its files."""
    return _path(topology, "lock").exists() and not lives(topology)


def log(topology: str, place: str, service: str) -> Path:
    """Where what a service says is kept."""
    return _LOGS / topology / f"{place}.{service}.log"


def ask(topology: str, services: dict[str, Order], hurry: bool = False) -> None:
    """From now on these services run, and no others. Raises `Transient` if the supervisor does not start, or
    cannot be told.

    Without any it ends; then this waits for it.
    """
    document: Wanted = {"number": time.time_ns(), "hurry": hurry, "services": services}
    with _seen_to(topology):
        if services and not lives(topology):
            _start_with(topology, document)
            return
        documents.write(_path(topology, "wanted"), document)
        if _signal(topology, signal.SIGHUP) and not services:
            _await_end(topology)


def await_condition(topology: str, holds: Callable[[State, int], bool]) -> bool:
    """Wait until this holds of what it says, given the number of what was asked; False if it does not."""
    try:
        with _seen_to(topology):
            _await(topology, lambda: holds(state(topology), wanted(topology)["number"]), "does not answer")
    except Transient:
        return False
    return True


def lives(topology: str) -> bool:
    """Whether it runs. Asking leaves no trace: the lock is only tried, and only shared."""
    try:
        lock = os.open(_path(topology, "lock"), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def clear(topology: str) -> None:
    """Take away what a supervisor that is gone has left; its lock last, by which the rest is found, and held
    meanwhile, so that no other engine starts the next one over it. Raises `Transient` if it is not gone, or
    something stays."""
    if lives(topology):
        raise Transient(f"the process that keeps the services of {topology} running does not end")
    if not _path(topology, "lock").exists():
        return
    with _seen_to(topology):
        lock = _take_lock(topology)
        try:
            _remove_files(topology)
        finally:
            os.close(lock)


def _remove_files(topology: str) -> None:
    logs = _LOGS / topology
    if logs.exists():
        shutil.rmtree(logs)
    for kind in ("wanted~", "wanted", "state~", "state", "lock"):
        _path(topology, kind).unlink(missing_ok=True)


@contextmanager
def _seen_to(topology: str) -> Iterator[None]:
    """What the machine refuses meanwhile may pass."""
    try:
        yield
    except OSError as error:
        raise Transient(f"the services of {topology} cannot be seen to: {error}") from error


def _take_lock(topology: str) -> int:
    """The lock that the next supervisor is to have; it is the first of its files, and its last.

    Whoever only asks whether one lives lets go of it at once; whoever clears up takes the file away.
    """
    deadline = time.monotonic() + _GLANCE
    while True:
        lock = os.open(_path(topology, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if _is_taken(lock) and _is_there(topology, lock):
            return lock
        os.close(lock)
        if time.monotonic() > deadline:
            raise Transient(f"another engine is starting the services of {topology}")
        time.sleep(_GLANCE / 50)


def _is_taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_there(topology: str, lock: int) -> bool:
    """Whether the file is still the one under its name."""
    try:
        return _path(topology, "lock").stat().st_ino == os.fstat(lock).st_ino
    except FileNotFoundError:
        return False


def _start_with(topology: str, document: Wanted) -> None:
    lock = _take_lock(topology)
    try:
        documents.write(_path(topology, "wanted"), document)
        _start(topology, lock)
    finally:
        os.close(lock)  # or it would look as if a supervisor lived


def _start(topology: str, lock: int) -> None:
    """Start it, and hand the lock on."""
    here = Path(__file__).parent
    command = [sys.executable, "-I", "-S", "-c", _CODE, str(here), str(HOME), topology]
    try:
        with _complaints(topology).open("ab") as complaints:
            subprocess.run(
                command, stdin=lock, stdout=subprocess.DEVNULL, stderr=complaints, cwd="/", check=True
            )
    except (OSError, subprocess.CalledProcessError) as error:
        raise Transient(f"the process that keeps services running does not start: {error}") from error


def _complaints(topology: str) -> Path:
    folder = _LOGS / topology
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "supervisor.log"


def _await_end(topology: str) -> None:
    """One that does not come to it is killed; its services go with it."""
    try:
        _await(topology, lambda: not lives(topology), "does not end")
    except Transient:
        _signal(topology, signal.SIGKILL)
        _await(topology, lambda: not lives(topology), "does not end")


def _signal(topology: str, number: signal.Signals) -> bool:
    """Have it look again, or end it; False if it is gone."""
    try:
        pid = int(_path(topology, "lock").read_text())
        descriptor = os.pidfd_open(pid)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return False
    try:
        if not lives(topology):  # then the number may be somebody else's
            return False
        signal.pidfd_send_signal(descriptor, number)
    except ProcessLookupError:
        return False
    finally:
        os.close(descriptor)
    return True


def _await(topology: str, holds: Callable[[], bool], otherwise: str) -> None:
    """Look again whenever anything changes in the folder."""
    deadline = time.monotonic() + _PATIENCE
    changes = inotify(HOME, CHANGES)
    try:
        while not holds():
            if time.monotonic() > deadline:
                raise Transient(f"the process that keeps the services of {topology} running {otherwise}")
            select.select([changes], [], [], _LOOK)
            _drain(changes)
    finally:
        os.close(changes)


def _drain(changes: int) -> None:
    try:
        os.read(changes, 1 << 16)
    except BlockingIOError:
        return


def _path(topology: str, kind: str) -> Path:
    return HOME / f"{topology}.{kind}"


def _read(path: Path) -> Any:
    """A document, read again only when it was written anew: documents are replaced, never changed."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return _parsed(path, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=256)
def _parsed(path: Path, inode: int, written: int) -> Any:
    return documents.read(path)
