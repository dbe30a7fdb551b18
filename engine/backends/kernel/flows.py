"""Traffic between two sandboxes, made by sockets in them: one ping, one datagram or one TCP connection.

Each is answered by what is there anyhow, or by a socket that is opened in the other sandbox for as long as it
takes.
"""

import os
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from struct import Struct
from typing import Literal

from engine.backends.kernel.place import Place, go_to

PATIENCE = 4.0
"""Seconds until a flow has failed; ARP itself gives up after three."""

_MOST = 1 << 16
_ECHO = Struct(">BBHHH")
_REQUESTS = {socket.AF_INET: 8, socket.AF_INET6: 128}
_PROTOCOLS = {socket.AF_INET: socket.IPPROTO_ICMP, socket.AF_INET6: socket.IPPROTO_ICMPV6}
_WITH = {socket.AF_INET: "icmp[8:4] = 0x{}", socket.AF_INET6: "(icmp6 and ip6[48:4] = 0x{})"}
"""The echoes that carry a payload which begins so: nothing on its way changes that, but an identifier."""

_SAID = {
    socket.AF_INET: {0: "", 3: "it is unreachable", 11: "its TTL ran out", 12: "a header is refused"},
    socket.AF_INET6: {129: "", 1: "it is unreachable", 2: "it is too big", 3: "its hop limit ran out"},
}
"""What an ICMP type that comes back means; "" is the answer."""


At = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Flow:
    """The sockets of a flow, open and ready; `frames` are its own ones, as tcpdump's filters have it. `run`
    sends, waits for the answer and returns "", or why there was none in words. `port` is that of who answers,
    0 of a ping."""

    frames: str
    run: Callable[[], str]
    port: int = 0


def ready(kind: str, source: Place, target: Place, address: str, port: int | None, stack: ExitStack) -> Flow:
    """A flow of the kind `ping`, `udp` or `tcp`; what is opened is closed with the stack. `port` is one that
    something listens at already; None: a socket is opened to answer. Raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    payload = os.urandom(8) + b" of patchboard"
    if kind == "ping":
        return _ping(source, family, address, payload, stack)
    stream = socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM
    asking = stack.enter_context(_open(source, family, stream))
    if port is not None:
        talk = _to_a_stream if kind == "tcp" else _to_whoever_is_there
        return Flow(
            f"{kind} port {port}", partial(_tried, partial(talk, asking, (address, port), payload)), port
        )
    answering = stack.enter_context(_open(target, family, stream))
    answering.bind((address, 0))
    if kind == "tcp":
        answering.listen(1)
    at = (address, answering.getsockname()[1])
    answer = _over_a_stream if kind == "tcp" else _by_datagrams
    return Flow(
        f"{kind} port {at[1]}", partial(_tried, partial(answer, asking, answering, at, payload)), at[1]
    )


def connected(source: Place, address: str, port: int) -> Literal["answered", "refused", "unanswered"]:
    """Whether a TCP connection comes about, which is closed at once. Blocks; raises OSError if none can be
    tried."""
    with opened(source, address, socket.SOCK_STREAM) as asking:
        try:
            asking.connect((address, port))
        except ConnectionRefusedError:
            return "refused"
        except OSError:
            return "unanswered"
    return "answered"


def opened(place: Place, address: str, kind: int) -> socket.socket:
    """There, to talk with who has the address. Raises OSError."""
    return _open(place, socket.AF_INET6 if ":" in address else socket.AF_INET, kind)


def _open(place: Place, family: int, kind: int, protocol: int = 0) -> socket.socket:
    opened = go_to(place.descriptor, lambda: socket.socket(family, kind | socket.SOCK_CLOEXEC, protocol))
    opened.settimeout(PATIENCE)
    return opened


def _ping(source: Place, family: int, address: str, payload: bytes, stack: ExitStack) -> Flow:
    opened = stack.enter_context(
        _open(source, family, socket.SOCK_RAW, _PROTOCOLS[socket.AddressFamily(family)])
    )

    def run() -> str:
        request = _echo(_REQUESTS[socket.AddressFamily(family)], payload)
        return _tried(lambda: opened.sendto(request, (address, 0))) or _heard(opened, family, payload)

    return Flow(_WITH[socket.AddressFamily(family)].format(payload[:4].hex()), run)


def _heard(opened: socket.socket, family: int, payload: bytes) -> str:
    """What comes back about the payload: the echo, or an error that quotes it."""
    until = time.monotonic() + PATIENCE
    meanings = _SAID[socket.AddressFamily(family)]
    while (left := until - time.monotonic()) > 0:
        opened.settimeout(left)
        try:
            message = opened.recv(_MOST)
        except TimeoutError:
            break
        kind = message[4 * (message[0] & 15)] if family == socket.AF_INET else message[0]
        if payload in message and kind in meanings:
            return meanings[kind]
    return f"no answer within {PATIENCE:.0f} seconds"


def _echo(kind: int, payload: bytes) -> bytes:
    """With the checksum of IPv4's; that of IPv6 is the kernel's business."""
    number = os.getpid() & 0xFFFF
    whole = _ECHO.pack(kind, 0, 0, number, 1) + payload + bytes(len(payload) % 2)
    total = sum(int.from_bytes(whole[at : at + 2], "big") for at in range(0, len(whole), 2))
    total = (total & 0xFFFF) + (total >> 16)
    return _ECHO.pack(kind, 0, ~(total + (total >> 16)) & 0xFFFF, number, 1) + whole[_ECHO.size :]


def _by_datagrams(asking: socket.socket, answering: socket.socket, at: At, payload: bytes) -> None:
    asking.connect(at)
    asking.send(payload)
    question, client = answering.recvfrom(_MOST)
    answering.sendto(b"answer to " + question, client)
    asking.recv(_MOST)


def _over_a_stream(asking: socket.socket, listening: socket.socket, at: At, payload: bytes) -> None:
    asking.connect(at)
    answering, _ = listening.accept()
    with answering:
        answering.settimeout(PATIENCE)
        asking.sendall(payload)
        answering.sendall(b"answer to " + answering.recv(_MOST))
        asking.recv(_MOST)
        asking.shutdown(socket.SHUT_WR)
        answering.recv(1)
    asking.recv(1)


def _to_whoever_is_there(asking: socket.socket, at: At, payload: bytes) -> None:
    asking.connect(at)
    asking.send(payload)
    asking.recv(_MOST)


def _to_a_stream(asking: socket.socket, at: At, _: bytes) -> None:
    """Opened and closed again: what the service would want to hear is not known."""
    asking.connect(at)
    asking.shutdown(socket.SHUT_WR)
    asking.recv(_MOST)


def _tried(talk: Callable[[], object]) -> str:
    try:
        talk()
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f} seconds"
    except OSError as error:
        return os.strerror(error.errno or 0).lower()
    return ""
