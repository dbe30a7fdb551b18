"""Sockets as `ss` shows them, read from /proc: no module of the kernel is needed for that."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from engine.backends.kernel.place import go_to
from engine.backends.kernel.showing.table import Rows

COLUMNS = ("Protocol", "State", "Received", "To send", "Local", "Peer")
_HERE = Path("/proc/thread-self/net")
_FILES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")
_STATES = (
    *("UNKNOWN", "ESTAB", "SYN-SENT", "SYN-RECV", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "UNCONN"),
    *("CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING"),
)
_PAGE, _MOST = 1 << 16, 1 << 20


class Sockets:
    """Those of the namespace of this descriptor, which is kept alive by it."""

    def __init__(self, namespace: int) -> None:
        self._files: dict[str, int] = go_to(namespace, _open)

    def close(self) -> None:
        for descriptor in self._files.values():
            os.close(descriptor)

    def rows(self) -> Rows:
        found: dict[str, tuple[str, ...]] = {}
        for name, descriptor in self._files.items():
            for number, row in _rows(name, _text(descriptor)):
                found[f"{name} {number} {row[4]} {row[5]}"] = row
        return found


def _open() -> dict[str, int]:
    found = {}
    for name in _FILES:
        with suppress(FileNotFoundError):  # a kernel without IPv6
            found[name] = os.open(_HERE / name, os.O_RDONLY | os.O_CLOEXEC)
    return found


def _text(descriptor: int) -> str:
    """All of a file, of which the kernel hands out a page at a time."""
    found = b""
    while len(found) < _MOST and (part := os.pread(descriptor, _PAGE, len(found))):
        found += part
    return found.decode()


def _rows(name: str, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """With the number of each socket's inode."""
    protocol = name.removesuffix("6")
    for line in text.splitlines()[1:]:
        fields = line.split()
        if len(fields) < 10:
            continue
        local, peer, state, queues, number = fields[1], fields[2], int(fields[3], 16), fields[4], fields[9]
        sent, received = (str(int(part, 16)) for part in queues.split(":"))
        ends = (_address(local, protocol), _address(peer, protocol))
        yield number, (protocol, _STATES[state], received, sent, *ends)


def _address(text: str, protocol: str) -> str:
    """/proc has addresses as words in the machine's byte order; a raw socket's port is its protocol."""
    digits, _, port = text.partition(":")
    value = b"".join(
        int(digits[at : at + 8], 16).to_bytes(4, sys.byteorder) for at in range(0, len(digits), 8)
    )
    family = socket.AF_INET if len(value) == 4 else socket.AF_INET6
    address = socket.inet_ntop(family, value)
    number = str(int(port, 16)) if int(port, 16) else "*"
    return f"[{address}]:{number}" if family == socket.AF_INET6 else f"{address}:{number}"
