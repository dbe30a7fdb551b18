"""`manage.py export_design NAME --format F`."""

from argparse import ArgumentParser
from typing import Any

from topology.formats import FORMATS
from webapp.running.command import Pageless
from webapp.running.refusals import refusals
from webapp.store import topologies
from webapp.store.reading import design


class Command(Pageless):
    help = "Writes a topology's design to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--format", choices=sorted(_writable()), default="yaml", help="default: yaml")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        with refusals():
            wanted = design(topologies.find(name))
        self.stdout.write(_writable()[options["format"]](wanted), ending="")


def _writable() -> dict[str, Any]:
    return {name: each.dump for name, each in FORMATS.items() if each.dump}
