"""What a service says, kept within a bound: the newest of it, in two files that take turns."""

import os
from pathlib import Path

LONGEST_LINE = 200


class Log:
    """`PATH` and before it `PATH.1`; together at most `kib` KiB, and at least the last half of that."""

    def __init__(self, path: Path, kib: int) -> None:
        self._path = path
        self._before = path.with_name(f"{path.name}.1")
        self._most = max(1, kib * 1024 // 2)
        self._last = b""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = self._open()
        self._size = os.fstat(self._file).st_size

    def write(self, said: bytes) -> None:
        self._last = (self._last + said)[-2 * LONGEST_LINE :]
        while said:
            if self._size >= self._most:
                self._turn()
            part = said[: self._most - self._size]
            self._size += os.write(self._file, part)
            said = said[len(part) :]

    @property
    def last_line(self) -> str:
        """The last line that says anything, cut and with nothing but what can be printed."""
        lines = [line.strip() for line in self._last.decode(errors="replace").splitlines()]
        text = next((line for line in reversed(lines) if line), "")
        return "".join(letter for letter in text if letter.isprintable())[:LONGEST_LINE]

    def close(self) -> None:
        os.close(self._file)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
        self._before.unlink(missing_ok=True)

    def _open(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def _turn(self) -> None:
        os.close(self._file)
        self._path.replace(self._before)
        self._file, self._size = self._open(), 0
