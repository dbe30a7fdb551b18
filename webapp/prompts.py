"""Tells the processes of this machine that a topology has news, by datagrams between unix sockets.

Only an optimisation over reading the database: a prompt may get lost, and nobody waits for one. Each
listener has a socket of its own in the run folder; a word goes to all listeners of a kind.
"""

import contextlib
import os
import secrets
import socket
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.conf import settings

from webapp.running.addresses import reachable

Kind = Literal["web", "engine"]
EVERYONE: tuple[Kind, ...] = ("web", "engine")
LONGEST = 256


@dataclass(frozen=True, slots=True)
class News:
    """A topology has something new. Without a topology: somebody may do less than before.

    `asks` is true if all that is new is a question to the engine about it.
    """

    pk: str = ""
    name: str = ""
    asks: bool = False


def tell(news: News, kinds: tuple[Kind, ...] = EVERYONE) -> None:
    """Never fails and never waits."""
    message = f"{news.pk} {news.name}{' ?' * news.asks}".encode()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as sender:
        for listener in (path for kind in kinds for path in settings.RUN.glob(f"{kind}-*.prompt")):
            try:
                with reachable(listener) as address:
                    sender.sendto(message, address)
            except ConnectionRefusedError:
                _remove(listener)
            except OSError:
                continue  # it is busy or gone, and will find out by itself


def _remove(listener: Path) -> None:
    """What a process left behind that was killed."""
    with contextlib.suppress(OSError):
        if stat.S_ISSOCK(listener.lstat().st_mode):
            listener.unlink()


class Listener:
    """Hears the prompts of this machine. `socket` does not block; `close` when done."""

    def __init__(self, kind: Kind) -> None:
        settings.RUN.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = settings.RUN / f"{kind}-{os.getpid()}-{secrets.token_hex(4)}.prompt"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        with reachable(self._path) as address:
            self.socket.bind(address)
        self._path.chmod(0o666)  # engine and web may be different users; the folder keeps strangers out

    def receive(self) -> News | None:
        """The next one, or None if there is none now."""
        try:
            pk, _, rest = self.socket.recv(LONGEST).decode(errors="replace").partition(" ")
        except BlockingIOError:
            return None
        name, _, asks = rest.partition(" ")
        return News(pk, name, bool(asks))

    def close(self) -> None:
        self.socket.close()
        self._path.unlink(missing_ok=True)
