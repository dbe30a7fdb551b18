"""Netlink messages as whoever listens in on them sees them: taken apart, named, and refused."""

import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from struct import Struct

_HEADER = Struct("=IHHII")
_ATTRIBUTE = Struct("=HH")
_SIOCGSKNS = 0x894C
_ERROR, _NOOP = 2, 1
_DUMP, _INTERRUPTED, _PARTS = 0x300, 0x10, 0x2
_IFNAME, _ALIAS = 3, 20
_LINKS = {16, 17, 19}
_NUMBERING = 88
_KINDS = {
    **{16: "new link", 17: "delete link", 19: "set link", 20: "new address", 21: "delete address"},
    **{24: "new route", 25: "delete route", 28: "new neighbour", 29: "delete neighbour"},
    **{36: "new qdisc", 37: "delete qdisc", _NUMBERING: "number a namespace"},
}


def split(data: bytes) -> Iterator[bytes]:
    """The messages of one datagram, each padded as it was."""
    start = 0
    while start < len(data):
        length = _HEADER.unpack_from(data, start)[0]
        end = start + (length + 3 & ~3)
        yield data[start:end]
        start = end


def changes(asked: socket.socket, message: bytes) -> bool:
    """Whether the message asks for more than an answer."""
    _, kind, flags, _, _ = _HEADER.unpack_from(message)
    if kind == _NOOP or flags & _DUMP == _DUMP:
        return False
    return asked.proto != socket.NETLINK_ROUTE or kind % 4 != 2


def described(message: bytes) -> str:
    """The same words for the same message in each run: what is asked for, and of a link its name and which
    fields. Numbers of links are left out, as they come and go."""
    length, kind, _, _, _ = _HEADER.unpack_from(message)
    name = _KINDS.get(kind, f"message {kind}")
    if kind not in _LINKS:
        return f"{name} {message[24:length].hex()}" if kind != _NUMBERING else name
    fields = dict(_attributes(message[32:length]))
    called = [
        fields[each].rstrip(b"\0").split(b" ")[-1].decode() for each in (_IFNAME, _ALIAS) if each in fields
    ]
    state = "up" if message[24] & 1 else "down" if message[28] & 1 else ""
    return " ".join(filter(None, (name, *called, state, str(sorted(fields)))))


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= 4:
        length, kind = _ATTRIBUTE.unpack_from(data)
        yield kind & 0x3FFF, data[4:length]
        data = data[max(4, length + 3 & ~3) :]


def refusal(message: bytes, code: int) -> bytes:
    """What the kernel would have answered."""
    body = (-code).to_bytes(4, "little", signed=True) + message[:16]
    return _HEADER.pack(16 + len(body), _ERROR, 0x100, _HEADER.unpack_from(message)[3], 0) + body


def is_of_dump(datagram: bytes) -> bool:
    """Whether it is an answer of several parts."""
    return len(datagram) >= 16 and bool(_HEADER.unpack_from(datagram)[2] & _PARTS)


def interrupted(datagram: bytes) -> bytes:
    """The same answer to a dump, with the kernel's word that something changed meanwhile."""
    parts = []
    for message in split(datagram):
        length, kind, flags, sequence, port = _HEADER.unpack_from(message)
        parts.append(_HEADER.pack(length, kind, flags | _INTERRUPTED, sequence, port) + message[16:])
    return b"".join(parts)


def namespace(of: socket.socket) -> int:
    """The inode of the network namespace that a socket is in."""
    try:
        descriptor = fcntl.ioctl(of, _SIOCGSKNS)
    except OSError as error:
        if error.errno != errno.EPERM:  # a namespace of somebody else's
            raise
        return 0
    try:
        return os.fstat(descriptor).st_ino
    finally:
        os.close(descriptor)
