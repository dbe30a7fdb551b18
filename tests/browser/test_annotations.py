"""Areas, notes, marks and icons, drawn and written by mouse and keyboard, in a real browser at a real server."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer

pytestmark = pytest.mark.browser


@pytest.fixture
def designer(page: Page, topology: str) -> Designer:
    """One bridge with two sandboxes."""
    designer = Designer(page, topology)
    designer.start("One bridge with two sandboxes")
    return designer


@pytest.fixture
def other(designer: Designer, visitor: Visitor, topology: str) -> Designer:
    """A second window."""
    return Designer(visitor(), topology)


def spread_area(designer: Designer, title: str) -> None:
    """From corner to corner, around everything."""
    designer.page.keyboard.press("Control+a")
    designer.page.keyboard.press("g")
    designer.page.get_by_role("textbox", name="Title of the area").fill(title)
    designer.page.keyboard.press("Enter")
    designer.settle()


def test_an_area_is_drawn_named_seen_by_another_and_undone(designer: Designer, other: Designer) -> None:
    spread_area(designer, "Server room")
    for window in (designer, other):
        expect(window.object("area Server room")).to_be_visible()
    designer.page.keyboard.press("Control+z")
    expect(other.object("area Area")).to_be_visible()
    designer.page.keyboard.press("Control+z")
    expect(other.object("area Area")).to_have_count(0)
