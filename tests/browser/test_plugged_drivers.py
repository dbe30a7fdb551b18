"""A driver that another package brings can be chosen like one that is inside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.designer import Designer
from tests.browser.running import SCREEN, patchboard
from tests.packages import HUB, beside, install

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Somebody at a Patchboard that was started beside the example driver."""
    monkeypatch.setenv("PYTHONPATH", beside(install(HUB, tmp_path))["PYTHONPATH"])
    with patchboard(str(tmp_path / "data"), "--simulate") as link:
        context = chromium.new_context(base_url=link.split("/sign-in/")[0], viewport=SCREEN)
        page = context.new_page()
        page.goto(link)
        yield page
        context.close()


def test_a_driver_of_another_package_is_offered_and_built(page: Page) -> None:
    designer = Designer(page, "one-bridge")
    designer.choose("network bridge1")
    driver = designer.inspector.get_by_label("Driver")
    expect(driver.locator("option", has_text="hub")).to_have_count(1)
    driver.select_option("hub")
    designer.settle()
    designer.deploy()
    expect(designer.state).to_have_text("in sync")
    expect(driver).to_have_value("hub")
    expect(designer.inspector.get_by_label("Spanning tree (STP)")).to_be_visible()
