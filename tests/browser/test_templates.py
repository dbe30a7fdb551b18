"""Templates and one-click fixes, as a person uses them."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import faults
from tests.browser.designer import Designer

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def opened(designer: Designer) -> Locator:
    designer.page.keyboard.press("Shift+T")
    dialog = designer.page.get_by_role("dialog", name="Insert a template")
    expect(dialog.get_by_role("img")).to_be_visible()
    expect(dialog.get_by_role("radio", checked=True)).to_be_focused()
    return dialog


def insert(designer: Designer, title: str) -> None:
    dialog = opened(designer)
    dialog.get_by_role("radio", name=title).check(force=True)
    dialog.get_by_role("heading", name=title).wait_for()
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog).to_be_hidden()


def test_a_template_from_the_empty_canvas_is_drawn_chosen_and_undone_at_once(designer: Designer) -> None:
    designer.page.get_by_role("button", name="More templates…").click()
    dialog = designer.page.get_by_role("dialog", name="Insert a template")
    dialog.get_by_text("Ring", exact=True).click()
    dialog.get_by_label("Switches").fill("5")
    expect(dialog.get_by_role("status")).to_have_text("5 sandboxes, 5 networks, 5 patches")
    expect(dialog.get_by_role("img", name="Preview: 5 sandboxes, 5 networks, 5 patches")).to_be_visible()
    dialog.get_by_role("button", name="Insert").click()
    expect(designer.page.locator(".object[aria-pressed=true]")).to_have_count(10)
    expect(designer.object("patch p5")).to_be_visible()
    expect(designer.drawer.get_by_role("tab", name="No problems")).to_be_visible()
    designer.settle()
    designer.page.keyboard.press("Control+z")
    expect(designer.objects).to_have_count(0)


def test_by_keyboard_alone_twice_the_same_clashes_with_nothing(designer: Designer) -> None:
    for key, last in (("ArrowDown", "host6"), ("Home", "host12")):
        opened(designer)
        designer.page.keyboard.press(key)  # the second time it is still chosen
        designer.page.get_by_role("heading", name="Star", exact=True).wait_for()
        designer.page.keyboard.press("Enter")
        expect(designer.object(f"sandbox {last}")).to_be_visible()
        designer.settle()
    expect(designer.object("network switch1")).to_contain_text("10.0.0.0/24")
    expect(designer.object("network switch2")).to_contain_text("10.0.1.0/24")
    expect(designer.drawer.get_by_role("tab", name="No problems")).to_be_visible()


def test_a_parameter_out_of_its_bounds_says_so_and_inserts_nothing(designer: Designer) -> None:
    dialog = opened(designer)
    dialog.get_by_label("Hosts", exact=True).fill("500")
    expect(dialog.get_by_role("alert")).to_have_text("Hosts: give 1 to 200")
    expect(dialog.get_by_role("button", name="Insert")).to_be_disabled()


def test_what_is_chosen_becomes_a_template_that_can_be_renamed_and_deleted(designer: Designer) -> None:
    insert(designer, "Tree")
    expect(designer.object("network switch7")).to_be_visible()
    designer.settle()
    designer.page.keyboard.press("g")
    designer.page.get_by_role("textbox", name="Title of the area").press("Enter")
    expect(designer.object("area Area")).to_have_attribute("aria-pressed", "true")
    designer.settle()
    designer.page.get_by_role("button", name="More", exact=True).click()
    designer.page.get_by_role("menuitem", name="Save as a template…").click()
    designer.page.get_by_label("Name").last.fill("My tree")
    designer.page.keyboard.press("Enter")
    expect(designer.page.locator(".toast")).to_contain_text("Saved the template “My tree”")
    dialog = opened(designer)
    dialog.get_by_text("My tree").first.click()
    expect(dialog.get_by_role("status")).to_have_text("8 sandboxes, 7 networks, 6 patches, 1 area")
    expect(dialog.locator(".template-preview .area-title")).to_have_text("Area")
    dialog.get_by_role("button", name="Rename…").click()
    designer.page.get_by_role("textbox", name="Name").last.fill("Our tree")
    designer.page.keyboard.press("Enter")
    expect(dialog.get_by_role("heading", name="Our tree")).to_be_visible()
    dialog.get_by_role("button", name="Insert").click()
    expect(designer.object("network switch14")).to_be_visible()
    expect(designer.page.locator(".figure-area")).to_have_count(2)
    designer.settle()
    dialog = opened(designer)
    dialog.get_by_text("Our tree").first.click()
    dialog.get_by_role("button", name="Delete…").click()
    designer.page.get_by_role("button", name="Delete", exact=True).click()
    expect(dialog.get_by_role("radio", name="Our tree")).to_have_count(0)


def test_the_dialog_is_accessible_in_both_schemes(designer: Designer) -> None:
    designer.page.emulate_media(reduced_motion="reduce")
    for scheme in SCHEMES:
        designer.page.emulate_media(color_scheme=scheme)
        opened(designer)
        assert faults(designer.page, "dialog") == []
        designer.page.keyboard.press("Escape")


def three_of_one_address(designer: Designer) -> None:
    """app2 and app3 have the address of app1."""
    designer.start("Three switches in a ring")
    for name in ("app2", "app3"):
        designer.object(f"endpoint {name}.eth0").press("Enter")
        address = designer.inspector.get_by_role("textbox", name="Address", exact=True)
        address.fill("10.0.0.11/24")
        address.press("Enter")
        expect(designer.object(f"endpoint {name}.eth0")).to_contain_text("10.0.0.11/24")
        designer.settle()


def test_a_problem_is_fixed_by_one_click_and_all_by_another(designer: Designer) -> None:
    three_of_one_address(designer)
    designer.drawer.get_by_role("tab", name="2 problems").click()
    assert faults(designer.page, ".drawer") == []
    designer.drawer.get_by_role("button", name=re.compile("^Take .* for endpoint app2.eth0")).click()
    expect(designer.drawer.get_by_role("tab", name="1 problem")).to_be_visible()
    designer.settle()
    designer.page.locator(".world").press("Control+z")
    expect(designer.drawer.get_by_role("tab", name="2 problems")).to_be_visible()
    designer.drawer.get_by_role("button", name="Fix all 2").click()
    expect(designer.drawer.get_by_text("The design has no problems.")).to_be_visible()
    designer.settle()
    designer.page.locator(".world").press("Control+z")
    expect(designer.drawer.get_by_role("tab", name="2 problems")).to_be_visible()


def test_the_fix_stands_at_the_field_too(designer: Designer) -> None:
    three_of_one_address(designer)
    designer.inspector.get_by_role("button", name=re.compile("^Take 10.0.0")).click()
    expect(designer.inspector.locator(".error").filter(has_text="10.0.0.11")).to_have_count(0)
    expect(designer.drawer.get_by_role("tab", name="1 problem")).to_be_visible()


def test_a_name_in_use_is_refused_with_the_next_one(designer: Designer) -> None:
    designer.start("One bridge with two sandboxes")
    designer.choose("sandbox app2")
    name = designer.inspector.get_by_role("textbox", name="Name", exact=True)
    name.fill("app1")
    name.press("Enter")
    designer.inspector.get_by_role("button", name="Call it app3").click()
    expect(designer.object("sandbox app3")).to_be_visible()


def test_a_viewer_sees_problems_without_fixes(viewer: Page, designer: Designer, topology: str) -> None:
    three_of_one_address(designer)
    theirs = Designer(viewer, topology)
    theirs.drawer.get_by_role("tab", name="2 problems").click()
    expect(theirs.drawer.get_by_text("endpoint app2.eth0")).to_be_visible()
    expect(theirs.drawer.get_by_role("button", name=re.compile("^(Take|Fix)"))).to_have_count(0)
    theirs.page.locator(".world").press("Shift+T")
    expect(theirs.page.locator(".toast")).to_contain_text("your role here is viewer")
