"""Areas, notes, marks and icons, by mouse and keyboard, in a real browser at a real server."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer, Point
from tests.browser.picturing import exported, text_of

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


def put_area_around_everything(designer: Designer, title: str) -> None:
    press = designer.page.keyboard.press
    press("Control+a")
    press("g")
    designer.page.get_by_role("textbox", name="Title of the area").fill(title)
    press("Enter")
    expect(designer.object(f"area {title}")).to_be_focused()
    designer.settle()


def write_note(designer: Designer, text: str) -> None:
    """In the middle of the view, by keyboard."""
    designer.page.keyboard.press("n")
    designer.page.get_by_role("textbox", name="Text of the note").fill(text)
    designer.page.keyboard.press("Control+Enter")
    expect(designer.page.locator(".figure-note")).to_be_focused()
    designer.settle()


def free_place(designer: Designer) -> Point:
    """Left of and below everything, on the screen."""
    box = designer.page.locator(".canvas").bounding_box()
    assert box
    return box["x"] + 60, box["y"] + box["height"] - 160


def inside(designer: Designer, name: str) -> Point:
    """Near the left edge, where neither boxes nor grips lie."""
    box = designer.object(name).locator(".body").bounding_box()
    assert box
    return box["x"] + 16, box["y"] + box["height"] * 0.75


def test_an_area_is_put_around_what_is_chosen_seen_by_another_and_undone(
    designer: Designer, other: Designer
) -> None:
    put_area_around_everything(designer, "Server room")
    expect(other.object("area Server room")).to_be_visible()
    designer.page.keyboard.press("Control+z")
    expect(other.object("area Area")).to_be_visible()
    designer.page.keyboard.press("Control+z")
    expect(other.page.locator(".figure-area")).to_have_count(0)


def test_an_area_that_is_pulled_takes_along_what_lies_in_it_in_one_step(designer: Designer) -> None:
    put_area_around_everything(designer, "Office")
    app, area = designer.place("sandbox app1"), designer.place("area Office")
    x, y = inside(designer, "area Office")
    designer.drag((x, y), (x + 80, y + 40))
    designer.settle()
    by = [now - was for now, was in zip(designer.place("sandbox app1"), app, strict=True)]
    assert by == [now - was for now, was in zip(designer.place("area Office"), area, strict=True)]
    assert by[0] > 0 < by[1]
    designer.page.keyboard.press("ArrowLeft")
    designer.settle()
    assert designer.place("sandbox app1")[0] == app[0] + by[0] - 4
    designer.page.keyboard.press("Control+z")
    designer.page.keyboard.press("Control+z")
    there = f"translate({app[0]:g} {app[1]:g})"
    expect(designer.object("sandbox app1")).to_have_attribute("transform", there)
    assert designer.place("area Office") == area


def test_an_area_is_spread_out_sized_and_lights_up_under_what_is_dragged_in(designer: Designer) -> None:
    x, y = free_place(designer)
    designer.tool("Area").click()
    designer.drag((x, y - 40), (x + 240, y + 120))
    designer.page.get_by_role("textbox", name="Title of the area").press("Enter")
    area = designer.object("area Area")
    expect(area).to_be_focused()
    width = designer.width("area Area")
    grip = designer.page.locator("[data-grip=e]").bounding_box()
    assert grip
    start = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    designer.drag(start, (start[0] + 60, start[1]))
    designer.settle()
    assert designer.width("area Area") > width + 40
    designer.page.mouse.move(*designer.middle("sandbox app1"))
    designer.page.mouse.down()
    designer.page.mouse.move(x + 120, y + 40, steps=6)
    expect(area).to_have_class(re.compile("target"))
    designer.page.mouse.move(x + 120, y - 140, steps=4)
    expect(area).not_to_have_class(re.compile("target"))
    designer.page.mouse.up()


def test_a_note_on_what_is_deployed_is_seen_and_nothing_waits(designer: Designer, other: Designer) -> None:
    designer.deploy()
    expect(designer.state).to_have_text("in sync")
    designer.tool("Note").click()
    designer.page.mouse.click(*free_place(designer))
    designer.page.keyboard.type("Mind the gateway")
    designer.page.keyboard.press("Enter")
    designer.page.keyboard.type("10.0.0.1")
    designer.page.mouse.click(*designer.middle("sandbox app1"))
    expect(other.object("note Mind the gateway 10.0.0.1")).to_be_visible()
    expect(other.page.locator(".figure-note .note-line")).to_have_text(["Mind the gateway", "10.0.0.1"])
    expect(designer.state).to_have_text("in sync")
    expect(designer.page.get_by_text("not deployed")).to_be_hidden()
    designer.object("note Mind the gateway 10.0.0.1").dblclick()
    designer.page.get_by_role("textbox", name="Text of the note").fill("<b>Done")
    designer.page.keyboard.press("Control+Enter")
    expect(other.page.locator(".figure-note .note-line")).to_have_text(["<b>Done"])


def test_a_mark_is_drawn_by_hand_found_by_a_click_beside_it_and_removed(designer: Designer) -> None:
    x, y = free_place(designer)
    designer.page.keyboard.press("d")
    expect(designer.tool("Pen")).to_have_attribute("aria-pressed", "true")
    designer.drag((x, y), (x + 200, y))
    designer.drag((x, y + 40), (x + 200, y + 90))
    expect(designer.object("mark mark2")).to_be_attached()
    designer.page.keyboard.press("Escape")
    designer.page.mouse.click(x + 100, y + 6)
    expect(designer.object("mark mark1")).to_have_attribute("aria-pressed", "true")
    designer.page.keyboard.press("Delete")
    expect(designer.object("mark mark1")).to_have_count(0)
    designer.page.keyboard.press("Control+z")
    expect(designer.object("mark mark1")).to_be_attached()


def test_by_keyboard_alone_a_note_is_added_moved_written_coloured_and_deleted(designer: Designer) -> None:
    press = designer.page.keyboard.press
    write_note(designer, "First")
    place = designer.place("note First")
    press("Shift+ArrowDown")
    designer.settle()
    assert designer.place("note First") == (place[0], place[1] + 40)
    press("F2")
    designer.page.keyboard.type("Second")
    press("Control+Enter")
    expect(designer.object("note Second")).to_be_focused()
    press("c")
    expect(designer.object("note Second")).to_have_accessible_name("note Second, red")
    press("Delete")
    expect(designer.page.get_by_text("Deleted note Second")).to_be_visible()


def test_all_of_it_is_edited_in_the_inspector_copied_exported_and_accessible(designer: Designer) -> None:
    page = designer.page
    put_area_around_everything(designer, "Office")
    assert faults(page) == []
    designer.inspector.get_by_role("radio", name="purple").check(force=True)
    expect(designer.object("area Office")).to_have_accessible_name("area Office, purple")
    designer.choose("sandbox app1")
    write_note(designer, "Read me")
    assert faults(page) == []
    page.keyboard.press("Control+d")
    expect(page.locator(".figure-note")).to_have_count(2)
    page.keyboard.press("Shift+d")
    expect(page.locator(".figure-mark")).to_have_count(1)
    designer.choose("sandbox app2")
    page.keyboard.press("i")
    page.get_by_role("menuitem", name="firewall").click()
    picture = designer.object("sandbox app2").locator("use.picture")
    expect(picture).to_have_attribute("href", re.compile("#firewall"))
    text = text_of(exported(page))
    assert text.count(">Read me<") == 2 and ">Office<" in text and "icon-firewall" in text


def test_who_may_only_look_sees_it_and_changes_nothing(
    viewer: Page, designer: Designer, topology: str
) -> None:
    put_area_around_everything(designer, "Office")
    looking = Designer(viewer, topology)
    x, y = inside(looking, "area Office")
    place = looking.place("area Office")
    viewer.mouse.click(x, y)
    expect(looking.inspector.get_by_text("Read only")).to_be_visible()
    expect(viewer.locator(".grip")).to_have_count(0)
    looking.drag((x, y), (x + 60, y))
    for key in ("F2", "n", "Delete"):
        viewer.keyboard.press(key)
    expect(viewer.locator(".writing")).to_have_count(0)
    assert looking.place("area Office") == place
