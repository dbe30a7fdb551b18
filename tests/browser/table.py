"""The drawer's table as a person uses it."""

from playwright.sync_api import Locator, expect

from tests.browser.designer import Designer

CLIPBOARD = ["clipboard-read", "clipboard-write"]


class Table:
    """The drawer's table, opened by its key."""

    def __init__(self, designer: Designer) -> None:
        self.designer = designer
        self.page = designer.page
        self.page.context.grant_permissions(CLIPBOARD)
        self.page.keyboard.press("t")
        self.grid.wait_for()

    @property
    def grid(self) -> Locator:
        return self.page.get_by_role("grid")

    @property
    def names(self) -> Locator:
        """Of the rows, without the empty one at the end."""
        return self.grid.locator(".grid-body [role=rowheader]:not(.grid-new > *)")

    @property
    def bulk(self) -> Locator:
        return self.page.get_by_role("form", name="Set for all that are chosen")

    @property
    def editor(self) -> Locator:
        return self.grid.locator(".editing .input")

    def kind(self, title: str) -> None:
        self.page.get_by_role("group", name="Kind of objects").get_by_role("button", name=title).click()
        expect(self.page.get_by_role("grid", name=title)).to_be_visible()

    def row(self, key: str) -> Locator:
        return self.grid.locator(f"[role=row][data-key='{key}']")

    def cell(self, key: str, column: str) -> Locator:
        return self.row(key).locator(f"[data-column='{column}']")

    def cells(self, column: str) -> Locator:
        """Of every row but the empty one."""
        return self.grid.locator(f".grid-body [data-column={column}]:not(.grid-new > *)")

    def header(self, title: str) -> Locator:
        return self.grid.get_by_role("columnheader", name=title, exact=True)

    def type(self, key: str, column: str, text: str) -> None:
        """As it is done without a mouse in hand: over the focused cell, then Enter."""
        self.cell(key, column).click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def paste(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")

    def copied(self) -> str:
        text = self.page.evaluate("navigator.clipboard.readText()")
        assert isinstance(text, str)
        return text
