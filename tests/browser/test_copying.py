"""Copies, duplicates and many at once, by mouse, keyboard and clipboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.designer import Designer
from tests.browser.importing import uploaded
from tests.browser.several import CHOSEN, expect_endpoints, undo

pytestmark = pytest.mark.browser


@pytest.fixture
def designer(page: Page, topology: str) -> Designer:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return Designer(page, topology)


def test_a_copy_keeps_its_links_and_takes_fresh_names_and_addresses(designer: Designer) -> None:
    designer.start("One bridge with two sandboxes")
    designer.page.keyboard.press("Control+a")
    designer.page.keyboard.press("Control+c")
    expect(designer.page.get_by_text("Copied 3 objects")).to_be_visible()
    designer.page.mouse.move(900, 620)
    designer.page.keyboard.press("Control+v")
    expect_endpoints(designer, "app3.eth0", "app4.eth0")
    expect(designer.object("endpoint app3.eth0")).to_have_accessible_name(re.compile("on lan2"))
    expect(designer.object("endpoint app3.eth0")).not_to_have_accessible_name(re.compile(r"10\.0\.0\."))
    expect(designer.page.locator(f"{CHOSEN}.box")).to_have_count(3)
    undo(designer)
    expect(designer.objects).to_have_count(5)


def test_a_cut_goes_to_another_topology_as_a_design_file(designer: Designer) -> None:
    designer.start("A router between two networks")
    designer.page.keyboard.press("Control+a")
    designer.page.keyboard.press("Control+x")
    expect(designer.objects).to_have_count(0)
    text = designer.page.evaluate("navigator.clipboard.readText()")
    assert "patchboard: v1" in text
    other = Designer(designer.page, uploaded(designer.page, "cut-and-pasted", text))
    expect(other.objects).to_have_count(9)
    other.page.keyboard.press("Control+v")
    expect(other.objects).to_have_count(18)
    expect(other.page.get_by_text("without 2 routes")).to_be_visible()
    empty = "patchboard: v1\nname: pasted\n"
    again = Designer(designer.page, uploaded(designer.page, "pasted", empty))
    again.page.keyboard.press("Control+v")
    expect(again.object("endpoint router1.eth0")).to_have_accessible_name(re.compile("10.0.0.254/24"))


def test_text_from_an_editor_is_pasted_and_bad_text_says_why(designer: Designer) -> None:
    def paste(text: str) -> None:
        designer.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        designer.page.keyboard.press("Control+v")

    paste("sandboxes:\n- name: web\n- name: mail\nnetworks:\n- name: dmz\n")
    for name in ("sandbox web", "sandbox mail", "network dmz"):
        expect(designer.object(name)).to_be_visible()
    toast = designer.page.locator(".toast")
    paste("sandboxes:\n- name: web\n  colour: red\n")
    expect(toast).to_contain_text("Not pasted: sandbox web, colour: there is no such field")
    paste("sandboxes: [")
    expect(toast).to_contain_text("Not pasted: the text, line 2, column 1, did not find")
    paste("{}")
    expect(toast).to_contain_text("the text holds nothing that can be drawn")
    expect(designer.objects).to_have_count(3)


def test_duplicates_and_clones_stand_beside_their_originals(designer: Designer) -> None:
    designer.drop("Sandbox", 300, 250)
    x, y = designer.middle("sandbox app1")
    designer.page.keyboard.press("Control+d")
    expect(designer.object("sandbox app2")).to_be_focused()
    assert designer.middle("sandbox app2")[0] > x + 100
    designer.choose("sandbox app1")
    designer.page.keyboard.down("Alt")
    designer.drag((x, y), (x + 20, y + 200))
    designer.page.keyboard.up("Alt")
    expect(designer.object("sandbox app3")).to_be_visible()
    assert designer.middle("sandbox app1") == (x, y)
    assert designer.middle("sandbox app3") == pytest.approx((x + 20, y + 200), abs=6)


def test_a_duplicate_joins_the_network_of_its_original_and_a_paste_only_what_came_along(
    designer: Designer,
) -> None:
    designer.start("One bridge with two sandboxes")
    designer.choose("sandbox app1")
    designer.page.keyboard.press("Control+c")
    expect(designer.page.get_by_text("Copied 1 object")).to_be_visible()
    designer.page.keyboard.press("Control+d")
    fresh = re.compile(r"10\.0\.0\.4/24, .*on lan1")
    expect(designer.object("endpoint app3.eth0")).to_have_accessible_name(fresh)
    designer.page.keyboard.press("Control+v")
    expect(designer.object("sandbox app4")).to_have_accessible_name(re.compile("0 cables"))
    expect_endpoints(designer, "app1.eth0", "app2.eth0", "app3.eth0")


def test_many_are_added_on_a_network_at_once(designer: Designer) -> None:
    designer.drop("Network", 550, 200)
    designer.page.mouse.click(*designer.middle("network lan1"), button="right")
    designer.page.get_by_role("menuitem", name="Add several").click()
    dialog = designer.page.get_by_role("dialog", name="Add several")
    expect(dialog.get_by_label("On network")).to_have_value("lan1")
    dialog.get_by_label("How many").fill("12")
    dialog.get_by_label(re.compile("Name")).fill("pc-#")
    expect(dialog).to_contain_text("pc-1, pc-2 … pc-12")
    dialog.get_by_label(re.compile("Name")).press("Enter")
    expect(designer.object("endpoint pc-12.eth0")).to_have_accessible_name(re.compile(r"10\.\d+\.\d+\.13/24"))
    undo(designer)
    expect(designer.objects).to_have_count(1)


def test_what_is_cut_in_the_table_is_not_the_drawing(designer: Designer) -> None:
    designer.start("One bridge with two sandboxes")
    designer.page.keyboard.press("Control+a")
    designer.page.keyboard.press("t")
    expect(designer.page.get_by_role("grid").locator(":focus")).to_be_visible()
    for key in ("Control+x", "Control+c"):
        designer.page.keyboard.press(key)
    text = designer.page.evaluate("navigator.clipboard.readText()")
    assert "patchboard" not in text
    assert "app1" in text
    expect(designer.objects).to_have_count(5)


def test_a_viewer_copies_and_cannot_paste(viewer: Page, designer: Designer, topology: str) -> None:
    designer.start("One bridge with two sandboxes")
    theirs = Designer(viewer, topology)
    toast = theirs.page.locator(".toast")
    theirs.page.keyboard.press("Control+a")
    theirs.page.keyboard.press("Control+c")
    expect(toast).to_contain_text("Copied 3 objects")
    theirs.page.keyboard.press("Control+v")
    expect(toast).to_contain_text("Not pasted: you may look, not edit")
    theirs.page.keyboard.press("Alt+a")
    expect(toast).to_contain_text("Align left: you may look, not edit")
