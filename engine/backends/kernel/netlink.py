"""Route netlink as bytes: how a message is laid out, sent and answered.

Only what is on the fast path is here. Messages are encoded ahead, many go in one `send`, and the kernel
has carried them out when `send` returns. It reports every failure unasked, so that one message that asks
for an acknowledgement, at the end, is enough to know how all of them went.

Most of what is read is the same as the last time, and to decode it costs more than to get it: so a socket
remembers what was answered and what that meant.
"""

import socket
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from struct import Struct
from typing import Any, TypeVar, cast

from engine.errors import Transient

NLM_F_REQUEST = 0x1
NLM_F_MULTI = 0x2
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
LISTEN_ALL_NSID = 8
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


def listing(kind: int, body: bytes) -> bytes:
    """The request for all of a kind, for `dump` and `meaning`; the body may say which."""
    return message(kind, NLM_F_REQUEST | NLM_F_DUMP, 1, body)


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


def members(data: memoryview) -> Iterator[memoryview]:
    """What the attributes of a list say, in their order, whatever their kinds."""
    offset = 0
    while offset + 4 <= len(data) and (length := _ATTRIBUTE.unpack_from(data, offset)[0]) >= 4:
        yield data[offset + 4 : offset + length]
        offset += length + 3 & ~3


def number(value: memoryview | bytes | None) -> int:
    """What an attribute says, in the machine's order of bytes; 0 if it is not there."""
    return int.from_bytes(value, sys.byteorder) if value is not None else 0


def text(value: memoryview | None) -> str:
    """What an attribute says; "" if it is not there."""
    return bytes(value).rstrip(b"\0").decode(errors="replace") if value is not None else ""


class RequestSocket(socket.socket):
    """A socket for requests to route netlink: a new one, or that of the descriptor. The kernel gives reasons
    in words, short acknowledgements and filtered dumps.

    `answered` holds what was last answered to each request, and what that meant; `meanings` is for whoever
    takes an answer apart.
    """

    __slots__ = ("answered", "meanings")

    def __init__(self, descriptor: int | None = None) -> None:
        kind = socket.SOCK_RAW | socket.SOCK_CLOEXEC
        super().__init__(socket.AF_NETLINK, kind, socket.NETLINK_ROUTE, descriptor)
        self.answered: dict[bytes, tuple[list[bytes], Any]] = {}
        self.meanings: dict[bytes, Any] = {}
        for option in (_EXT_ACK, _CAP_ACK, _STRICT_CHECK):
            self.setsockopt(SOL_NETLINK, option, 1)


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


def open_socket() -> RequestSocket:
    """A request socket in the calling thread's network namespace; it stays in it."""
    return RequestSocket()


class Interrupted(Exception):
    """Something changed during a dump, so that it may be short."""


def dump(opened: socket.socket, request: bytes) -> list[memoryview]:
    """The bodies of all messages that answer a request. Raises `Interrupted`; OSError if it is refused."""
    opened.send(request)
    return _bodies(opened, sequence_of(request), [])


def meaning(
    opened: RequestSocket, request: bytes, decode: Callable[[Sequence[memoryview]], Result]
) -> Result:
    """What `decode` makes of `dump`. It is not asked again about the same answer."""
    before, meant = opened.answered.get(request, ([], None))
    opened.send(request)
    datagrams: list[bytes] = []
    for expected in before:
        datagrams.append(_receive(opened))
        if datagrams[-1] != expected:
            break
    if not before or datagrams != before:
        meant = decode(_bodies(opened, sequence_of(request), datagrams))
        opened.answered[request] = datagrams, meant
    return cast(Result, meant)


def _bodies(opened: socket.socket, wanted: int, datagrams: list[bytes]) -> list[memoryview]:
    """The bodies of the answer to the request of that sequence number, of which these datagrams have come
    already; the others are received and added to them."""
    bodies: list[memoryview] = []
    interrupted = ended = False
    taken = 0
    while not ended:
        if taken == len(datagrams):
            datagrams.append(_receive(opened))
        flags, ended = _take_apart(datagrams[taken], wanted, bodies)
        interrupted = interrupted or bool(flags & NLM_F_DUMP_INTR)
        taken += 1
    if interrupted:
        raise Interrupted
    return bodies


def _take_apart(datagram: bytes, wanted: int, bodies: list[memoryview]) -> tuple[int, bool]:
    """Adds the bodies that are in it. Gives all flags together, and whether the answer ends here."""
    data, offset, seen = memoryview(datagram), 0, 0
    while offset < len(datagram):
        length, kind, flags, sequence, _ = _HEADER.unpack_from(data, offset)
        body = data[offset + 16 : offset + length]
        offset += length + 3 & ~3
        if sequence != wanted:
            continue
        seen |= flags
        if kind in (_DONE, _ERROR):
            _check(body)
            return seen, True
        bodies.append(body)
        if not flags & NLM_F_MULTI:
            return seen, True
    return seen, False


def _check(end: memoryview) -> None:
    """Raises what the end of an answer says went wrong."""
    (code,) = _CODE.unpack_from(end)
    if code < 0:
        raise OSError(-code, "the kernel refused to tell")


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
    return text(attributes(body, start).get(_EXPLANATION))


def _until_period(opened: socket.socket) -> Iterator[tuple[int, int, int, memoryview]]:
    while True:
        for found in messages(_receive(opened)):
            yield found
            if found[2] == _LAST:
                return


def _receive(opened: socket.socket) -> bytes:
    try:
        return opened.recv(_ROOM, socket.MSG_DONTWAIT)
    except BlockingIOError as error:
        raise Transient("the kernel did not answer") from error


def messages(datagram: bytes) -> Iterable[tuple[int, int, int, memoryview]]:
    """Kind, flags, sequence number and body of each."""
    data, offset = memoryview(datagram), 0
    while offset < len(data):
        length, kind, flags, sequence, _ = _HEADER.unpack_from(data, offset)
        yield kind, flags, sequence, data[offset + 16 : offset + length]
        offset += length + 3 & ~3


_PERIOD = message(_NOOP, NLM_F_REQUEST | NLM_F_ACK, _LAST, b"")
