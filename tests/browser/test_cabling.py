"""Cables drawn by hand or keyboard, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.designer import Designer

pytestmark = pytest.mark.browser


def test_a_cable_dragged_to_a_network_is_an_endpoint(designer: Designer) -> None:
    designer.drop("Sandbox", 350, 220)
    designer.drop("Network", 450, 450)
    designer.connect("sandbox app1", "network lan1")
    expect(designer.object("endpoint app1.eth0")).to_have_accessible_name(re.compile(r"10\.\d+\.\d+\.2/24"))


def test_a_cable_dragged_to_a_sandbox_is_a_network_of_its_own(designer: Designer) -> None:
    designer.drop("Sandbox", 300, 300)
    designer.drop("Sandbox", 750, 300)
    designer.connect("sandbox app1", "sandbox app2", "right")
    expect(designer.object("cable cable1")).to_be_visible()
    expect(designer.object("endpoint app2.eth0")).to_be_visible()


def test_a_cable_dragged_from_network_to_network_is_a_patch(designer: Designer) -> None:
    designer.drop("Network", 350, 200)
    designer.drop("Network", 350, 500)
    designer.connect("network lan1", "network lan2")
    expect(designer.object("patch p1")).to_be_visible()


def test_a_cable_dropped_on_nothing_asks_what_to_make_there(designer: Designer) -> None:
    designer.drop("Sandbox", 300, 250)
    designer.connect("sandbox app1", (500, 500))
    designer.page.get_by_role("menuitem", name="Network").click()
    expect(designer.object("endpoint app1.eth0")).to_be_visible()
    assert designer.middle("network lan1") == pytest.approx((500, 500), abs=4)


def test_escape_lets_go_of_a_cable(designer: Designer) -> None:
    designer.drop("Sandbox", 300, 250)
    designer.page.mouse.move(*designer.middle("sandbox app1"))
    designer.page.mouse.move(*designer.handle("bottom"))
    designer.page.mouse.down()
    designer.page.mouse.move(500, 500, steps=4)
    designer.page.keyboard.press("Escape")
    designer.page.mouse.up()
    expect(designer.page.get_by_role("menuitem")).to_have_count(0)
    expect(designer.objects).to_have_count(1)


def test_by_keyboard_alone_two_objects_are_connected(designer: Designer) -> None:
    designer.drop("Sandbox", 350, 220)
    designer.drop("Network", 350, 450)
    designer.object("sandbox app1").focus()
    designer.page.keyboard.press("l")
    designer.page.keyboard.press("ArrowDown")
    designer.page.keyboard.press("Enter")
    expect(designer.object("endpoint app1.eth0")).to_be_visible()
