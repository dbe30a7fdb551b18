"""The dialog that finds commands and objects."""

from playwright.sync_api import Locator

from tests.browser.designer import Designer


def finder(designer: Designer, key: str = "Control+k") -> Locator:
    designer.page.keyboard.press(key)
    return designer.page.get_by_role("combobox")


def options(designer: Designer) -> Locator:
    return designer.page.get_by_role("listbox", name="Found").get_by_role("option")
