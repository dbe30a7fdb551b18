"""Drift as a person meets it: the kernel is changed by hand, and the designer shows what can be done."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.real import Drawing
from tests.kernel.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.kernel]


@pytest.fixture
def shown(drawing: Drawing) -> Drawing:
    """In sync, and drift is to be shown."""
    drawing.deploy()
    drawing.show_drift()
    return drawing


def addresses(drawing: Drawing) -> Locator:
    return drawing.designer.inspector.get_by_role("textbox", name="Address", exact=True)


def expect_drift(drawing: Drawing, name: str, words: str) -> None:
    expect(drawing.designer.object(name)).to_have_attribute("data-state", "drifted")
    expect(drawing.designer.object(name)).to_have_accessible_name(
        re.compile(f"drifted: .*{re.escape(words)}")
    )
    drawing.expect_state("drifted")


def test_a_link_set_down_by_hand_is_shown_and_put_right_by_repair(shown: Drawing) -> None:
    shown.ip("app1", "link", "set", "eth0", "down")
    expect_drift(shown, "endpoint app1.eth0", "eth0 is down")
    assert not shown.interface("app1", "eth0")["up"]
    shown.page.get_by_role("button", name="Repair").click()
    shown.expect_state("in sync")
    expect(shown.designer.object("endpoint app1.eth0")).to_have_attribute("data-state", "in_sync")
    expect(shown.page.get_by_role("button", name="Repair")).to_be_hidden()
    assert shown.interface("app1", "eth0")["up"]
    assert shown.pings("app1", "10.0.0.3")


def test_an_address_changed_by_hand_is_adopted_into_the_drawing_and_undone(shown: Drawing) -> None:
    before = shown.interface("app1", "eth0")
    shown.ip("app1", "address", "del", "10.0.0.2/24", "dev", "eth0")
    shown.ip("app1", "address", "add", "10.0.0.77/24", "dev", "eth0")
    expect_drift(shown, "endpoint app1.eth0", "10.0.0.77/24 is not in the design")
    shown.designer.choose("sandbox app1")
    shown.designer.inspector.get_by_text("eth0 on").click()
    expect(addresses(shown)).to_have_value("10.0.0.2/24")
    shown.page.get_by_role("button", name="Adopt").click()
    expect(addresses(shown)).to_have_value("10.0.0.77/24")
    shown.expect_state("in sync")
    assert shown.interface("app1", "eth0")["addresses"] == ["10.0.0.77/24"]
    assert shown.pings("app2", "10.0.0.77")
    shown.page.get_by_role("button", name="Undo").click()
    expect(addresses(shown)).to_have_value("10.0.0.2/24")
    shown.deploy()
    until(lambda: shown.interface("app1", "eth0") == before, 10)
    assert shown.pings("app2", "10.0.0.2")
