"""Traffic between two sandboxes, made by sockets in them: one ping, one datagram or one TCP connection.

Each is answered by what is there anyhow, or by a socket that is opened in the other sandbox for that long.
"""

import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from struct import Struct

from engine.backends.kernel.place import Place, go_to

PATIENCE = 4.0
"""Seconds until a flow has failed; ARP itself gives up after three."""

_ECHO = Struct(">BBHHH")
_REQUESTS = {socket.AF_INET: 8, socket.AF_INET6: 128}
_PROTOCOLS = {socket.AF_INET: socket.IPPROTO_ICMP, socket.AF_INET6: socket.IPPROTO_ICMPV6}
_SAID = {
    socket.AF_INET: {0: "", 3: "it is unreachable", 11: "its TTL ran out", 12: "a header is refused"},
    socket.AF_INET6: {129: "", 1: "it is unreachable", 2: "it is too big", 3: "its hop limit ran out"},
}
"""What an ICMP type that comes back means; "" is the answer."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The sockets of a flow, open and ready; `port` is that of the answering side, 0 if it has none. `run`
    sends, waits for the answer and returns "", or why there was none in words."""

    port: int
    run: Callable[[], str]


def ready(kind: str, source: Place, target: Place, address: str, stack: ExitStack) -> Flow:
    """A flow of the kind `ping`, `udp` or `tcp`; what is opened is closed with the stack. Raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    payload = b"patchboard " + os.urandom(8).hex().encode()
    return _KINDS[kind](source, target, family, address, payload, stack)


def _open(place: Place, family: int, kind: int, protocol: int = 0) -> socket.socket:
    opened = go_to(place.descriptor, lambda: socket.socket(family, kind | socket.SOCK_CLOEXEC, protocol))
    opened.settimeout(PATIENCE)
    return opened


def _ping(source: Place, _: Place, family: int, address: str, payload: bytes, stack: ExitStack) -> Flow:
    opened = stack.enter_context(
        _open(source, family, socket.SOCK_RAW, _PROTOCOLS[socket.AddressFamily(family)])
    )

    def run() -> str:
        request = _echo(_REQUESTS[socket.AddressFamily(family)], payload)
        return _tried(lambda: opened.sendto(request, (address, 0))) or _heard(opened, family, payload)

    return Flow(0, run)


def _heard(opened: socket.socket, family: int, payload: bytes) -> str:
    """What comes back about the payload: the echo, or an error that quotes it."""
    until = time.monotonic() + PATIENCE
    meanings = _SAID[socket.AddressFamily(family)]
    while (left := until - time.monotonic()) > 0:
        opened.settimeout(left)
        try:
            message = opened.recv(1 << 16)
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


def _udp(source: Place, target: Place, family: int, address: str, payload: bytes, stack: ExitStack) -> Flow:
    asking, answering = (
        stack.enter_context(_open(each, family, socket.SOCK_DGRAM)) for each in (source, target)
    )
    answering.bind((address, 0))
    port = answering.getsockname()[1]

    def talk() -> None:
        asking.connect((address, port))
        asking.send(payload)
        question, client = answering.recvfrom(1 << 16)
        answering.sendto(b"answer to " + question, client)
        asking.recv(1 << 16)

    return Flow(port, lambda: _tried(talk))


def _tcp(source: Place, target: Place, family: int, address: str, payload: bytes, stack: ExitStack) -> Flow:
    asking, listening = (
        stack.enter_context(_open(each, family, socket.SOCK_STREAM)) for each in (source, target)
    )
    listening.bind((address, 0))
    listening.listen(1)
    port = listening.getsockname()[1]

    def talk() -> None:
        asking.connect((address, port))
        answering, _ = listening.accept()
        with answering:
            answering.settimeout(PATIENCE)
            asking.sendall(payload)
            answering.sendall(b"answer to " + answering.recv(1 << 16))
            asking.recv(1 << 16)
            asking.shutdown(socket.SHUT_WR)
            answering.recv(1)
        asking.recv(1)

    return Flow(port, lambda: _tried(talk))


def _tried(talk: Callable[[], object]) -> str:
    try:
        talk()
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f} seconds"
    except OSError as error:
        return os.strerror(error.errno or 0).lower()
    return ""


_KINDS: Mapping[str, Callable[[Place, Place, int, str, bytes, ExitStack], Flow]] = {
    "ping": _ping,
    "udp": _udp,
    "tcp": _tcp,
}
