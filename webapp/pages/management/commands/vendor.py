"""`manage.py vendor`: copies the browser's third-party files from node_modules/ into the project."""

import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from webapp.pages.vendoring import lock
from webapp.pages.vendoring.build import build
from webapp.pages.vendoring.packages import MissingPackage
from webapp.running.command import Pageless


class Command(Pageless):
    help = "Copies and bundles the npm packages of package.json into static/vendor/ (after `npm ci`)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare the files with the lock")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        action = self._check if check else self._write
        action(Path(settings.BASE_DIR))

    def _check(self, root: Path) -> None:
        faults = list(lock.check(root))
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("vendored files are as locked")

    def _write(self, root: Path) -> None:
        try:
            files = build(root)
        except (MissingPackage, subprocess.CalledProcessError) as error:
            raise CommandError(str(error)) from error
        lock.write(root, files)
        self.stdout.write(f"{len(files)} files vendored")
