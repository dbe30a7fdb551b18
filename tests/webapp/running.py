"""Patchboard as a person starts it: `manage.py up` in a process of its own."""

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

LINE = re.compile(r"Patchboard is at (http://127\.0\.0\.1:\d+)(/sign-in/[^/]+/)\n")
PATIENCE = 60.0


class Visitor:
    """A browser that keeps cookies."""

    def __init__(self) -> None:
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def visit(self, address: str) -> tuple[str, str]:
        """Where it ends up, and what it reads there."""
        with self._opener.open(address, timeout=PATIENCE) as answer:
            return answer.geturl(), answer.read().decode()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{each.name}={each.value}" for each in self.cookies)


class Patchboard:
    """A running one, and its data folder."""

    def __init__(self, data: Path, process: subprocess.Popen[str], line: str) -> None:
        found = LINE.fullmatch(line)
        assert found, line
        self.data = data
        self.process = process
        self.address, self.link = found.groups()

    @cached_property
    def cookie(self) -> str:
        """Of an administrator who has come by the link, which works once."""
        visitor = Visitor()
        visitor.visit(self.address + self.link)
        return visitor.cookie

    def end(self, number: int = signal.SIGINT) -> int:
        """The exit status after that signal."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def children(self) -> dict[str, int]:
        """The process ids of web and engine."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        words = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in listed}
        return {"engine" if "runengine" in word else "web": pid for pid, word in words.items()}


@contextmanager
def up(data: Path, *arguments: str, prefix: Sequence[str] = ()) -> Iterator[Patchboard]:
    """Started, and ended at the latest at the end."""
    command = [*prefix, sys.executable, "manage.py", "up", "--port", "0", *arguments]
    with (data.parent / "stderr").open("a") as errors:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=environment(data),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout
    try:
        yield Patchboard(data, process, process.stdout.readline())
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()


def environment(data: Path) -> dict[str, str]:
    without = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    return {name: text for name, text in os.environ.items() if name not in without} | {
        "PATCHBOARD_DATA": str(data)
    }


def manage(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment(data), capture_output=True, text=True, check=False
    )


def status(data: Path, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(manage(data, "status", name, "--json").stdout)
    return answer
