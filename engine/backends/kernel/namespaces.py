"""The processes that make namespaces, seen from the engine."""

import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from engine import marks
from engine.backends.kernel import encode, holder, identity, netlink
from engine.backends.kernel.netlink import RequestSocket
from engine.errors import Transient

_PATIENCE = 30.0
_ENDED = "the process that makes namespaces ended too early"
_OWN_USER_NAMESPACE = Path("/proc/self/ns/user")

Made = tuple[int, RequestSocket]
"""A descriptor of a new namespace, and a request socket in it. Its `lo` is up and marked."""


class Holder:
    """A holder, started and waiting for its one order."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(_PATIENCE)
        with theirs:
            command = [sys.executable, "-I", "-S", holder.__file__]
            try:
                self._process = subprocess.Popen(command, stdin=theirs.fileno(), start_new_session=True)
            except OSError:
                self._socket.close()
                raise

    def lives(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """It ends when nobody is at the other end of its socket."""
        self._socket.close()
        self._process.wait()

    def make(self, topology: str, count: int, owner: int | None) -> Iterator[list[Made]]:
        """So many marked namespaces, as soon as they are made; raises OSError or `Transient`.

        `owner` is a descriptor of the user namespace that they are to belong to; None: a new one.
        """
        try:
            self._order(topology, count, owner)
            yield from self._made(topology, count)
        except ConnectionError as error:
            raise Transient(_ENDED) from error

    def _made(self, topology: str, missing: int) -> Iterator[list[Made]]:
        while missing:
            text, made = self._hear()
            match text[:1]:
                case b"u":
                    identity.write_maps(self._process.pid, topology)
                    self._socket.send(b"m")
                case b"n":
                    missing -= len(made)
                    yield made
                case b"e":
                    raise OSError(int.from_bytes(text[1:5], "little"), text[5:].decode())
                case _:
                    raise Transient(_ENDED)

    def _order(self, topology: str, count: int, owner: int | None) -> None:
        how, rights = holder.NEW, []
        if owner is not None:
            ours = os.path.samestat(os.fstat(owner), _OWN_USER_NAMESPACE.stat())
            how = holder.STAY if ours else holder.JOIN
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("=i", owner))]
        mark = encode.mark_loopback(1, marks.namespace_alias(topology), netlink.NLM_F_ACK)
        self._socket.sendmsg([struct.pack("<I", count) + how + mark], rights)

    def _hear(self) -> tuple[bytes, list[Made]]:
        """One message, and the descriptors that came with it."""
        room = socket.CMSG_SPACE(4 * 2 * holder.TOGETHER)
        try:
            text, ancillary, _, _ = self._socket.recvmsg(256, room, socket.MSG_CMSG_CLOEXEC)
        except TimeoutError as error:
            raise Transient("the process that makes namespaces does not answer") from error
        numbers = [number for _, _, data in ancillary for (number,) in struct.iter_unpack("=i", data)]
        return text, [(n, RequestSocket(s)) for n, s in zip(numbers[::2], numbers[1::2], strict=True)]


class Holders:
    """One holder is always started ahead: starting takes longer than making some namespaces."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead: Holder | None = None
        self.start_ahead()

    def take(self) -> Holder:
        """A holder that waits; who takes it closes it. Raises OSError if none can be started."""
        with self._lock:
            taken, self._ahead = self._ahead, None
        if taken and not taken.lives():
            taken.close()
            taken = None
        return taken or Holder()

    def start_ahead(self) -> None:
        """Start the next one; best when there is nothing else to do. It is no harm if that does not work, and
        whoever takes one meanwhile does not wait for it."""
        if self._ahead:
            return
        with suppress(OSError):
            started: Holder | None = Holder()
            with self._lock:
                if not self._ahead:
                    self._ahead, started = started, None
            if started:
                started.close()

    def close(self) -> None:
        with self._lock:
            if self._ahead:
                self._ahead.close()
                self._ahead = None
