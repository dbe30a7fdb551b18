"""The supervisor's process: `main(FOLDER, TOPOLOGY)`, with the topology's locked file as standard input."""

import os
import selectors
import signal
from contextlib import suppress
from pathlib import Path

from .process import adopt_orphans
from .supervisor import Supervisor


def main(folder: str, topology: str) -> None:
    """Goes on in the background, and comes back there when nothing is wanted any more."""
    if os.fork():
        return
    os.setsid()
    os.chdir("/")
    lock = _keep_lock()
    woken = _wake_on_signals()  # whoever reads the number may send one at once, which would end it else
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    adopt_orphans()
    _run(Supervisor(Path(folder), topology), woken)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _run(supervisor: Supervisor, woken: int) -> None:
    supervisor.take_up()
    supervisor.look()
    while not supervisor.is_done:
        signals = _wait(supervisor, woken)
        if signal.SIGTERM in signals:
            supervisor.give_up()
        elif signal.SIGHUP in signals:
            supervisor.take_up()
        supervisor.look()


def _wait(supervisor: Supervisor, woken: int) -> bytes:
    """Until something is due or said, or a signal comes: the numbers of those that came."""
    with selectors.DefaultSelector() as selector:
        selector.register(woken, selectors.EVENT_READ)
        for descriptor in supervisor.to_hear():
            selector.register(descriptor, selectors.EVENT_READ)
        ready = [key.fd for key, _ in selector.select(supervisor.patience())]
    for descriptor in ready:
        if descriptor != woken:
            supervisor.hear(descriptor)
    return os.read(woken, 4096) if woken in ready else b""


def _keep_lock() -> int:
    """Out of the way of the standard descriptors, which lead nowhere from now on."""
    lock = os.dup(0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nowhere, descriptor)
    return lock


def _wake_on_signals() -> int:
    """A descriptor on which the numbers of signals can be read as they come."""
    woken, wakes = os.pipe()
    for descriptor in (woken, wakes):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(wakes)
    for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return woken
