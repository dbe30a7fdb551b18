"""Keeps the console's door, and starts the console when somebody first knocks.

So nothing of it runs where nobody looks. It holds the end of a pipe, and ends with this process, however that
ends.
"""

import os
import selectors
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

from django.conf import settings

from webapp.running.addresses import reachable
from webapp.running.privileges import identity

PATIENCE = 10.0
"""Seconds that a console is given to end."""
PAUSE = 1.0
"""Seconds after one that failed before the next is started."""
WAITING = 64
"""Connections that may wait until it has started."""


def path() -> Path:
    return settings.RUN / "console.sock"


class Door:
    """Open from when it is made until `close`. `mode` is the engine's."""

    def __init__(self, mode: str) -> None:
        self._mode = mode
        self._listening = _listening()
        self._woken, self._waker = os.pipe2(os.O_CLOEXEC)
        self._thread = Thread(target=self._keep, name="door", daemon=True)
        self._thread.start()

    def close(self) -> None:
        os.write(self._waker, b"x")
        self._thread.join()
        path().unlink(missing_ok=True)
        self._listening.close()
        os.close(self._woken)
        os.close(self._waker)

    def _keep(self) -> None:
        """A console takes connections itself while it runs; when it has ended, the next starts another."""
        while self._is_open_until(self._listening.fileno()):
            with self._start() as process:
                ended = os.pidfd_open(process.pid)
                try:
                    self._is_open_until(ended)
                finally:
                    os.close(ended)
                _end(process)
            if process.returncode:
                self._is_open_until(patience=PAUSE)

    def _is_open_until(self, *descriptors: int, patience: float | None = None) -> bool:
        """Wait until one of them can be read, or for so many seconds; False if the door is to be closed."""
        with selectors.DefaultSelector() as selector:
            for descriptor in (*descriptors, self._woken):
                selector.register(descriptor, selectors.EVENT_READ)
            return all(key.fd != self._woken for key, _ in selector.select(patience))

    def _start(self) -> "subprocess.Popen[bytes]":
        number = self._listening.fileno()
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "runconsole"]
        command += ["--socket", str(number), "--mode", self._mode]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, pass_fds=[number], start_new_session=True, cwd=settings.BASE_DIR
        )


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin:
        process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
        return
    process.kill()


def _listening() -> socket.socket:
    """Only the web process and whoever runs the engine can connect."""
    settings.RUN.mkdir(mode=0o700, parents=True, exist_ok=True)
    path().unlink(missing_ok=True)
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with reachable(path()) as address:
        opened.bind(address)
    path().chmod(0o600)
    if os.geteuid() == 0:
        os.chown(path(), identity().pw_uid, -1)
    opened.listen(WAITING)
    return opened
