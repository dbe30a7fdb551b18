"""The design as text, beside the drawing."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer


class Text:
    """The panel with the design as YAML."""

    def __init__(self, designer: Designer) -> None:
        self.page = designer.page
        self.topology = designer.page.url.rstrip("/").rpartition("/")[2]
        self.panel = designer.drawer
        self.panel.get_by_role("tab", name="Text").click()
        expect(self.field).to_contain_text("patchboard: v1")

    @property
    def field(self) -> Locator:
        return self.panel.get_by_role("textbox", name="The design as YAML")

    @property
    def word(self) -> Locator:
        return self.panel.get_by_role("status")

    def now(self) -> str:
        """As the server writes it."""
        found = self.page.request.get(f"/api/topologies/{self.topology}/text/").json()["text"]
        expect(self.word).to_have_text("As it is drawn")
        return str(found)

    def write(self, text: str) -> None:
        """In the place of all that is there."""
        self.field.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def replace(self, found: str, by: str) -> None:
        before = self.now()
        assert found in before
        self.write(before.replace(found, by))

    def accept(self, choice: str) -> None:
        """The completion that is offered, by Enter. In its first 75 ms the list takes no key, lest it be one
        that was meant for the text; nothing shows when that is over."""
        expect(self.page.get_by_role("option", name=choice, exact=True)).to_have_attribute(
            "aria-selected", "true"
        )
        self.page.wait_for_timeout(100)
        self.page.keyboard.press("Enter")

    def apply(self) -> None:
        self.panel.get_by_role("button", name="Apply").click()


@pytest.fixture
def text(designer: Designer) -> Text:
    designer.start("One bridge with two sandboxes")
    return Text(designer)


def test_what_is_drawn_is_written(designer: Designer, text: Text) -> None:
    expect(text.field).not_to_contain_text("app3")
    designer.page.get_by_role("button", name="Fit everything").click()
    designer.drop("Sandbox", 200, 120)
    expect(text.field).to_contain_text("name: app3")
    expect(text.word).to_have_text("As it is drawn")


def test_the_panel_opened_again_before_the_editor_has_come_has_one(designer: Designer) -> None:
    def open_panel(title: str) -> None:
        designer.drawer.get_by_role("tab", name=title).click()

    def open_again(editor: Route) -> None:
        open_panel("Plan")
        open_panel("Text")
        editor.continue_()

    designer.page.route("**/js/panels/text/editor.js", open_again)
    open_panel("Text")
    expect(designer.drawer.get_by_role("textbox", name="The design as YAML")).to_contain_text(
        "patchboard: v1"
    )


def test_what_is_written_is_drawn_once_it_is_applied(designer: Designer, text: Text) -> None:
    text.replace("- {name: app2}", "- {name: app2}\n- {name: db, forwarding: true}")
    expect(text.word).to_contain_text("Changed, not applied yet")
    expect(designer.object("router db")).to_be_hidden()
    text.apply()
    expect(designer.object("router db")).to_be_visible()
    expect(text.word).to_have_text("As it is drawn")
    designer.page.get_by_role("button", name="Undo", exact=True).click()
    expect(designer.object("router db")).to_be_hidden()
    expect(text.field).not_to_contain_text("name: db")


def test_a_mistake_is_told_at_its_line_and_keeps_the_text(designer: Designer, text: Text) -> None:
    text.replace("addresses: [10.0.0.2/24]", "addresses: [10.0.0.3/24]\n  rates: 1mbit")
    row = text.panel.get_by_role("button", name=re.compile(r"^line \d+ .*10.0.0.3 is already used"))
    expect(row).to_be_visible()
    expect(text.panel.get_by_role("button", name=re.compile("there is no such field"))).to_be_visible()
    text.apply()
    expect(text.word).to_contain_text("not applied yet")
    expect(text.field).to_contain_text("rates")
    row.click()
    expect(text.field).to_be_focused()
    assert faults(designer.page) == []
    text.panel.get_by_role("button", name="Discard").click()
    expect(text.field).not_to_contain_text("rates")
    expect(text.word).to_have_text("As it is drawn")


def test_fields_and_names_are_completed_by_keyboard(designer: Designer, text: Text) -> None:
    before = text.now()
    text.write(before[: before.index("layout:")])
    designer.page.keyboard.type("- {sandbox: app1, net")
    text.accept("network")
    designer.page.keyboard.press("Control+Space")
    text.accept("lan1")
    expect(text.field).to_contain_text("{sandbox: app1, network: lan1}")


def test_what_others_draw_does_not_disturb_what_is_typed(
    designer: Designer, text: Text, visitor: Visitor, topology: str
) -> None:
    text.replace("- {name: app2}", "- {name: app2}\n- {name: mine}")
    other = Designer(visitor(), topology)
    other.page.get_by_role("button", name="Fit everything").click()
    other.drop("Sandbox", 300, 250)
    expect(designer.object("sandbox app3")).to_be_visible()
    expect(text.word).to_contain_text("others have edited meanwhile")
    expect(text.field).to_contain_text("name: mine")
    text.apply()
    expect(other.object("sandbox mine")).to_be_visible()
    expect(other.object("sandbox app3")).to_be_visible()
    expect(text.field).to_contain_text("name: app3")


def test_a_viewer_reads_it(viewer: Page, topology: str) -> None:
    designer = Designer(viewer, topology)
    designer.drawer.get_by_role("tab", name="Text").click()
    expect(designer.drawer.locator(".cm-content")).to_contain_text("patchboard: v1")
    expect(designer.drawer.get_by_role("status")).to_contain_text("Read-only")
    expect(designer.drawer.locator(".cm-content")).to_have_attribute("contenteditable", "false")
