"""Route netlink as bytes: how a message is laid out, sent and answered.

Only what is on the fast path is here. Messages are encoded ahead, many go in one `send`, and the kernel
has carried them out when `send` returns. It reports every failure unasked, so that one message that asks
for an acknowledgement, at the end, is enough to know how all of them went.
"""

import socket
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from struct import Struct
from typing import TypeVar

from engine.errors import Transient

NLM_F_REQUEST = 0x1
NLM_F_ACK = 0x4
NLM_F_DUMP_INTR = 0x10
NLM_F_DUMP = 0x300
NLM_F_CREATE = 0x400 | NLM_F_REQUEST
NLM_F_NEW = 0x200 | NLM_F_CREATE
"""Create, and fail if it exists."""

_NOOP, _ERROR, _DONE = 1, 2, 3
_CAPPED = 0x100
_EXPLAINED = 0x200
_EXPLANATION = 1

SOL_NETLINK = 270
_EXT_ACK, _CAP_ACK, _STRICT_CHECK = 11, 10, 12

_HEADER = Struct("=IHHII")
_ATTRIBUTE = Struct("=HH")
_CODE = Struct("=i")
_ROOM = 1 << 16  # more than the kernel ever puts into one datagram
_TOGETHER = 128  # failures of one send that surely fit into the socket's default receive buffer
_LAST = 0xFFFFFFFF
_TRIES = 100
_ALL = range(0x4000)

Result = TypeVar("Result")
Attributes = dict[int, memoryview]
Refusal = tuple[int, int, str]
"""The sequence number of a message that failed, the errno, and what the kernel said about it or ""."""


def attribute(kind: int, value: bytes) -> bytes:
    return _ATTRIBUTE.pack(len(value) + 4, kind) + value + b"\0" * (-len(value) % 4)


def message(kind: int, flags: int, sequence: int, body: bytes) -> bytes:
    return _HEADER.pack(len(body) + 16, kind, flags, sequence, 0) + body


def sequence_of(encoded: bytes) -> int:
    """The sequence number of an encoded message."""
    number: int = _HEADER.unpack_from(encoded)[3]
    return number


def attributes(data: memoryview, offset: int, wanted: Container[int] = _ALL) -> Attributes:
    """The attributes from `offset` on, by kind; only those `wanted`, as there are many."""
    found: Attributes = {}
    end = len(data)
    unpack = _ATTRIBUTE.unpack_from
    while offset + 4 <= end:
        length, kind = unpack(data, offset)
        if length < 4:
            break
        kind &= 0x3FFF
        if kind in wanted:
            found[kind] = data[offset + 4 : offset + length]
        offset += length + 3 & ~3
    return found


def open_socket() -> socket.socket:
    """A request socket in the calling thread's network namespace; it stays in it."""
    opened = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE)
    prepare(opened)
    return opened


def prepare(opened: socket.socket) -> None:
    """Ask for reasons in words, short acknowledgements and filtered dumps."""
    for option in (_EXT_ACK, _CAP_ACK, _STRICT_CHECK):
        opened.setsockopt(SOL_NETLINK, option, 1)


def carry_out(opened: socket.socket, messages: Sequence[bytes]) -> list[Refusal]:
    """Send all messages; those that failed come back, the rest is done."""
    refused: list[Refusal] = []
    for start in range(0, len(messages), _TOGETHER):
        opened.send(b"".join(messages[start : start + _TOGETHER]) + _PERIOD)
        refused += _refusals(opened)
    return refused


def ask(opened: socket.socket, requests: bytes) -> list[memoryview]:
    """The bodies of the answers to requests for one thing each; a refused one has no answer."""
    opened.send(requests + _PERIOD)
    return [body for kind, _, _, body in _until_period(opened) if kind != _ERROR]


class Interrupted(Exception):
    """Something changed during a dump, so that it may be short."""


def dump(opened: socket.socket, request: bytes) -> list[memoryview]:
    """The bodies of all messages of one dump."""
    opened.send(request)
    wanted = sequence_of(request)
    bodies: list[memoryview] = []
    interrupted = False
    while True:
        for kind, flags, sequence, body in _messages(_receive(opened)):
            if sequence != wanted:
                continue
            interrupted = interrupted or bool(flags & NLM_F_DUMP_INTR)
            if kind == _DONE:
                if interrupted:
                    raise Interrupted
                return bodies
            if kind == _ERROR:
                raise _failure(body)
            bodies.append(body)


def _failure(body: memoryview) -> OSError:
    (code,) = _CODE.unpack_from(body)
    return OSError(-code, "the kernel refused to tell")


def whole(read: Callable[[], Result]) -> Result:
    """What `read` gives when nothing changed under it. It is tried again, but not for ever."""
    for _ in range(_TRIES):
        try:
            return read()
        except Interrupted:
            continue
    raise Transient("the network changes faster than it can be read")


def _refusals(opened: socket.socket) -> Iterator[Refusal]:
    for kind, flags, sequence, body in _until_period(opened):
        (code,) = _CODE.unpack_from(body)
        if kind == _ERROR and code:
            yield sequence, -code, _explanation(flags, body)


def _explanation(flags: int, body: memoryview) -> str:
    if not flags & _EXPLAINED:
        return ""
    # after the code comes the header of the request, and all of it if the answer is not capped
    (length,) = Struct("=I").unpack_from(body, 4)
    start = 4 + (16 if flags & _CAPPED else length + 3 & ~3)
    text = attributes(body, start).get(_EXPLANATION, b"")
    return bytes(text).rstrip(b"\0").decode(errors="replace")


def _until_period(opened: socket.socket) -> Iterator[tuple[int, int, int, memoryview]]:
    while True:
        for found in _messages(_receive(opened)):
            yield found
            if found[2] == _LAST:
                return


def _receive(opened: socket.socket) -> memoryview:
    try:
        return memoryview(opened.recv(_ROOM, socket.MSG_DONTWAIT))
    except BlockingIOError as error:
        raise Transient("the kernel did not answer") from error


def _messages(data: memoryview) -> Iterable[tuple[int, int, int, memoryview]]:
    offset = 0
    while offset < len(data):
        length, kind, flags, sequence, _ = _HEADER.unpack_from(data, offset)
        yield kind, flags, sequence, data[offset + 16 : offset + length]
        offset += length + 3 & ~3


_PERIOD = message(_NOOP, NLM_F_REQUEST | NLM_F_ACK, _LAST, b"")
