"""`manage.py doctor [--json]`."""

import argparse
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from engine.cli.doctor import doctor


class Command(BaseCommand):
    help = "Says of each kernel feature, tool and permission whether it is there, and how to get it."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(doctor(argparse.Namespace(json=options["json"]), settings.UPLINKS))
