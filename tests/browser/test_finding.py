"""Commands and objects are found by a few letters."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.designer import Designer
from tests.browser.finding import finder, options

pytestmark = pytest.mark.browser


@pytest.fixture
def designer(page: Page, topology: str) -> Designer:
    """A router between two networks, without flights and fades."""
    page.emulate_media(reduced_motion="reduce")
    designer = Designer(page, topology)
    designer.start("A router between two networks")
    return designer


def test_a_command_is_found_by_a_few_letters_run_with_enter_and_offered_first_next_time(
    designer: Designer,
) -> None:
    designer.choose("sandbox app1")
    finder(designer).fill("router make")
    expect(options(designer).first).to_contain_text("Make it a router")
    designer.page.keyboard.press("Enter")
    expect(designer.object("router app1")).to_be_visible()
    expect(designer.page.get_by_role("dialog")).to_have_count(0)
    finder(designer)
    expect(options(designer).first).to_contain_text("Stop routing")


def test_a_command_that_cannot_be_run_says_why_and_is_not(designer: Designer) -> None:
    finder(designer).fill("Repair")
    expect(options(designer).first).to_contain_text("nothing has drifted")
    expect(options(designer).first).to_have_attribute("aria-disabled", "true")
    designer.page.keyboard.press("Enter")
    expect(designer.page.get_by_role("dialog")).to_be_visible()


def test_an_object_is_found_by_its_address_and_flown_to(designer: Designer) -> None:
    name = designer.object("endpoint app2.eth0").get_attribute("aria-label") or ""
    found = re.search(r"10\.\d+\.\d+\.\d+", name)
    assert found
    finder(designer, "/").fill(found[0])
    expect(options(designer).first).to_contain_text("endpoint app2.eth0")
    designer.page.keyboard.press("Enter")
    expect(designer.object("endpoint app2.eth0")).to_have_attribute("aria-pressed", "true")
    expect(designer.object("endpoint app2.eth0")).to_be_focused()


def test_one_goes_from_hit_to_hit_and_back(designer: Designer) -> None:
    finder(designer, "Control+f").fill("sandbox app")
    expect(options(designer)).to_have_count(2)
    designer.page.keyboard.press("Enter")
    expect(designer.object("sandbox app1")).to_be_focused()
    designer.page.keyboard.press("F3")
    expect(designer.object("sandbox app2")).to_be_focused()
    designer.page.keyboard.press("Shift+F3")
    expect(designer.object("sandbox app1")).to_have_attribute("aria-pressed", "true")


def test_the_dialog_keeps_to_the_rules_and_says_when_nothing_is_found(designer: Designer) -> None:
    field = finder(designer)
    assert faults(designer.page) == []
    designer.page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "finder-1")
    expect(options(designer).nth(1)).to_have_attribute("aria-selected", "true")
    field.fill("no such thing")
    expect(designer.page.get_by_role("status").filter(has_text="Nothing is called so")).to_be_visible()
    designer.page.keyboard.press("Escape")
    expect(designer.page.get_by_role("dialog")).to_have_count(0)
