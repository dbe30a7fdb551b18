"""`manage.py deploy NAME [--wait]`."""

from argparse import ArgumentParser
from typing import Any

from webapp.running.command import Pageless
from webapp.running.refusals import refusals
from webapp.running.waiting import wait as wait_until
from webapp.store import changes


class Command(Pageless):
    help = "Has the engine make a topology real."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--wait", action="store_true", help="until it is in sync; status 1 if that fails")
        parser.add_argument("--timeout", type=float, default=60.0, help="seconds to wait (default: 60)")

    def handle(self, *args: Any, name: str, wait: bool, timeout: float, **options: Any) -> None:
        with refusals():
            asked = changes.deploy(name, None)
        if wait:
            wait_until(asked, lambda topology: (topology.settled or 0) >= asked.revision, timeout)
        self.stdout.write(f"{name} is {'in sync' if wait else 'to be deployed'} at revision {asked.revision}")
