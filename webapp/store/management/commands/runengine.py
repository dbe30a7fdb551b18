"""`manage.py runengine`: keeps the kernel as the stored designs say, until it is stopped."""

import sys
from argparse import ArgumentParser
from contextlib import closing, nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

from engine import collecting
from engine.backends import Backend
from engine.backends.kernel import Unavailable, commands_run, open_backend
from engine.backends.memory import MemoryBackend
from engine.recording import Recording
from engine.worker import Worker
from webapp.running import heap
from webapp.running.command import Pageless
from webapp.running.console import Door
from webapp.running.ear import listen
from webapp.running.lock import AlreadyRunning, only_one
from webapp.running.privileges import UnknownUser
from webapp.store.for_engine import StoredDesigns

UNAVAILABLE = 3
"""The exit status that says that only a simulation is possible here."""


class Command(Pageless):
    help = "Makes the stored designs real, and keeps them so until it is stopped (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--simulate", action="store_true", help="build in memory only")
        parser.add_argument("--until-stdin-ends", action="store_true", help="stop when standard input ends")

    def handle(self, *args: Any, simulate: bool, until_stdin_ends: bool, **options: Any) -> None:
        collecting.seldom()
        heap.share()
        connections.close_all()  # none is shared with the namespaces that are entered now
        try:
            with (
                only_one(settings.RUN / "engine.lock"),
                closing(_backend(simulate)) as backend,
                nullcontext() if simulate else closing(Door(backend.mode)),
            ):
                worker = Worker(backend, StoredDesigns())
                listen(worker, until_stdin_ends)
                worker.run()
        except AlreadyRunning:
            raise CommandError(f"an engine for {settings.DATA} is running already; stop it first") from None
        except UnknownUser as error:
            raise CommandError(str(error)) from None
        except Unavailable as error:
            self.stderr.write(str(error))
            sys.exit(UNAVAILABLE)


def _backend(simulate: bool) -> Backend:
    if simulate:
        return MemoryBackend()
    return Recording(open_backend(settings.RUN, settings.UPLINKS), commands_run.write)
