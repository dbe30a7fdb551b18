"""Everything that the engine changes outside its own memory, noticed just before it happens.

A test can be told of each change, and kill the process there, answer with an error, or wait. Nothing in the
engine knows of it: what is watched are its sockets, its library calls, its files, signals and programs.
Messages that go in one send are sent one by one, so that each is a change of its own; the kernel carries
each out while it is sent, and its answers wait in the socket, so nobody can tell the difference.
"""

import ctypes
import os
import re
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from weakref import WeakKeyDictionary

from engine.backends.kernel import syscalls
from tests.kernel import rtnetlink

FOLDERS = ("/run/", "/proc/", "/sys/", "/etc/netns/")
_FILES = {
    "os.remove": 0,
    "os.mkdir": 0,
    "os.rmdir": 0,
    "os.rename": 0,
    "os.link": 0,
    "os.symlink": 1,
    "os.truncate": 0,
    "os.chmod": 0,
}
"""By name of the event, which of its arguments says what is changed."""

_CALLS = ("mount", "umount2", "linkat", "setns")


@dataclass(frozen=True, slots=True)
class Effect:
    """One change: by which means, and of what."""

    means: str
    what: str

    def __str__(self) -> str:
        return f"{self.means} {self.what}"


Before = Callable[[Effect], None]
"""Is told of an effect. An OSError that it raises is what the engine gets instead of the effect."""


class _Watch:
    """Who is told; None: nobody. What listens to files can never be taken away again."""

    before: Before | None = None
    hears_files = False


_watch = _Watch()
_made_up: WeakKeyDictionary[socket.socket, list[bytes]] = WeakKeyDictionary()
"""Answers to messages that were never sent, to be read before the kernel's."""


@contextmanager
def told(before: Before) -> Iterator[None]:
    """While this lasts, `before` is told of every effect of this process, in the thread that has it."""
    if not _watch.hears_files:
        _watch.hears_files = True
        sys.addaudithook(_audited)
    with ExitStack() as stack:
        for name, function in (("send", _send), ("sendmsg", _sendmsg), ("recv", _recv)):
            stack.enter_context(patch.object(socket.socket, name, function))
        stack.enter_context(patch.object(syscalls, "_libc", _Calls(syscalls._libc)))
        for module, name in ((os, "write"), (os, "pwrite"), (signal, "pidfd_send_signal")):
            stack.enter_context(patch.object(module, name, _noticed(getattr(module, name), name)))
        stack.enter_context(patch.object(_watch, "before", before))
        yield


@contextmanager
def interrupted(strikes: Callable[[str], bool]) -> Iterator[None]:
    """While this lasts, dumps in namespaces whose names it strikes end with word that something changed."""

    def recv(self: socket.socket, *arguments: int) -> bytes:
        answer = socket.SocketType.recv(self, *arguments)
        if self.family != socket.AF_NETLINK or not rtnetlink.is_of_dump(answer):
            return answer
        return rtnetlink.interrupted(answer) if strikes(place(rtnetlink.namespace(self))) else answer

    with patch.object(socket.socket, "recv", recv):
        yield


def _tell(means: str, what: str) -> None:
    if _watch.before:
        _watch.before(Effect(means, what))


def _send(self: socket.socket, data: Any, *flags: int) -> int:
    sent = socket.SocketType.send
    if _watch.before is None or self.family != socket.AF_NETLINK:
        if self.family == socket.AF_UNIX:
            _tell("message", "to the process that makes namespaces")
        return sent(self, data, *flags)
    for message in rtnetlink.split(bytes(data)):
        if not rtnetlink.changes(self, message):
            sent(self, message, *flags)
            continue
        try:
            _tell("netlink", f"{rtnetlink.described(message)} in {place(rtnetlink.namespace(self))}")
        except OSError as error:
            _made_up.setdefault(self, []).append(rtnetlink.refusal(message, error.errno or 0))
        else:
            sent(self, message, *flags)
    return len(data)


def _sendmsg(self: socket.socket, *arguments: Any) -> int:
    _tell("message", "with descriptors, to the process that makes namespaces")
    return socket.SocketType.sendmsg(self, *arguments)


def _recv(self: socket.socket, *arguments: int) -> bytes:
    if _made_up.get(self):
        return _made_up[self].pop(0)
    return socket.SocketType.recv(self, *arguments)


class _Calls:
    """The C library, with those of its calls noticed that change something."""

    def __init__(self, libc: Any) -> None:
        self._libc = libc

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._libc, name)
        if name not in _CALLS:
            return function

        def call(*arguments: Any) -> int:
            try:
                what = place(os.fstat(arguments[0]).st_ino) if name == "setns" else _paths(arguments)
                _tell(name, what)
            except OSError as error:
                ctypes.set_errno(error.errno or 0)
                return -1
            result: int = function(*arguments)
            return result

        return call


def _paths(arguments: tuple[Any, ...]) -> str:
    words = [each.decode() for each in arguments if isinstance(each, bytes)]
    return " ".join(word for word in words if not word.startswith("/proc/self/fd/"))


def _noticed(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    def call(first: int, *arguments: Any) -> Any:
        if name == "pidfd_send_signal":
            _tell("signal", str(int(arguments[0])))
        elif _watch.before and (written := _file(first)).startswith(FOLDERS):
            _tell(name, f"{written} {_briefly(arguments[0])} in {place(_own_namespace())}")
        return function(first, *arguments)

    return call


def _briefly(data: bytes) -> str:
    """A value as it is; of a text, which may name the topology, only that it is one."""
    return repr(data) if len(data) <= 16 else "a text"


def _file(descriptor: int) -> str:
    return str(Path(f"/proc/self/fd/{descriptor}").readlink())


def _audited(event: str, arguments: tuple[Any, ...]) -> None:
    if _watch.before is None:
        return
    if event == "open" and _writes(arguments[2]) and (path := _path(arguments[0])).startswith(FOLDERS):
        _tell("open", f"{path} in {place(_own_namespace())}")
    elif event in _FILES and (path := _path(arguments[_FILES[event]])).startswith(FOLDERS):
        _tell(event, path)
    elif event in ("os.kill", "os.killpg"):
        _tell(event, str(arguments[1]))
    elif event == "subprocess.Popen":
        _tell("program", " ".join(Path(str(word)).name for word in arguments[1]))


def _writes(flags: Any) -> bool:
    """Whether opening says already that something is written; what is open both ways is seen when it is."""
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_CREAT | os.O_TRUNC))


def _path(given: Any) -> str:
    if isinstance(given, int):
        return _file(given)
    if not isinstance(given, str | bytes | os.PathLike):
        return ""
    return re.sub(r"^/proc/\d+/", "/proc/PID/", os.fsdecode(given))


def _own_namespace() -> int:
    return Path("/proc/thread-self/ns/net").stat().st_ino


def place(inode: int) -> str:
    """What `ip netns` calls a network namespace, if it has a name. There are hundreds of both names and
    effects, so what was found is only looked at again."""
    if _inode(_found.get(inode, "")) != inode and inode != _HERE:
        _found.update({found: each.name for each in _NAMES.iterdir() if (found := _inode(each.name))})
    name = _found.get(inode, "")
    return name if _inode(name) == inode else "a namespace without name"


def _inode(name: str) -> int:
    try:
        return os.stat(f"{_NAMES}/{name}").st_ino  # noqa: PTH116 (for every effect)
    except FileNotFoundError:
        return 0


_NAMES = Path("/run/netns")
_HERE = Path("/proc/self/ns/net").stat().st_ino
_found: dict[int, str] = {}
"""By inode the name that a namespace had when it was last looked for."""
