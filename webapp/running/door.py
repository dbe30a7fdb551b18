"""The socket that browsers come in by."""

import errno
import socket

OTHER = "--port {0}, or make run PORT={0}"
HOST = "127.0.0.1"


class PortTaken(Exception):
    """Somebody else listens there; the message says what to do."""


def door(port: int) -> socket.socket:
    """A socket bound to the port of this machine itself, not listening yet; 0 is any free port."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except OSError as error:
        found.close()
        raise PortTaken(_said(port, error)) from error
    return found


def _said(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: end what listens there, or choose another ({OTHER.format(port + 1)})"
    return f"port {port} cannot be used ({error.strerror}): choose another ({OTHER.format(8000)})"
