"""`manage.py doctor [--json]`."""

import argparse
import sys
from typing import Any

from django.conf import settings

from engine.cli.doctor import doctor
from webapp.running.command import Pageless


class Command(Pageless):
    help = "Says of each kernel feature, tool and permission whether it is there, and how to get it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(doctor(argparse.Namespace(json=options["json"]), settings.UPLINKS))
