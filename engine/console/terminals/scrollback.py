"""What a terminal has shown, as far as it is kept: for a page that was reloaded, and for whoever is slow."""

import re

_SEAM = re.compile(rb"\n|(?=\x1b)")
_SWITCHED = re.compile(rb"\x1b\[\?([\d;]+)([hl])|\x1bc|\x1b\[!p")


class Scrollback:
    """The last `most` bytes of a stream, each with its place in the stream. They begin where a
    line or a sequence does, if there is such a place."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept = bytearray()
        self._start = 0
        self._modes: dict[bytes, bytes] = {}

    @property
    def end(self) -> int:
        """The place after the last byte."""
        return self._start + len(self._kept)

    @property
    def start(self) -> int:
        """The place of the first byte that is kept."""
        return self._start

    def add(self, data: bytes) -> None:
        """`data` is what a `Filter` lets through: no sequence in it is broken by the end of a line."""
        self._kept += data
        if len(self._kept) > self._most:
            self._shorten()

    def since(self, place: int, most: int) -> bytes:
        """At most so many bytes from a place on, which is kept."""
        at = place - self._start
        return bytes(self._kept[at : at + most])

    def modes(self) -> bytes:
        """What switches a new terminal into the modes in which it was at the first byte that is kept."""
        return b"".join(b"\x1b[?%b%b" % each for each in self._modes.items())

    def _shorten(self) -> None:
        """By an eighth more than needed: so it is not done for every line."""
        surplus = len(self._kept) - self._most + self._most // 8
        seam = _SEAM.search(self._kept, surplus - 1, surplus + self._most // 8)
        at = seam.end() if seam else surplus
        for found in _SWITCHED.finditer(self._kept[:at]):
            self._switch(found)
        del self._kept[:at]
        self._start += at

    def _switch(self, found: re.Match[bytes]) -> None:
        if found[1] is None:
            self._modes.clear()
            return
        for mode in found[1].split(b";"):
            self._modes.pop(mode, None)  # the order is that in which they were switched
            self._modes[mode] = found[2]
