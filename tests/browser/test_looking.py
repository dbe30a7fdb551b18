"""A link by which anybody may look, without an account."""

import re

from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer


def test_who_has_the_link_looks_on_while_the_owner_draws_until_it_is_switched_off(
    page: Page, topology: str, visitor: Visitor
) -> None:
    page.goto(f"/topologies/{topology}/sharing/")
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_role("textbox", name="The link").input_value()
    assert faults(page) == []
    guest = visitor()
    guest.context.clear_cookies()
    guest.goto(address)
    assert faults(guest) == []
    guest.get_by_role("textbox", name="Your name").fill("Maya")
    guest.get_by_role("button", name="Look").click()
    guest.get_by_text("Loading the drawing").wait_for(state="hidden")
    owner = Designer(visitor(), topology)
    owner.start("One bridge with two sandboxes")
    expect(owner.page.get_by_role("button", name="Maya-guest is here")).to_be_visible()
    expect(guest.locator(".world").get_by_role("button", name="sandbox app1,")).to_be_visible()
    expect(guest.get_by_role("button", name="Deploy", exact=True)).to_have_attribute("aria-disabled", "true")
    page.goto(f"/topologies/{topology}/sharing/")
    page.get_by_role("button", name="Switch it off").click()
    expect(guest.get_by_text(re.compile("you are signed out|you have no permission"))).to_be_visible()
