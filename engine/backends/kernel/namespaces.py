"""Starts a holder and takes the namespaces that it makes."""

import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from engine import marks
from engine.backends.kernel import encode, holder, identity, netlink
from engine.backends.kernel.syscalls import owning_user_namespace
from engine.errors import Transient

_PATIENCE = 30.0
_OWN_USER_NAMESPACE = Path("/proc/self/ns/user")

Made = tuple[int, socket.socket]
"""A descriptor of a new namespace, and a request socket in it. Its `lo` is up and marked."""


class Holder:
    """A running holder; leave the context to end it.

    `near` is a descriptor of a namespace of the same topology, whose user namespace the new ones join;
    without it they get a new user namespace.
    """

    def __init__(self, topology: str, count: int, near: int | None) -> None:
        self._topology = topology
        self._count = count
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(_PATIENCE)
        with theirs:
            command = [sys.executable, "-I", "-S", holder.__file__]
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), start_new_session=True)
        self._order(near)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._socket.close()
        self._process.wait()

    def batches(self) -> Iterator[list[Made]]:
        """The namespaces, as soon as they are made; raises OSError or `Transient`."""
        missing = self._count
        while missing:
            text, made = self._hear()
            match text[:1]:
                case b"u":
                    identity.write_maps(self._process.pid, self._topology)
                    self._socket.send(b"m")
                case b"n":
                    missing -= len(made)
                    yield made
                case b"e":
                    raise OSError(int.from_bytes(text[1:5], "little"), text[5:].decode())
                case _:
                    raise Transient("the process that makes namespaces ended too early")

    def _order(self, near: int | None) -> None:
        how, rights = holder.NEW, []
        owner = None if near is None else owning_user_namespace(near)
        if owner is not None:
            ours = os.path.samestat(os.fstat(owner), _OWN_USER_NAMESPACE.stat())
            how = holder.STAY if ours else holder.JOIN
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("=i", owner))]
        mark = encode.mark_loopback(1, marks.namespace_alias(self._topology), netlink.NLM_F_ACK)
        self._socket.sendmsg([struct.pack("<I", self._count) + how + mark], rights)
        if owner is not None:
            os.close(owner)

    def _hear(self) -> tuple[bytes, list[Made]]:
        """One message, and the descriptors that came with it."""
        room = socket.CMSG_SPACE(4 * 2 * holder.TOGETHER)
        try:
            text, ancillary, _, _ = self._socket.recvmsg(256, room, socket.MSG_CMSG_CLOEXEC)
        except TimeoutError as error:
            raise Transient("the process that makes namespaces does not answer") from error
        numbers = [number for _, _, data in ancillary for (number,) in struct.iter_unpack("=i", data)]
        return text, [(n, _request_socket(s)) for n, s in zip(numbers[::2], numbers[1::2], strict=True)]


def _request_socket(descriptor: int) -> socket.socket:
    opened = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE, descriptor)
    netlink.prepare(opened)
    return opened
