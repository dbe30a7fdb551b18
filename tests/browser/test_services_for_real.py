"""A service as a person adds it: it runs, its state stands beside it, and a failure says why."""

import sys

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.real import Drawing
from tests.kernel.waiting import until
from tests.require import require

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

FETCH = "import urllib.request as r; print(r.urlopen('http://10.0.0.2:8080/', timeout=2).status)"


@pytest.fixture(autouse=True)
def confinable() -> None:
    require("bwrap")
    require("python3")


def service(drawing: Drawing) -> Locator:
    """The card of the one service in the inspector."""
    return drawing.designer.inspector.get_by_role("group", name="Services").locator(".service")


def type_into(drawing: Drawing, label: str, text: str) -> None:
    service(drawing).get_by_label(label).fill(text)
    drawing.page.keyboard.press("Tab")
    drawing.designer.settle()


def test_a_service_is_added_serves_and_says_why_it_fails(drawing: Drawing) -> None:
    drawing.designer.choose("sandbox app1")
    field = drawing.designer.inspector.locator(".field", has=drawing.page.locator(".services"))
    field.get_by_role("button", name="Add", exact=True).click()
    type_into(drawing, "Service name", "web")
    type_into(drawing, "Command", "python3 -m http.server 8080")
    state, reason = service(drawing).locator(".state"), service(drawing).locator(".inspector-reason")
    expect(state).to_have_text("designed")
    drawing.deploy()
    expect(state).to_have_text("in sync")
    until(lambda: drawing.inside("app2", sys.executable, "-c", FETCH).stdout.strip() == "200", 20)

    type_into(drawing, "Command", "python3 -m http.server no-port")
    drawing.designer.deploy()
    expect(state).to_have_text("degraded", timeout=20_000)
    expect(reason).to_contain_text("exited with status 2")
    expect(reason).to_contain_text("invalid int value: 'no-port'")
    expect(drawing.designer.object("sandbox app1")).to_have_attribute("data-state", "degraded")
    expect(drawing.designer.object("endpoint app1.eth0")).to_have_attribute("data-state", "in_sync")

    type_into(drawing, "Command", "python3 -m http.server 8080")
    drawing.designer.deploy()
    expect(state).to_have_text("in sync", timeout=20_000)
    expect(reason).to_be_hidden()
    expect(drawing.designer.object("sandbox app1")).to_have_attribute("data-state", "in_sync")
