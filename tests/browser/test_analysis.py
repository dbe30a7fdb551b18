"""What the designer says of a design before anything runs."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.designer import Designer
from tests.browser.importing import uploaded
from webapp.store.demonstrations import FOLDER

pytestmark = pytest.mark.browser

PULLED = "the cable of router.eth0 is pulled (its port router-eth0 is down); plug it in"


@pytest.fixture
def lab(page: Page) -> Designer:
    """Two networks with a router between them, and the panel open."""
    designer = Designer(page, uploaded(page, "analysed", (FOLDER / "router.yaml").read_text()))
    page.get_by_role("tab", name="Analysis").click()
    expect(page.get_by_role("button", name="app2 is reached from app1")).to_be_visible()
    return designer


def chosen(page: Page) -> list[str]:
    return [key or "" for key in page.locator('.object[aria-pressed="true"]').evaluate_all(KEYS)]


KEYS = "found => found.map(each => each.dataset.key)"


def test_the_way_from_one_sandbox_to_another_is_shown_on_the_canvas(lab: Designer) -> None:
    lab.page.get_by_role("button", name="app2 is reached from app1").click()
    way = lab.page.get_by_role("button", name="10.10.10.2 a ping comes back")
    expect(way).to_contain_text("app1.eth0 → router.eth0, router.eth1 → app2.eth0")
    way.click()
    assert {"sandbox:router", "network:lan1", "network:lan2", "endpoint:router.eth1"} <= {*chosen(lab.page)}


def test_a_cable_that_somebody_pulls_is_seen_at_once_and_named(lab: Designer, page: Page) -> None:
    page.get_by_role("button", name="app2 is reached from app1").click()
    lab.object("endpoint router.eth0").press("Enter")
    page.get_by_label("Cable plugged in").uncheck()
    cell = page.get_by_role("button", name="app2 is not reached from app1")
    expect(cell).to_be_visible()
    expect(page.get_by_role("region", name="The way between two")).to_contain_text(PULLED)
    assert faults(page) == []


def test_a_single_point_of_failure_is_chosen_with_what_hangs_on_it(lab: Designer, page: Page) -> None:
    page.get_by_role("button", name="Single points of failure").click()
    page.get_by_role("button", name="Without endpoint router.eth0, app1 is cut off").click()
    assert {*chosen(page)} == {"endpoint:router.eth0", "sandbox:app1"}
    page.get_by_role("button", name="Paths").click()
    page.get_by_role("button", name="The longest path is from app1 to app2: 2 hops").click()
    on_the_way = {
        "network:lan1",
        "endpoint:router.eth0",
        "sandbox:router",
        "endpoint:router.eth1",
        "network:lan2",
    }
    assert on_the_way <= {*chosen(page)}


def test_a_ring_without_stp_is_chosen_as_a_whole_by_its_warning_and_by_its_finding(page: Page) -> None:
    text = (
        (FOLDER / "three-switches.yaml").read_text().replace(", options: {stp: true, forward_delay: 2}", "")
    )
    Designer(page, uploaded(page, "ring", text))
    ring = {"network:switch1", "network:switch2", "network:switch3", "patch:p1", "patch:p2", "patch:p3"}
    page.get_by_role("tab", name="1 warning").click()
    page.get_by_role("button", name="closes the loop").click()
    assert {*chosen(page)} == ring
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Analysis").click()
    page.get_by_role("button", name="Loops").click()
    page.get_by_role("button", name="frames run round it for ever").click()
    assert {*chosen(page)} == ring
