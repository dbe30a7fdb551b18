"""`manage.py up`: Patchboard on this machine, until Ctrl-C."""

import asyncio
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import OperationalError

from webapp.running import data
from webapp.running.command import Pageless
from webapp.running.door import PortTaken, door
from webapp.running.lock import AlreadyRunning, only_one
from webapp.running.privileges import UnknownUser
from webapp.running.together import Refused, run


class Command(Pageless):
    help = "Starts web and engine together and prints the address, with a link that signs in once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="on 127.0.0.1 (default: 8000)")
        parser.add_argument("--simulate", action="store_true", help="build in memory only, not in the kernel")

    def handle(self, *args: Any, port: int, simulate: bool, **options: Any) -> None:
        with ExitStack() as held:
            try:
                held.enter_context(only_one(settings.RUN / "up.lock"))
                listening = held.enter_context(door(port))
                token = _ready()
            except AlreadyRunning:
                raise CommandError(f"Patchboard is running on {settings.DATA} already") from None
            except (PortTaken, UnknownUser) as error:
                raise CommandError(str(error)) from None
            address = f"http://127.0.0.1:{listening.getsockname()[1]}/sign-in/{token}/"
            try:
                asyncio.run(run(listening, simulate, f"Patchboard is at {address}"))
            except Refused as error:
                raise CommandError(str(error)) from None
        sys.stdout.flush()


def _ready() -> str:
    """The data folder made ready, and the token of the sign-in link."""
    try:
        return data.ready()
    except (OSError, OperationalError) as error:
        remedy = "mend that, or name another folder by PATCHBOARD_DATA"
        raise CommandError(f"{settings.DATA} cannot be written ({error}); {remedy}") from None
