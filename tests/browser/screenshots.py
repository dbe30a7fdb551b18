"""Takes the README's pictures of the designer, light and dark: python -m tests.browser.screenshots.

Patchboard runs as a newcomer would run it, on data of its own; the picture shows a deployed demonstration.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.require import require

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
DEMONSTRATION = "router"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@contextmanager
def patchboard(data: str) -> Iterator[str]:
    """Started as `make run` does; the sign-in link that it prints."""
    command = [sys.executable, "manage.py", "up", "--port", "0"]
    environment = os.environ | {"PATCHBOARD_DATA": data}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
        finally:
            process.send_signal(signal.SIGINT)


def main() -> None:
    with tempfile.TemporaryDirectory() as data, patchboard(data) as link, sync_playwright() as playwright:
        chromium = str(require("chromium"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        take(browser, link)
        browser.close()


def take(browser: Browser, link: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=2)
    page.goto(link)
    page.goto(f"{link.split('/sign-in/')[0]}/topologies/{DEMONSTRATION}/")
    page.get_by_role("button", name="Deploy").click()
    expect(page.get_by_role("status").filter(has_text="in sync")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="sandbox app1").click()
    expect(page.get_by_role("complementary", name="Inspector")).to_be_visible()
    page.get_by_role("button", name="Fit everything").click()
    page.mouse.move(640, 720)  # away from what shows handles or tips under the pointer
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.screenshot(path=IMAGES / f"designer-{scheme}.png")
    destroy(page)


def destroy(page: Page) -> None:
    """What was deployed for the picture goes again."""
    page.get_by_role("toolbar", name="Topology").get_by_role("button", name="Destroy").click()
    page.get_by_role("dialog").get_by_role("button", name="Destroy").click()
    expect(page.get_by_role("status").filter(has_text="designed")).to_be_visible(timeout=30_000)


if __name__ == "__main__":
    main()
