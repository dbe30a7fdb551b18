"""A store of its own, on SQLite in a folder that goes with the process. Importing this makes it; it comes
before any import of the web's."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

import tests.own_data  # noqa: F401 (chooses the folder)

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
POLL = 0.01

os.environ["DJANGO_SETTINGS_MODULE"] = "webapp.settings"
django.setup()


@contextmanager
def engine() -> Iterator[int]:
    """`manage.py runengine` on this store; its process id."""
    command = [sys.executable, "manage.py", "runengine"]
    with (
        (Path(os.environ["PATCHBOARD_DATA"]) / "engine.log").open("ab") as log,
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stderr=log) as process,
    ):
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
