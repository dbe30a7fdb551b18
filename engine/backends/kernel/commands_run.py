"""The commands that the engine has run of each topology: a file that is bounded, and goes with its topology.

Whoever reads one while its topology is taken away still reads the last of it.
"""

import json
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from engine.backends.kernel import home
from engine.backends.kernel.supervising.log import Log
from engine.backends.kernel.supervisors import HOME
from engine.recording import Done

FOLDER = HOME / "commands"
KIB = 1024
"""Of each topology, at most; that are some thousand commands."""

log = logging.getLogger(__name__)


def clear() -> None:
    """Take away those of topologies that went while no engine ran."""
    there = home.topologies()
    for left in FOLDER.glob("*.log*"):
        if left.name.partition(".")[0] not in there:
            left.unlink(missing_ok=True)


def write(done: Done) -> None:
    """To put down what was done must not keep the engine from doing it."""
    try:
        _write(done)
    except OSError as error:
        log.warning("what was done of %s is not written down (%s)", done.topology, error)


def _write(done: Done) -> None:
    lines = [json.dumps(line, separators=(",", ":")) for line in done.lines()]
    kept = Log(_path(done.topology), KIB)
    try:
        kept.write("".join(f"{line}\n" for line in lines).encode())
    finally:
        kept.close()
    if done.is_end:
        kept.remove()


class Reader:
    """Reads on where it left off, from the newest file on."""

    def __init__(self, topology: str) -> None:
        self._path = _path(topology)
        self._file: int | None = None
        self._rest = b""

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
        self._file = None

    def take_in(self) -> list[dict[str, Any]]:
        """The commands since the last time; those that were there before count the first time."""
        found = self._read()
        if self._is_another():
            found += self._read()  # of the old one, what came last
            self.close()
            self._open()
            found += self._read()
        *lines, self._rest = (self._rest + found).split(b"\n")
        return [json.loads(line) for line in lines]

    def _read(self) -> bytes:
        found = b""
        while self._file is not None and (part := os.read(self._file, 1 << 16)):
            found += part
        return found

    def _open(self) -> None:
        with suppress(FileNotFoundError):
            self._file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)

    def _is_another(self) -> bool:
        """Whether the file of that name is not the one that is read."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return False
        return self._file is None or os.fstat(self._file).st_ino != there.st_ino


def _path(topology: str) -> Path:
    return FOLDER / f"{topology}.log"
