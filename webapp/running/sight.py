"""Lets an ordinary user see the code although it lies in a folder closed to them, as root's home is.

The process gets mounts of its own, in which the closed folder holds nothing but what is needed from it.
"""

import os
import stat
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from pwd import struct_passwd

from engine.backends.kernel.home import RUN_NETNS
from engine.backends.kernel.syscalls import CLONE_NEWNS, MS_BIND, MS_REC, MS_SLAVE, mount, unmount, unshare


def open_up(needed: Iterable[Path], user: struct_passwd) -> None:
    """Make these folders reachable for the user, in this process and its children only."""
    blocked = sorted((closed, path) for path in _outermost(needed) if (closed := _closed(path, user)))
    if not blocked:
        return
    unshare(CLONE_NEWNS)
    mount("none", Path("/"), flags=MS_REC | MS_SLAVE)
    _let_go_of_namespaces()
    for closed, pairs in groupby(blocked, key=lambda pair: pair[0]):
        _replace(closed, [path for _, path in pairs])


def _let_go_of_namespaces() -> None:
    """A copy of a mounted namespace would keep it alive after it is destroyed. The folder may be a mount
    itself, with those in it, and more than once."""
    for point in _mounts():
        if point == RUN_NETNS:
            unmount(point)
    for point in _mounts():
        if RUN_NETNS in point.parents:
            unmount(point)


def _mounts() -> list[Path]:
    return [Path(line.split()[4]) for line in Path("/proc/self/mountinfo").read_text().splitlines()]


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Without those that lie inside another one."""
    found: list[Path] = []
    for path in sorted({path.resolve() for path in paths}):
        if not any(path.is_relative_to(other) for other in found):
            found.append(path)
    return found


def _closed(path: Path, user: struct_passwd) -> Path | None:
    """The topmost folder around the path that the user may not enter."""
    around = reversed(path.parents)
    return next((folder for folder in around if not _may_enter(folder.stat(), user)), None)


def _may_enter(folder: os.stat_result, user: struct_passwd) -> bool:
    if folder.st_uid == user.pw_uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid == user.pw_gid:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def _replace(closed: Path, needed: list[Path]) -> None:
    """Lay an empty folder over the closed one, and into it what is needed."""
    held = [(path, os.open(path, os.O_PATH | os.O_DIRECTORY)) for path in needed]
    mount("none", closed, "tmpfs", options="mode=755,size=64k")
    for path, descriptor in held:
        path.mkdir(parents=True)  # an umask that closes folders would defeat this
        mount(f"/proc/self/fd/{descriptor}", path, flags=MS_BIND | MS_REC)
        os.close(descriptor)
