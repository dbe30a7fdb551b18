"""Chaos as a person makes it: by the inspector's switches, and by a scenario that is saved and played."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.designer import Designer
from tests.browser.real import Drawing
from tests.kernel.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

APP2 = "10.0.0.3"


def chaos(drawing: Drawing) -> Locator:
    return drawing.page.get_by_role("region", name="Chaos")


def choose_cable(drawing: Drawing) -> None:
    """app1.eth0, by the inspector of its sandbox."""
    drawing.designer.choose("sandbox app1")
    drawing.designer.inspector.get_by_text("eth0 on").click()


def steps(drawing: Drawing) -> Locator:
    return drawing.page.get_by_role("list", name="Steps").get_by_role("listitem")


def test_switches_are_done_at_once_and_a_scenario_is_played(drawing: Drawing) -> None:
    """One drawing for all, since to draw and to deploy it takes longest."""
    page, designer = drawing.page, drawing.designer
    drawing.deploy()
    designer.choose("sandbox app2")
    page.get_by_role("checkbox", name="Routes between its interfaces").check()
    expect(page.get_by_role("button", name="1 change not deployed")).to_be_visible()

    choose_cable(drawing)
    chaos(drawing).get_by_role("button", name="Cut").click()
    expect(chaos(drawing).get_by_role("button", name="Cut")).to_have_attribute("aria-pressed", "true")
    until(lambda: not drawing.pings("app1", APP2), 10)
    expect(page.get_by_role("button", name="1 change not deployed")).to_be_visible()
    chaos(drawing).get_by_role("button", name="Cut").click()
    until(lambda: drawing.pings("app1", APP2), 10)
    expect(chaos(drawing).get_by_role("button", name="Cut")).to_have_attribute("aria-pressed", "false")

    flap = chaos(drawing).get_by_role("button", name="Flap")
    flap.click()
    expect(flap).to_have_attribute("aria-pressed", "true")
    chaos(drawing).get_by_label("Loss").fill("100")  # while the cable is plugged in for its first 3 s
    until(lambda: not drawing.pings("app1", APP2), 10)
    chaos(drawing).get_by_label("Loss").fill("0")
    until(lambda: drawing.pings("app1", APP2), 10)
    until(lambda: not drawing.pings("app1", APP2), 10)
    flap.click()
    expect(flap).to_have_attribute("aria-pressed", "false")
    until(lambda: drawing.pings("app1", APP2), 10)

    designer.choose("router app2")
    chaos(drawing).get_by_role("button", name="Pause").click()
    expect(designer.object("router app2")).to_have_accessible_name(re.compile("paused"))
    until(lambda: not drawing.pings("app1", APP2), 10)
    page.get_by_role("button", name="Undo").click()
    until(lambda: drawing.pings("app1", APP2), 10)

    page.get_by_role("tab", name="Scenarios").click()
    page.get_by_role("button", name="New scenario").click()
    page.get_by_role("textbox", name="Name of the scenario").fill("storm")
    page.keyboard.press("Enter")
    choose_cable(drawing)
    page.get_by_role("button", name="Add step").click()
    expect(steps(drawing)).to_have_count(1)
    page.get_by_role("button", name="Add step").click()
    page.get_by_label("Time of step 2").fill("0:03")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What is done of step 2")).to_have_value("restore")

    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("storm 0:0.: cut app1.eth0"))).to_be_visible()
    until(lambda: not drawing.pings("app1", APP2), 10)
    expect(steps(drawing).nth(1)).to_have_attribute("aria-current", "step", timeout=10_000)
    until(lambda: drawing.pings("app1", APP2), 10)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=15_000)
    expect(page.get_by_text("scenario storm has ended")).to_be_attached()
    expect(page.get_by_role("button", name="1 change not deployed")).to_be_visible()
    expect_to_be_played_and_stopped_in_another_window(drawing)


def expect_to_be_played_and_stopped_in_another_window(drawing: Drawing) -> None:
    page, other = drawing.page, drawing.page.context.new_page()
    page.get_by_label("Time of step 2").fill("0:50")
    page.keyboard.press("Tab")
    expect(page.locator(".timeline-time")).to_have_text("0:00 / 0:55")
    Designer(other, drawing.name)  # with the same panel open, as that is remembered
    page.get_by_role("button", name="Play", exact=True).click()
    expect(other.get_by_text(re.compile("^Played by "))).to_be_visible()
    expect(other.locator(".timeline-time")).to_have_text(re.compile("0:0[1-9] / 0:55"))
    expect(other.get_by_role("list", name="Steps").get_by_role("listitem").first).to_have_attribute(
        "aria-current", "step"
    )
    until(lambda: not drawing.pings("app1", APP2), 10)
    other.get_by_role("button", name="Stop", exact=True).click()
    for window in (page, other):
        expect(window.get_by_role("button", name="Play", exact=True)).to_be_visible()
    until(lambda: drawing.pings("app1", APP2), 10)
    other.close()
