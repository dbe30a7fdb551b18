"""Hearing that something changes in one namespace."""

import socket
from contextlib import suppress

from engine.backends.kernel import nfnetlink
from engine.backends.kernel.place import go_to

_LINKS, _NEIGHBOURS, _IPV4, _IPV6 = 0x1, 0x4, 0x10 | 0x40, 0x100 | 0x400
_GROUPS = _LINKS | _NEIGHBOURS | _IPV4 | _IPV6
_ROOM = 1 << 16


class Wakes:
    """Two event sockets in the namespace of this descriptor: for links, addresses, routes and neighbours, and
    for nftables. `descriptors` become readable when something has changed."""

    def __init__(self, namespace: int) -> None:
        self._routing = go_to(namespace, _listening)
        self._rules: socket.socket | None = None
        with suppress(OSError):  # a kernel without nftables
            self._rules = nfnetlink.open_socket(namespace)
            nfnetlink.listen(self._rules)

    @property
    def descriptors(self) -> list[int]:
        return [each.fileno() for each in (self._routing, self._rules) if each]

    def close(self) -> None:
        self._routing.close()
        if self._rules:
            self._rules.close()

    def take_in(self) -> bool:
        """Forget what was heard; whether rules changed."""
        _empty(self._routing)
        return _empty(self._rules) if self._rules else False


def _listening() -> socket.socket:
    opened = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE)
    try:
        opened.bind((0, _GROUPS))
    except OSError:
        opened.close()
        raise
    return opened


def _empty(opened: socket.socket) -> bool:
    """Whether there was anything; what was lost was something, too."""
    found = False
    with suppress(BlockingIOError):
        while True:
            found = True if _received(opened) else found
    return found


def _received(opened: socket.socket) -> bool:
    """Raises BlockingIOError if there is nothing more."""
    try:
        return bool(opened.recv(_ROOM, socket.MSG_DONTWAIT))
    except BlockingIOError:
        raise
    except OSError:  # more has happened than it could hold
        return True
