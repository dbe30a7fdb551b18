"""Several people at one topology: they see each other, and nobody's edit is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer


@pytest.fixture
def teacher(page: Page, viewer: Page, topology: str) -> Designer:
    """Who owns the topology, which is shared with the viewer."""
    designer = Designer(page, topology)
    designer.start("One bridge with two sandboxes")
    return designer


@pytest.fixture
def student(teacher: Designer, viewer: Page, topology: str) -> Designer:
    """A colleague who may only look."""
    return Designer(viewer, topology)


@pytest.fixture
def other(teacher: Designer, visitor: Visitor, topology: str) -> Designer:
    """A second window of the owner's."""
    return Designer(visitor(), topology)


def test_who_comes_and_goes_is_shown_in_the_bar(teacher: Designer, student: Designer) -> None:
    here = teacher.page.get_by_role("group", name="Also here")
    expect(here.get_by_role("button", name="colleague is here")).to_be_visible()
    expect(student.page.get_by_role("button", name="admin is here")).to_be_visible()
    assert faults(teacher.page) == []
    student.page.close()
    expect(here).to_be_hidden()


def test_cursor_and_choice_of_the_other_are_shown_where_they_are(
    teacher: Designer, student: Designer
) -> None:
    student.choose("sandbox app1")
    cursor = teacher.page.locator(".other", has_text="colleague")
    expect(cursor).to_be_visible()
    frame = teacher.page.locator(".other-frame", has_text="colleague")
    expect(frame).to_be_visible()
    around, inside = frame.bounding_box(), teacher.object("sandbox app1").locator(".body").bounding_box()
    assert around and inside
    assert around["x"] < inside["x"] and around["x"] + around["width"] > inside["x"] + inside["width"]
    teacher.page.wait_for_function(
        "([x, y]) => { const at = document.querySelector('.other').getBoundingClientRect();"
        " return Math.hypot(at.left - x, at.top - y) < 6; }",
        arg=list(teacher.middle("sandbox app1")),
    )


def test_what_somebody_drags_is_not_moved_by_another(teacher: Designer, other: Designer) -> None:
    x, y = other.middle("sandbox app1")
    other.hold("sandbox app1")
    expect(teacher.page.locator(".other-frame[data-holds]")).to_be_visible()
    place = teacher.place("sandbox app1")
    teacher.drag(teacher.middle("sandbox app1"), (x, y + 120))
    expect(teacher.page.get_by_text("admin is moving this now")).to_be_visible()
    assert teacher.place("sandbox app1") == place
    other.page.mouse.up()
    expect(teacher.page.locator(".other-frame[data-holds]")).to_be_hidden()
    teacher.drag(teacher.middle("sandbox app1"), (x, y + 120))
    teacher.settle()
    assert teacher.place("sandbox app1") != place


def test_who_renames_what_another_has_just_renamed_is_told(teacher: Designer, other: Designer) -> None:
    for designer, name in ((teacher, "alpha"), (other, "beta")):
        designer.choose("sandbox app1")
        designer.page.keyboard.press("F2")
        designer.page.get_by_label("New name of app1").fill(name)
    teacher.page.keyboard.press("Enter")
    expect(other.object("sandbox alpha")).to_be_attached()
    other.page.keyboard.press("Enter")
    expect(other.page.get_by_text("Somebody has just renamed or deleted app1")).to_be_visible()
    expect(other.page.get_by_label("New name of app1")).to_have_value("beta")


def test_a_field_that_another_edits_says_so(teacher: Designer, other: Designer) -> None:
    for designer in (teacher, other):
        designer.choose("sandbox app1")
    other.inspector.get_by_role("textbox", name="Name").focus()
    expect(teacher.inspector.get_by_text("admin is editing this")).to_be_visible()
    other.inspector.get_by_role("textbox", name="Name").blur()
    expect(teacher.inspector.get_by_text("admin is editing this")).to_be_hidden()


def test_edits_at_the_same_time_are_all_kept(teacher: Designer, other: Designer) -> None:
    for designer, name, to in ((teacher, "app1", "left"), (other, "app2", "right")):
        designer.choose(f"sandbox {name}")
        designer.inspector.get_by_role("textbox", name="Name").fill(to)
    for designer in (teacher, other):
        designer.page.keyboard.press("Enter")
    for designer in (teacher, other):
        expect(designer.object("sandbox left")).to_be_visible()
        expect(designer.object("sandbox right")).to_be_visible()


def test_what_was_drawn_is_undone_in_another_browser_later(
    page: Page, topology: str, visitor: Visitor
) -> None:
    first = Designer(page, topology)
    first.drop("Sandbox", 400, 300)
    page.close()
    later = Designer(visitor(), topology)
    for key, there in (("Control+z", 0), ("Control+y", 1)):
        later.page.keyboard.press(key)
        expect(later.objects).to_have_count(there)


def test_an_undo_of_what_another_has_changed_says_so_and_takes_nothing_away(
    editor: Page, page: Page, topology: str
) -> None:
    designer = Designer(page, topology)
    designer.drop("Sandbox", 400, 300)
    theirs = Designer(editor, topology)
    theirs.choose("sandbox app1")
    theirs.inspector.get_by_role("textbox", name="Name").fill("web")
    theirs.page.keyboard.press("Enter")
    expect(designer.object("sandbox web")).to_be_visible()
    designer.page.keyboard.press("Control+z")
    expect(page.locator(".toast")).to_contain_text("since the same has been changed again; undo once more")
    expect(theirs.object("sandbox web")).to_be_visible()


def test_a_presenter_is_followed_until_the_follower_looks_elsewhere(
    teacher: Designer, student: Designer
) -> None:
    teacher.page.get_by_role("button", name="More").click()
    teacher.page.get_by_role("menuitem", name="Present").click()
    student.page.get_by_role("button", name="Follow", exact=True).click()
    expect(student.page.get_by_text("Following admin")).to_be_visible()
    before = student.width("sandbox app1")
    for _ in range(4):
        teacher.page.get_by_role("button", name="Smaller").click()
    wanted = teacher.width("sandbox app1")
    assert wanted < before
    student.page.wait_for_function(
        '([key, width]) => Math.abs(document.querySelector(`[data-key="${key}"] .body`)'
        ".getBoundingClientRect().width - width) < 1",
        arg=["sandbox:app1", wanted],
    )
    student.page.keyboard.press("Escape")
    expect(student.page.get_by_text("Following admin")).to_be_hidden()
    expect(student.page.get_by_role("button", name="admin, presenting is here")).to_be_visible()
