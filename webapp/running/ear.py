"""What an engine hears while it works: prompts from the web, and the wish that it stops."""

import os
import selectors
import signal
import sys
from contextlib import ExitStack, closing
from threading import Thread
from typing import Protocol

from webapp.prompts import Listener


class Hearer(Protocol):
    """The part of `engine.worker.Worker` that others call."""

    def wake(self, topology: str) -> None: ...

    def ask(self, topology: str) -> None: ...

    def stop(self) -> None: ...


def listen(hearer: Hearer, until_stdin_ends: bool) -> Thread:
    """Wake and stop the hearer from a thread of its own, the started one that is returned. It ends with
    the wish to stop: SIGTERM, SIGINT or, if so asked, the end of standard input.

    A signal only wakes the thread up, since a handler may interrupt the hearer anywhere.
    """
    woken, waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    ends = [woken, *([sys.stdin.fileno()] if until_stdin_ends else [])]
    thread = Thread(target=_hear, args=(hearer, ends), name="ear", daemon=True)
    thread.start()
    return thread


def _hear(hearer: Hearer, ends: list[int]) -> None:
    with ExitStack() as stack:
        listener = stack.enter_context(closing(Listener("engine")))
        selector = stack.enter_context(closing(selectors.DefaultSelector()))
        selector.register(listener.socket, selectors.EVENT_READ)
        for end in ends:
            selector.register(end, selectors.EVENT_READ)
        while all(key.fd not in ends for key, _ in selector.select()):
            for news in iter(listener.receive, None):
                if news.name:
                    (hearer.ask if news.asks else hearer.wake)(news.name)
    hearer.stop()
