"""`manage.py destroy NAME [--wait]`."""

from argparse import ArgumentParser
from typing import Any

from webapp.running.command import Pageless
from webapp.running.refusals import refusals
from webapp.running.waiting import wait as wait_until
from webapp.store import changes


class Command(Pageless):
    help = "Has the engine take away everything of a topology; its design stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--wait", action="store_true", help="until nothing is left; else status 1")
        parser.add_argument("--timeout", type=float, default=60.0, help="seconds to wait (default: 60)")

    def handle(self, *args: Any, name: str, wait: bool, timeout: float, **options: Any) -> None:
        with refusals():
            asked = changes.destroy(name, None)
        if wait:
            wait_until(asked, lambda topology: not topology.built, timeout)
        self.stdout.write(f"{name} is {'destroyed' if wait else 'to be destroyed'}")
