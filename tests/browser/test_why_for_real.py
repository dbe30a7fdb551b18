"""Why one does not reach the other, asked in the browser of the network that runs."""

import re
import sys

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.accessibility import faults
from tests.browser.real import Drawing
from tests.kernel.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

SILENT = "import socket, time; s = socket.socket(type=socket.SOCK_DGRAM); s.bind(('', 53)); time.sleep(60)"
"""Takes datagrams, and answers none."""


def test_a_cable_pulled_by_hand_is_named_and_put_back_and_then_services_are_asked(drawing: Drawing) -> None:
    drawing.deploy()
    drawing.show_drift()
    page = drawing.page
    drawing.fabric("link", "set", "app2-eth0", "down")
    ask(drawing, "app1", "app2")
    status = page.get_by_text(
        "the cable of app2.eth0 is pulled (its port app2-eth0 is down); plug it in"
    ).first
    expect(status).to_be_visible()
    way = page.get_by_role("region", name="The way to 10.0.0.3")
    expect(way).to_contain_text(f"ip -n {drawing.name} link show dev app2-eth0")
    expect(drawing.designer.object("endpoint app2.eth0")).to_have_attribute("aria-pressed", "true")
    assert faults(page) == []
    expect_steps_to_be_shown_by_mouse_and_keys(drawing, way)
    way.get_by_role("button", name="Fix it: Repair").click()
    expect(page.get_by_text("app2 is reached from app1: pings come back.")).to_be_visible(timeout=20_000)
    expect(way).to_contain_text(re.compile("reachable: a ping comes back"))
    assert drawing.pings("app1", "10.0.0.3")
    page.get_by_label("What is asked").select_option("by TCP")
    page.get_by_role("spinbutton", name="port").fill("80")
    page.get_by_role("button", name="Ask").click()
    expect(way).to_contain_text("nothing listens on tcp 80 of app2")
    expect(page.get_by_text("app2 is not reached from app1 by tcp 80 at 10.0.0.3.")).to_be_visible()
    with drawing.running("app2", sys.executable, "-c", SILENT):
        until(lambda: ":53" in drawing.inside("app2", "ss", "-lnu").stdout, 10)
        page.get_by_label("What is asked").select_option("by UDP")
        page.get_by_role("spinbutton", name="port").fill("53")
        page.get_by_role("button", name="Ask").click()
        expect(page.get_by_text("app2 is reached from app1: datagrams to udp 53 arrive.")).to_be_visible()
    expect(way).to_contain_text("reachable: a datagram to udp 53 arrives at app2 and is not refused")


def expect_steps_to_be_shown_by_mouse_and_keys(drawing: Drawing, way: Locator) -> None:
    designer, keyboard = drawing.designer, drawing.page.keyboard
    pulled, source = designer.object("endpoint app2.eth0"), designer.object("sandbox app1")
    way.get_by_role("button", name=re.compile("^app1 ")).first.click()
    expect(source).to_have_attribute("aria-pressed", "true")
    expect(pulled).to_have_attribute("aria-pressed", "false")
    keyboard.press("ArrowDown")
    expect(way.locator(".why-found").nth(1)).to_be_focused()
    keyboard.press("ArrowUp")
    last = way.locator(".why-found").last
    for _ in range(way.locator(".why-found").count()):
        keyboard.press("ArrowDown")
    expect(last).to_be_focused()
    keyboard.press("Enter")
    expect(pulled).to_have_attribute("aria-pressed", "true")
    expect(source).to_have_attribute("aria-pressed", "false")


def ask(drawing: Drawing, source: str, target: str) -> None:
    """By choosing both and the context menu."""
    page, designer = drawing.page, drawing.designer
    designer.object(f"sandbox {source}").click()
    designer.object(f"sandbox {target}").click(modifiers=["Shift"])
    designer.object(f"sandbox {target}").click(button="right")
    page.get_by_role("menuitem", name=f"Why can’t it reach {target}?").click()
