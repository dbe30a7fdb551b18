"""Drawing by hand in a real browser, at a real server."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.designer import Designer

pytestmark = pytest.mark.browser


def test_a_sandbox_dragged_from_the_palette_stands_where_it_was_dropped(page: Page, topology: str) -> None:
    designer = Designer(page, topology)
    designer.drop("Sandbox", 400, 300)
    expect(designer.object("sandbox app1")).to_have_attribute("data-state", "designed")
    assert designer.middle("sandbox app1") == pytest.approx((400, 300), abs=4)
