"""Where namespaces are visible: one file each under /run/netns, as `ip netns` has it.

A fabric is called `<topology>`, a sandbox `<topology>.<sandbox>`. A file there may be no namespace:
one left empty by a kill before the mount is overwritten, anything else is somebody else's.
"""

import errno
import fcntl
import os
import stat
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

from engine.backends.kernel.syscalls import MS_BIND, MS_REC, MS_SHARED, link, mount, unmount
from engine.errors import Permanent, Transient
from engine.resources import FABRIC

RUN_NETNS = Path("/run/netns")
_HERE = Path("/proc/self/ns/net")
_TRIES = 3
_EMPTY = 0o400
"""The mode of the files that Patchboard makes; `ip netns` makes its without any permission."""


def prepare() -> None:
    """Make the folder what `ip netns` makes of it when it is first used: a mount of its own, and shared.

    Had we mounted into it before, that first use would copy our mounts and hide those copied, and no name
    could be taken away any more. The lock is the one that `ip netns` takes.
    """
    RUN_NETNS.mkdir(mode=0o755, parents=True, exist_ok=True)
    lock = os.open(RUN_NETNS, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _share():
            mount(str(RUN_NETNS), RUN_NETNS, flags=MS_BIND | MS_REC)
            _share()
    finally:
        os.close(lock)


def _share() -> bool:
    """Whether the folder is a mount, and now a shared one. Its device number does not tell: it may be bound
    onto itself, and doing so again would double all mounts in it each time."""
    try:
        mount("none", RUN_NETNS, flags=MS_SHARED | MS_REC)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        return False
    return True


@lru_cache(maxsize=1 << 14)
def path(topology: str, place: str) -> Path:
    """The file of a place's namespace."""
    return RUN_NETNS / (f"{topology}.{place}" if place != FABRIC else topology)


def inode(of: Path) -> int | None:
    """What tells a namespace from every other that lives; None if there is no namespace."""
    try:
        found = os.stat(of)  # noqa: PTH116 (asked very often)
    except FileNotFoundError:
        return None
    return found.st_ino if found.st_dev == _file_system() else None


@cache
def _file_system() -> int:
    """The device number that all namespaces' files have."""
    return _HERE.stat().st_dev


def places(topology: str) -> list[str]:
    """The places that there are names for, ours or not, whether or not namespaces stand behind them."""
    if not RUN_NETNS.exists():
        return []
    start = f"{topology}."
    names = [entry.name for entry in RUN_NETNS.iterdir()]
    found = [name.removeprefix(start) for name in sorted(names) if name.startswith(start)]
    return [FABRIC, *found] if topology in names else found


def stamp() -> int:
    """Another number once a name has come or gone; 0 if there were never any."""
    return RUN_NETNS.stat().st_mtime_ns if RUN_NETNS.exists() else 0


def topologies() -> set[str]:
    """The names that could be topologies'."""
    if not RUN_NETNS.exists():
        return set()
    return {entry.name.partition(".")[0] for entry in RUN_NETNS.iterdir()}


class Names:
    """Makes namespaces visible, each on an empty file: one file under all the names, because another name
    costs 4 µs, and a file of its own on ext4 from 150 to 800."""

    def __init__(self) -> None:
        self._file: int | None = None

    def show(self, descriptor: int, at: Path) -> None:
        """Make a namespace visible under a name that nothing has, or only an empty file."""
        for _ in range(_TRIES):
            self._take(at)
            with suppress(FileNotFoundError):  # an engine that just starts took the file for a left-over
                return mount(f"/proc/self/fd/{descriptor}", at, flags=MS_BIND)
        raise Transient(f"{at} is taken away again and again")

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)

    def _take(self, at: Path) -> None:
        try:
            self._make_file(at)
        except FileExistsError:
            found = at.lstat()
            if not stat.S_ISREG(found.st_mode) or found.st_size:
                raise Permanent(f"{at} is there and is not Patchboard's; move it out of the way") from None

    def _make_file(self, at: Path) -> None:
        if self._file is not None:
            with suppress(FileNotFoundError):  # somebody took away every name that it had
                return link(self._file, at)
            self.close()
        at.touch(mode=_EMPTY, exist_ok=False)
        self._file = os.open(at, os.O_PATH | os.O_CLOEXEC)


def hide(at: Path) -> None:
    """Take a namespace's name away; the namespace goes when nothing uses it any more."""
    if inode(at) is not None:
        unmount(at)
    at.unlink(missing_ok=True)


def clear(topology: str) -> None:
    """Take away what a kill between making a file and mounting on it has left."""
    for place in places(topology):
        clear_one(path(topology, place))


def clear_one(at: Path) -> None:
    """Take the file away if it is ours and nothing is mounted on it."""
    with suppress(OSError):  # somebody is just mounting on it, or has taken it away
        found = at.lstat()
        if stat.S_ISREG(found.st_mode) and stat.S_IMODE(found.st_mode) == _EMPTY and not found.st_size:
            at.unlink()
