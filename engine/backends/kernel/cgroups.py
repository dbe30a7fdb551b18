"""Control groups, which bound the memory and the processes of what people run in terminals: of each, and of
all together.

There are none where the machine has no such groups or does not let us make any, as for an ordinary user.
Either version of them does.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

MEMORY, PROCESSES = 512 << 20, 256
"""Of each; memory in bytes, with what it has in its private folders."""
ALL_PROCESSES = 4096

_NAME = "patchboard"
_MEMORY_FILES = ("memory.max", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes")
_PROCESSES_FILE = "pids.max"
_WANTED = frozenset({"memory", "pids"})

_numbers = count(1)
_dying: set[Path] = set()
"""Groups that were to be removed when something in them had not died yet."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group, by its folder in each hierarchy that it takes."""

    folders: tuple[Path, ...]

    @property
    def doors(self) -> list[str]:
        """The files through which a process gets into it."""
        return [str(folder / "cgroup.procs") for folder in self.folders]

    def remove(self) -> None:
        """One in which something is still dying goes with the next `clear`."""
        for folder in self.folders:
            _remove(folder)


def make() -> Group | None:
    """A new one; None if there can be none."""
    made: list[Path] = []
    try:
        made += map(_make_in, tops())
    except OSError:
        Group(tuple(made)).remove()
        return None
    return Group(tuple(made)) if made else None


def can_be_made() -> bool:
    group = make()
    if group:
        group.remove()
    return group is not None


def clear() -> None:
    """Take away what could not be removed before, and what processes that are gone have left."""
    for folder in [*_dying]:
        _dying.discard(folder)
        _remove(folder)
    for top in tops():
        for folder in (top / _NAME).glob("[0-9]*.*"):
            if not Path(f"/proc/{folder.name.partition('.')[0]}").exists():
                _remove(folder)


def tops() -> Iterator[Path]:
    """The folders in which groups for memory and for processes can be made: two, or one for both."""
    own = dict(_own_groups())
    for kind, mounted, point, options in _mounts():
        if kind == "cgroup" and (kinds := _WANTED & set(options.split(","))):
            yield _below(Path(point), mounted, own.get(next(iter(kinds)), "/"))
        elif kind == "cgroup2" and _WANTED.issubset(_listed(Path(point))):
            yield Path(point)


def _remove(folder: Path) -> None:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return
    except OSError:
        _dying.add(folder)


def _make_in(top: Path) -> Path:
    whole = top / _NAME
    if not whole.is_dir():
        _hand_down(top)
        whole.mkdir(exist_ok=True)
        _bound(whole, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2, ALL_PROCESSES)
        _hand_down(whole)
    folder = whole / f"{os.getpid()}.{next(_numbers)}"
    folder.mkdir()
    _bound(folder, MEMORY, PROCESSES)
    return folder


def _hand_down(folder: Path) -> None:
    """In the second version, a group's own have what it hands down to them."""
    control = folder / "cgroup.subtree_control"
    if control.exists():
        control.write_text(" ".join(f"+{each}" for each in sorted(_WANTED)))


def _bound(folder: Path, memory: int, processes: int) -> None:
    for name in _MEMORY_FILES:
        if (folder / name).exists():
            (folder / name).write_text(str(memory))
    if (folder / "memory.swap.max").exists():
        (folder / "memory.swap.max").write_text("0")
    if (folder / _PROCESSES_FILE).exists():
        (folder / _PROCESSES_FILE).write_text(str(processes))


def _below(point: Path, mounted: str, own: str) -> Path:
    """The group that this process is in itself, so that what bounds it bounds what it makes."""
    inside = own.removeprefix(mounted.rstrip("/")).lstrip("/")
    return point / inside if (point / inside).is_dir() else point


def _listed(top: Path) -> list[str]:
    """The kinds that it can hand down."""
    return (top / "cgroup.controllers").read_text().split()


def _own_groups() -> Iterator[tuple[str, str]]:
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, kinds, group = line.split(":", 2)
        for kind in kinds.split(","):
            yield kind, group


def _mounts() -> Iterator[tuple[str, str, str, str]]:
    """Of each mount the kind of file system, what of it is mounted, where, and its options."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        kind, _, options = after.split(" ", 2)
        fields = before.split()
        yield kind, fields[3], fields[4], options
