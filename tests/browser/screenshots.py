"""Takes the README's pictures of the designer, light and dark: python -m tests.browser.screenshots.

Patchboard runs as a newcomer would run it, on data of its own; the picture shows a deployed demonstration.

With `appearances FOLDER` it takes others, to look at, into that folder: small and large drawings in every
appearance.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect

from tests.bench.designs import bridged
from tests.browser.designer import Designer
from tests.browser.running import ROOT, SCREEN, chromium, manage, patchboard
from topology.formats.native import dump_yaml

IMAGES = ROOT / "docs" / "images"
DEMONSTRATION = "router"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
APPEARANCES = ("light", "dark", "projector")
SANDBOXES = {3: 1, 40: 19, 300: 145, 1000: 485}
"""By the number of objects that they make with their endpoints and bridges."""

PAINTED = """async () => {
  for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
}"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots")
    commands = parser.add_subparsers()
    commands.add_parser("appearances").add_argument("folder", type=Path)
    folder: Path | None = getattr(parser.parse_args(), "folder", None)
    with tempfile.TemporaryDirectory() as data:
        if folder:
            take_all(data, folder)
            return
        with patchboard(data) as link, chromium() as browser:
            take(browser, link)


def take_all(data: str, folder: Path) -> None:
    """Each size of a drawing in each appearance, deployed in simulation."""
    folder.mkdir(parents=True, exist_ok=True)
    with patchboard(data, "--simulate") as link, chromium() as browser:
        page = browser.new_context(viewport=SCREEN, base_url=link.split("/sign-in/")[0]).new_page()
        page.goto(link)
        page.emulate_media(reduced_motion="reduce")
        for count, sandboxes in SANDBOXES.items():
            name = f"objects-{count}"
            file = Path(data) / f"{name}.yaml"
            file.write_text(dump_yaml(bridged(name, sandboxes)))
            manage(data, "import_design", str(file))
            designer = Designer(page, name)
            designer.deploy()
            expect(designer.state).to_have_text("in sync", timeout=30_000)
            for appearance in each_appearance(page):
                page.keyboard.press("Shift+1")
                page.evaluate(PAINTED)
                page.screenshot(path=folder / f"{count}-{appearance}.png")
                seen_near(designer, folder / f"{count}-{appearance}-near.png")


def each_appearance(page: Page) -> Iterator[str]:
    for appearance in APPEARANCES:
        page.get_by_role("button", name="Appearance").click()
        page.get_by_role("radio", name=appearance.capitalize()).click()
        yield appearance


def seen_near(designer: Designer, path: Path) -> None:
    """What was looked for, with the search still open in one picture and the object found in the other."""
    page = designer.page
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("app")
    page.screenshot(path=path.with_stem(f"{path.stem}-search"))
    page.keyboard.press("Enter")
    page.evaluate(PAINTED)
    page.screenshot(path=path)
    page.keyboard.press("Escape")


def take(browser: Browser, link: str) -> None:
    address = link.split("/sign-in/")[0]
    page = browser.new_page(base_url=address, viewport=SCREEN, device_scale_factor=2)
    page.goto(link)
    Designer(page, DEMONSTRATION).deploy()
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
