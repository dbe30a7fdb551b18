"""The history as a person uses it: looking back, comparing, restoring, naming; undo after a reload."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer

pytestmark = pytest.mark.browser


class History:
    """The panel, open in a designer."""

    def __init__(self, designer: Designer) -> None:
        self.designer = designer
        self.page = designer.page
        self.page.keyboard.press("h")
        expect(self.rows.first).to_be_focused()

    @property
    def rows(self) -> Locator:
        return self.designer.drawer.locator(".history-row")

    @property
    def bar(self) -> Locator:
        """Over the canvas, while an earlier revision is shown there."""
        return self.page.get_by_role("region", name="Earlier revision")

    @property
    def differences(self) -> Locator:
        return self.page.get_by_role("region", name="Differences")

    def revision(self, number: int) -> Locator:
        """The line of the edit that made it."""
        return self.designer.drawer.locator(f".history-row[data-kind=edit][data-revision='{number}']")

    def look(self, number: int) -> None:
        self.revision(number).click()
        expect(self.bar).to_contain_text(f"Revision {number} of")

    def press(self, name: str) -> None:
        self.bar.get_by_role("button", name=name).click()

    def name(self, name: str) -> None:
        self.page.get_by_label("Name this state").fill(name)
        self.page.keyboard.press("Enter")
        expect(self.checkpoint(name)).to_be_visible()

    def checkpoint(self, name: str) -> Locator:
        return self.designer.drawer.get_by_role("button", name=f"checkpoint: {name}")


@pytest.fixture
def designer(page: Page, topology: str) -> Designer:
    """Two sandboxes on a network, in one edit: revision 2."""
    opened = Designer(page, topology)
    opened.start("One bridge with two sandboxes")
    return opened


def remove(designer: Designer, name: str) -> None:
    designer.object(name).focus()
    designer.page.keyboard.press("Enter")
    designer.page.keyboard.press("Delete")
    expect(designer.page.locator(".toast")).to_contain_text(f"Deleted {name}")
    expect(designer.object(name)).to_have_count(0)


def test_every_change_stands_there_with_author_time_and_sentence_newest_first(designer: Designer) -> None:
    remove(designer, "sandbox app2")
    history = History(designer)
    expect(history.rows).to_have_count(3)
    expect(history.rows.first).to_contain_text("removed sandbox app2")
    expect(history.rows.first).to_contain_text("admin")
    expect(history.rows.first.locator("time")).to_have_text("just now")
    expect(history.rows.first.locator("time")).to_have_attribute("title", re.compile(r"\d+:\d\d"))
    expect(history.rows.last).to_contain_text("created the topology")
    expect(designer.drawer.get_by_role("heading", name="Today")).to_be_visible()


def test_an_earlier_revision_is_looked_at_on_the_canvas_and_cannot_be_edited(designer: Designer) -> None:
    remove(designer, "sandbox app2")
    history = History(designer)
    history.look(2)
    expect(history.bar).to_contain_text("Revision 2 of 3, by")
    expect(designer.object("sandbox app2")).to_be_visible()
    expect(history.revision(2)).to_have_attribute("aria-current", "true")
    designer.tool("Sandbox").click(force=True)  # it says why it is disabled
    expect(designer.page.locator(".toast")).to_contain_text("This is revision 2, as it was")
    designer.page.keyboard.press("Escape")
    expect(history.bar).to_be_hidden()
    expect(designer.object("sandbox app2")).to_have_count(0)


def test_a_restored_revision_is_there_again_and_can_be_undone_from_the_toast(designer: Designer) -> None:
    before = designer.place("sandbox app2")
    remove(designer, "sandbox app2")
    history = History(designer)
    history.look(2)
    history.press("Restore")
    expect(history.bar).to_be_hidden()
    expect(designer.object("sandbox app2")).to_be_visible()
    assert designer.place("sandbox app2") == before
    expect(history.rows.first).to_contain_text("restored revision 2")
    designer.page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(designer.object("sandbox app2")).to_have_count(0)
    expect(history.rows.first).to_contain_text("undo: removed")


def test_compared_with_now_what_was_added_changed_and_removed_is_marked(designer: Designer) -> None:
    remove(designer, "sandbox app2")
    designer.object("sandbox app1").focus()
    designer.page.keyboard.press("Enter")
    designer.page.keyboard.press("r")
    expect(designer.object("router app1")).to_be_visible()
    designer.page.keyboard.press("Escape")
    designer.drop("Network", 900, 150)
    history = History(designer)
    history.look(2)
    history.press("Compare with now")
    expect(history.bar).to_contain_text("Revision 2 compared with now, 5")
    expect(designer.object("router app1")).to_have_attribute("data-mark", "changed")
    expect(designer.object("network lan2")).to_have_attribute("data-mark", "added")
    ghost = designer.object("sandbox app2")
    expect(ghost).to_have_attribute("data-mark", "removed")
    expect(ghost.locator(".sign")).to_contain_text("removed")
    expect(ghost).to_have_accessible_name(re.compile(", removed,"))
    expect(designer.object("endpoint app2.eth0")).to_have_attribute("data-mark", "removed")
    expect(history.differences).to_contain_text("changed forwarding of sandbox app1 from off to on")
    history.differences.get_by_role("button", name="removed sandbox app2").click()
    expect(ghost).to_be_focused()
    assert faults(designer.page) == []
    history.press("Back to now")
    expect(designer.page.locator(".sign")).to_have_count(0)
    expect(designer.object("sandbox app2")).to_have_count(0)


def test_two_revisions_are_compared_by_shift_and_click(designer: Designer) -> None:
    remove(designer, "sandbox app2")
    remove(designer, "sandbox app1")
    history = History(designer)
    history.look(3)
    history.revision(2).click(modifiers=["Shift"])
    expect(history.bar).to_contain_text("Revision 2 compared with 3")
    expect(designer.object("sandbox app2")).to_have_attribute("data-mark", "removed")
    expect(designer.object("sandbox app1")).to_have_attribute("data-mark", "")


def test_arrow_keys_walk_the_timeline_enter_looks_and_delete_removes_nothing(designer: Designer) -> None:
    remove(designer, "sandbox app2")
    designer.choose("sandbox app1")
    history = History(designer)
    designer.page.keyboard.press("ArrowDown")
    expect(history.revision(2)).to_be_focused()
    designer.page.keyboard.press("Delete")
    designer.page.keyboard.press("Enter")
    expect(history.bar).to_contain_text("Revision 2 of 3")
    designer.page.keyboard.press("ArrowUp")
    designer.page.keyboard.press("ArrowDown")
    designer.page.keyboard.press("ArrowDown")
    designer.page.keyboard.press("Shift+Enter")
    expect(history.bar).to_contain_text("Revision 1 compared with 2")
    designer.page.keyboard.press("Escape")
    expect(designer.object("sandbox app1")).to_be_visible()


def test_a_state_is_named_and_the_name_forgotten_and_others_see_it_at_once(
    designer: Designer, topology: str, visitor: Visitor
) -> None:
    other = History(Designer(visitor(), topology))
    history = History(designer)
    history.name("before the exam")
    expect(other.checkpoint("before the exam")).to_contain_text("2")
    remove(designer, "sandbox app2")
    expect(other.rows.first).to_contain_text("removed sandbox app2")
    history.checkpoint("before the exam").click()
    expect(history.bar).to_contain_text("Revision 2 of 3")
    designer.page.keyboard.press("Escape")
    designer.page.get_by_label("Name this state").fill("before the exam")
    designer.page.keyboard.press("Enter")
    expect(designer.drawer.get_by_role("alert")).to_contain_text("revision 2 is called so already")
    other.page.get_by_role("button", name="Forget the name before the exam").click()
    other.page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(history.checkpoint("before the exam")).to_have_count(0)


def test_what_else_happened_is_shown_on_demand(designer: Designer) -> None:
    history = History(designer)
    designer.deploy()
    designer.drawer.get_by_role("tab", name="History").click()
    expect(designer.state).to_have_text("in sync")
    expect(history.rows).to_have_count(2)
    designer.drawer.get_by_role("button", name="Everything").click()
    expect(designer.drawer.get_by_role("button", name="deployed revision 2")).to_be_visible()
    expect(designer.drawer.get_by_role("button", name="report: in sync")).to_be_visible()


def test_a_viewer_looks_and_compares_but_neither_restores_nor_names(
    designer: Designer, viewer: Page, topology: str
) -> None:
    history = History(Designer(viewer, topology))
    expect(viewer.get_by_label("Name this state")).to_be_hidden()
    history.look(1)
    expect(history.bar.get_by_role("button", name="Restore")).to_be_hidden()
    history.press("Compare with now")
    expect(history.differences).to_contain_text("added sandbox app1")


def test_sixty_edits_are_undone_and_done_again_after_a_reload_and_the_timeline_reads_on(
    designer: Designer, topology: str
) -> None:
    page = designer.page
    start = designer.place("sandbox app1")
    history = History(designer)
    designer.object("sandbox app1").focus()
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("ArrowRight")
    expect(history.revision(62)).to_be_attached(timeout=20_000)
    end = designer.place("sandbox app1")
    assert end == (start[0] + 240, start[1])
    again = Designer(page, topology)
    history = History(again)
    expect(history.rows).to_have_count(50)
    history.rows.last.scroll_into_view_if_needed()
    expect(history.revision(1)).to_be_attached()
    for key, place in (("Control+z", start), ("Control+y", end)):
        for _ in range(60):
            page.keyboard.press(key)
        x, y = place
        standing = f"translate({x:g} {y:g})"
        expect(again.object("sandbox app1")).to_have_attribute("transform", standing, timeout=20_000)
        again = Designer(page, topology)
    assert again.place("sandbox app1") == end
