"""Who is at the other end of a unix socket, as the kernel knows it."""

import socket
from struct import Struct

_CREDENTIALS = Struct("=iII")


def user_at(connected: socket.socket) -> int:
    """The user id of the process that connected (SO_PEERCRED, unix(7))."""
    said = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    _, user, _ = _CREDENTIALS.unpack(said)
    return int(user)
