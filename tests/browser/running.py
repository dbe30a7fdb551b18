"""A Patchboard of its own for those who look at it with a browser, and how the browser is started."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.require import require

ROOT = Path(__file__).resolve().parents[2]
SCREEN: ViewportSize = {"width": 1280, "height": 800}
FORGET = "if (!sessionStorage.begun) localStorage.clear(); sessionStorage.begun = 'yes';"
"""Done before the first thing that a new window shows: it knows nothing of the windows before it."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FEW_PROCESSES = [
    "--process-per-site",
    "--in-process-gpu",
    # Playwright has this flag as well, for the second and the third
    "--enable-features=NetworkServiceInProcess2,CDPScreenshotNewSurface,SkipListAccountsWithoutGaiaCookies",
]
"""A page is loaded with a quarter less work where its 250 files are not handed on between processes."""


@contextmanager
def patchboard(data: str, *more: str) -> Iterator[str]:
    """Started as `make run` does, with `more` arguments, on that data; the sign-in link that it prints."""
    command = [sys.executable, "manage.py", "up", "--port", "0", *more]
    with subprocess.Popen(
        command, cwd=ROOT, env=_on(data), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        try:
            yield next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
        finally:
            process.send_signal(signal.SIGINT)


def manage(data: str, *arguments: str) -> str:
    """Runs a command of manage.py on that data; what it printed. Raises if it fails."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=_on(data), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _on(data: str) -> dict[str, str]:
    return os.environ | {"PATCHBOARD_DATA": data}


@contextmanager
def chromium(*more: str, patience: float = 30_000) -> Iterator[Browser]:
    """Chromium without a window, and without what only a window needs, started with `more` flags within
    `patience` milliseconds."""
    program = str(require("chromium-headless-shell"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *more], timeout=patience)
        yield browser
        browser.close()
