"""Frames as the kernel shows them to AF_PACKET sockets, one for each link or place that is watched.

The kernel itself bounds what waits to be taken: when a socket's buffer is full it drops what comes, and
counts it. So nobody who takes frames slowly makes anything grow.
"""

import select
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from struct import Struct

from engine.backends.kernel import bpf, home, stamps
from engine.backends.kernel.bpf import Code
from engine.backends.kernel.place import go_to
from engine.backends.kernel.places import Places
from engine.backends.kernel.syscalls import bind_to_every_link
from engine.packets.frame import Frame, with_tag
from engine.resources import FABRIC

KEPT = 16 << 10
"""Bytes that are kept of a frame; only what was not cut up for the wire yet is longer."""

_ETH_P_ALL = 3
_OTHERHOST, _OUTGOING = 3, 4
_SOL_PACKET = 263
_ADD_MEMBERSHIP, _STATISTICS, _AUXDATA = 1, 6, 8
_SO_RCVBUFFORCE = 33
_BUFFERS, _LEAST = 4 << 20, 256 << 10
"""Bytes that may wait in all sockets of a capture together, and in one at least."""

_PROMISCUOUS = Struct("=iHH8s")
_COUNTED = Struct("=II")
_BESIDE = Struct("=IIIHHHH")
"""tpacket_auxdata: status, length, kept, where the MAC and network headers are, VLAN tag and its protocol."""

_HAS_TAG, _HAS_PROTOCOL = 0x10, 0x40
_DOT1Q = 0x8100
_ROOM = stamps.ROOM + socket.CMSG_SPACE(_BESIDE.size)

Where = tuple[str, str]
"""A place, and the link there as the kernel calls it; "": all of the place's links."""


def begin(topology: str, places: Places, watched: Sequence[Where], text: str) -> "Capture":
    """Watch with a filter in tcpdump's words, "" for none. Raises `bpf.BadFilter` besides what `Capture`
    does."""
    code: Code = ()
    if text:
        with places.visit(topology, FABRIC) as fabric:
            code = bpf.compiled(text, fabric)
    return Capture(topology, places, watched, code)


class Capture:
    """Watches links of a topology from when it is made until it is closed. Raises `places.Missing`,
    `Transient`, and OSError if a link is not there."""

    def __init__(self, topology: str, places: Places, watched: Sequence[Where], code: Code = ()) -> None:
        self._missed = 0
        self._inodes: dict[Path, int] = {}
        self._bound: list[socket.socket] = []
        self._sockets: list[socket.socket] = []
        self._poll = select.epoll()
        room = max(_LEAST, _BUFFERS // len(watched))
        try:
            for place, link in watched:
                with places.visit(topology, place) as visited:
                    self._inodes[home.path(topology, place)] = visited.inode
                    self._watch(go_to(visited.descriptor, partial(_opened, link, code, room)))
                self._bound += self._sockets[-1:] if link else []
            with places.visit(topology, FABRIC) as fabric:
                go_to(fabric.descriptor, stamps.wait_until_on)
        except BaseException:
            self.close()
            raise

    def _watch(self, opened: socket.socket) -> None:
        self._sockets.append(opened)
        self._poll.register(opened, select.EPOLLIN)

    def fileno(self) -> int:
        """A descriptor that can be read when there is something to take."""
        return self._poll.fileno()

    def take(self, patience: float = 0, most: int = 256) -> list[tuple[int, Frame]]:
        """What has come, at most so many of each: the number of what was watched, and the frame; in the order
        of time. If there is nothing, waits so many seconds for it."""
        readable = {descriptor for descriptor, _ in self._poll.poll(patience)}
        found = [
            (number, frame)
            for number, opened in enumerate(self._sockets)
            if opened.fileno() in readable
            for frame in _frames(opened, most)
        ]
        return sorted(found, key=lambda each: each[1].time)

    def missed(self) -> int:
        """How many frames the kernel had no room for until now."""
        for opened in self._sockets:
            _, dropped = _COUNTED.unpack(opened.getsockopt(_SOL_PACKET, _STATISTICS, _COUNTED.size))
            self._missed += dropped
        return self._missed

    def is_whole(self) -> bool:
        """Whether all that is watched is still there; the kernel forgets the name of a link that is gone."""
        is_there = all(home.inode(at) == inode for at, inode in self._inodes.items())
        return is_there and all(opened.getsockname()[0] for opened in self._bound)

    def close(self) -> None:
        self._poll.close()
        for opened in self._sockets:
            opened.close()


def _opened(link: str, code: Code, room: int) -> socket.socket:
    """In this thread's namespace. It receives nothing before it is bound, so that nothing passes the filter
    unseen by it."""
    opened = socket.socket(socket.AF_PACKET, socket.SOCK_RAW | socket.SOCK_CLOEXEC, 0)
    try:
        if code:
            bpf.attach(opened, code)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        with suppress(PermissionError):  # an ordinary user's buffer is what the machine allows
            opened.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, room)
        stamps.switch_on(opened)
        opened.setsockopt(_SOL_PACKET, _AUXDATA, 1)
        if link:  # a bridge hands up only then what it forwards
            everything = _PROMISCUOUS.pack(socket.if_nametoindex(link), 1, 0, b"")
            opened.setsockopt(_SOL_PACKET, _ADD_MEMBERSHIP, everything)
            opened.bind((link, _ETH_P_ALL))
        else:
            bind_to_every_link(opened, _ETH_P_ALL)
    except OSError:
        opened.close()
        raise
    return opened


def _frames(opened: socket.socket, most: int) -> Iterator[Frame]:
    for _ in range(most):
        try:
            data, beside, _, address = opened.recvmsg(KEPT, _ROOM, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:  # the link went down or away: that is said once, and the socket goes on
            continue
        yield _frame(data, beside, address)


def _frame(data: bytes, beside: stamps.Beside, address: tuple[str, int, int, int, bytes]) -> Frame:
    length = len(data)
    for level, kind, held in beside:
        if (level, kind) == (_SOL_PACKET, _AUXDATA):
            status, length, _, _, _, tag, protocol = _BESIDE.unpack(held)
            if status & _HAS_TAG:
                data = with_tag(data, protocol if status & _HAS_PROTOCOL else _DOT1Q, tag)
                length += 4
    kind = address[2]
    return Frame(stamps.stamp(beside), address[0], kind == _OUTGOING, data, length, kind == _OTHERHOST)
