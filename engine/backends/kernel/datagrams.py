"""Datagrams to a UDP port, and what became of them.

What a service would answer to is not known, so silence says nothing of the way: they are watched for where
they are to arrive.
"""

import os
import socket
from contextlib import ExitStack, closing
from typing import Literal

from engine.addressing import version
from engine.backends.kernel import capture, flows
from engine.backends.kernel.capture import Capture
from engine.backends.kernel.places import Places

_ROUND, _ROUNDS = 0.5, 8
"""Seconds that an answer is waited for at a time, and how often: `flows.PATIENCE` in all."""
_TRIES = 3
"""One may be lost on its way."""
_WORDS = b"patchboard "
"""What they begin with: a text is no request of any protocol, nor may chance make it one."""
_MARK = {4: "udp[{}:4] = 0x{}", 6: "(ip6 and ip6[{}:4] = 0x{})"}
_BEFORE = {4: 8, 6: 48}
"""Bytes in front of what is sent, from where a filter counts."""
_MOST = 1 << 16

Outcome = Literal["answered", "refused", "arrived", "unanswered"]


def sent(topology: str, places: Places, source: str, address: str, port: int, landing: str | None) -> Outcome:
    """Sends up to three. `landing` is the topology's place where they are to come in; None: nobody looks.
    `arrived`: they came in there, and neither an answer nor a refusal came back. Blocks; raises `Missing`,
    `Transient`, BadFilter, and OSError if none can be tried."""
    token = os.urandom(4)
    with ExitStack() as stack:
        seen = capture.begin(topology, places, [(landing, "")], _mark(address, token)) if landing else None
        if seen:
            stack.enter_context(closing(seen))
        with places.visit(topology, source) as visited:
            asking = stack.enter_context(flows.opened(visited, address, socket.SOCK_DGRAM))
        asking.settimeout(_ROUND)
        try:
            asking.connect((address, port))
            return _outcome(asking, seen, _WORDS + token)
        except ConnectionRefusedError:
            return "refused"
        except OSError:
            return "unanswered"


def _mark(address: str, token: bytes) -> str:
    """The filter of what carries the token, whatever port it is sent on to."""
    family = version(address)
    return _MARK[family].format(_BEFORE[family] + len(_WORDS), token.hex())


def _outcome(asking: socket.socket, seen: Capture | None, payload: bytes) -> Outcome:
    """After one has arrived, an answer has another round to come back in."""
    has_arrived = False
    for number in range(_ROUNDS):
        if number < _TRIES and not has_arrived:
            asking.send(payload)
        if _hears(asking):
            return "answered"
        if has_arrived:
            return "arrived"
        has_arrived = seen is not None and _has_come(seen, payload)
    return "arrived" if has_arrived else "unanswered"


def _hears(asking: socket.socket) -> bool:
    try:
        asking.recv(_MOST)
    except TimeoutError:
        return False
    return True


def _has_come(seen: Capture, payload: bytes) -> bool:
    return any(payload in frame.data and not (frame.outgoing or frame.foreign) for _, frame in seen.take())
