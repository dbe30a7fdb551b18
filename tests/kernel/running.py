"""The processes of the machine, found out from /proc alone."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_CONFINING = "bwrap"
_SUPERVISING = "supervising.main"
_HOLDING = "holder.py"


@dataclass(frozen=True, slots=True)
class Process:
    """`namespace` is the inode of its network namespace."""

    pid: int
    parent: int
    namespace: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.words)

    @property
    def is_confining(self) -> bool:
        """Whether it only stands round a service."""
        return Path(self.words[0]).name == _CONFINING

    def root(self, path: str) -> Path:
        """A file as the process sees it."""
        return _PROC / str(self.pid) / "root" / path.removeprefix("/")


def everybody() -> list[Process]:
    return list(_everybody())


def inside(namespaces: Container[int]) -> list[Process]:
    """Who runs in these network namespaces."""
    return [each for each in _everybody() if each.namespace in namespaces]


def supervises(process: Process, topology: str) -> bool:
    """Whether it keeps the topology's services running."""
    return process.words[-1] == topology and any(_SUPERVISING in word for word in process.words)


def stray_holders() -> list[str]:
    """Processes that make namespaces for an engine that is gone."""
    return [str(each) for each in _everybody() if each.parent == 1 and _HOLDING in str(each)]


def _everybody() -> Iterator[Process]:
    for entry in _PROC.iterdir():
        if entry.name.isdecimal():
            try:
                words = (entry / "cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0")
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                yield Process(int(entry.name), parent, (entry / "ns/net").stat().st_ino, tuple(words))
            except OSError:
                continue  # it has ended
