"""What of a topology has changed since somebody last asked, as far as events tell."""

import socket
import threading
from collections.abc import Iterable, Mapping
from struct import Struct

from engine.backends.kernel.links import HEADER, IFF_UP, IFLA_IFNAME, RTM_DELLINK, RTM_NEWLINK
from engine.backends.kernel.netlink import LISTEN_ALL_NSID, SOL_NETLINK
from engine.resources import FABRIC
from engine.scope import LinkName, Touched

DATAGRAMS = 256
"""Taken in one go, before others are looked after."""

MOST = 64
"""With more touched than this, looking at everything is as quick."""

_TYPE = Struct("=4xH")
_NUMBER = Struct("=i")
_ATTRIBUTE = Struct("=HH")
_HEADER_AT = 16
_NAME_AT = _HEADER_AT + HEADER.size

Ancillary = Iterable[tuple[int, int, bytes]]


def place_of(ancillary: Ancillary, places: Mapping[int, str]) -> str | None:
    """Where an event happened; `places` are the sandboxes by number. None: outside of the topology.

    The fabric has a number for every namespace that a link of its own leads to: with an uplink it hears all
    that happens on the machine.
    """
    for level, kind, data in ancillary:
        if (level, kind) == (SOL_NETLINK, LISTEN_ALL_NSID):
            return places.get(_NUMBER.unpack(data[:4])[0])
    return FABRIC


def touched(message: bytes, place: str) -> Touched | None:
    """What an event in a place is about: a sandbox, or one link of the fabric.

    None if it takes more than a look at its first bytes to know.
    """
    if place != FABRIC:
        return place, ""
    if _TYPE.unpack_from(message)[0] not in (RTM_NEWLINK, RTM_DELLINK):
        return None
    name = _name(message)
    return None if name is None else (FABRIC, name)


def fallen(message: bytes, place: str) -> LinkName | None:
    """The sandbox's interface that an event says to be down, if it says so."""
    if place == FABRIC or _TYPE.unpack_from(message)[0] != RTM_NEWLINK:
        return None
    flags, name = HEADER.unpack_from(message, _HEADER_AT)[3], _name(message)
    return None if flags & IFF_UP or name is None else (place, name)


def _name(message: bytes) -> str | None:
    """The link's, which comes first."""
    length, kind = _ATTRIBUTE.unpack_from(message, _NAME_AT)
    if kind != IFLA_IFNAME:
        return None
    return message[_NAME_AT + 4 : _NAME_AT + length].rstrip(b"\0").decode(errors="replace")


def receive(listening: socket.socket, room: int = 256) -> tuple[bytes, Ancillary]:
    """The beginning of the next datagram, so many bytes of it. Raises BlockingIOError if there is none,
    OSError if events were lost."""
    message, ancillary, _, _ = listening.recvmsg(room, socket.CMSG_SPACE(4), socket.MSG_DONTWAIT)
    return message, ancillary


class Sightings:
    """Gathered by the thread that listens, asked for by those that tend."""

    def __init__(self) -> None:
        self._seen: dict[str, set[Touched] | None] = {}
        self._fallen: dict[str, frozenset[LinkName]] = {}
        self._lock = threading.Lock()

    def note(self, topology: str, found: Iterable[Touched] | None) -> None:
        """None: it is not known what changed, or too much."""
        with self._lock:
            before = self._seen.get(topology, set())
            together = None if found is None or before is None else before.union(found)
            self._seen[topology] = together if together is None or len(together) <= MOST else None

    def take(self, topology: str) -> frozenset[Touched] | None:
        """All that was noted since the last time."""
        with self._lock:
            found: set[Touched] | None = self._seen.pop(topology, set())
        return None if found is None else frozenset(found)

    def note_fallen(self, topology: str, links: frozenset[LinkName]) -> None:
        with self._lock:
            self._fallen[topology] = self._fallen.get(topology, frozenset()) | links

    def take_fallen(self, topology: str) -> frozenset[LinkName]:
        """All that was noted since the last time."""
        with self._lock:
            return self._fallen.pop(topology, frozenset())
