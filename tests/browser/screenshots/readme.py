"""The README's pictures: Patchboard runs as a newcomer would run it, and shows a deployed demonstration."""

from typing import Literal

from playwright.sync_api import Browser, Page, expect

from tests.browser.designer import Designer
from tests.browser.running import ROOT, SCREEN

IMAGES = ROOT / "docs" / "images"
DEMONSTRATION = "router"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


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
