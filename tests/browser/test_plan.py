"""Looking at the plan before it is carried out, as a person does."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer
from tests.browser.running import SCREEN

pytestmark = pytest.mark.browser


@pytest.fixture
def designer(page: Page, topology: str) -> Designer:
    """Two sandboxes on a bridge, drawn."""
    made = Designer(page, topology)
    made.start("One bridge with two sandboxes")
    return made


@pytest.fixture
def deployed(designer: Designer) -> Designer:
    designer.deploy()
    expect(designer.state).to_have_text("in sync")
    return designer


MARK = {"create": "added", "change": "changed", "remove": "removed"}


def rows(designer: Designer, effect: str) -> Locator:
    return designer.plan.locator(f".effect[data-mark={MARK[effect]}] .effect-name")


def waiting(designer: Designer) -> Locator:
    return designer.page.get_by_role("button", name=re.compile("not deployed$"))


def test_deploy_shows_the_plan_first_and_enter_carries_it_out(designer: Designer) -> None:
    designer.page.keyboard.press("Control+Enter")
    expect(designer.plan).to_contain_text("Creates 5")
    expect(rows(designer, "create")).to_have_text(
        [
            "what all share",
            "sandbox app1",
            "sandbox app2",
            "network lan1",
            "endpoint app1.eth0",
            "endpoint app2.eth0",
        ],
    )
    for each in ("sandbox app1", "network lan1", "endpoint app1.eth0"):
        expect(designer.object(each)).to_have_accessible_name(re.compile(", create, designed, "))
        expect(designer.object(each)).to_have_attribute("data-mark", "added")
        expect(designer.object(each).locator(".sign")).to_contain_text("create")
    expect(designer.state).to_have_text("designed")
    assert faults(designer.page) == []
    expect(designer.plan.get_by_role("button", name="Deploy", exact=True)).to_be_focused()
    designer.page.keyboard.press("Enter")
    expect(designer.state).to_have_text("in sync")
    expect(designer.plan).to_be_hidden()
    expect(designer.page.locator(".sign")).to_have_count(0)


def test_the_commands_are_copied_and_downloaded(designer: Designer, topology: str, tmp_path: Path) -> None:
    page = designer.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Deploy", exact=True).click()
    designer.plan.get_by_role("button", name="Commands").click()
    script = designer.plan.get_by_role("region", name="Commands")
    expect(script).to_contain_text(f"ip netns add {topology}.app1")
    assert faults(page) == []
    designer.plan.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("The commands are copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == script.text_content()
    with page.expect_download() as download:
        designer.plan.get_by_role("button", name="Download").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert (file.name, file.read_text()) == (f"{topology}-plan.sh", script.text_content())


def test_an_edit_waits_until_it_is_deployed(deployed: Designer) -> None:
    deployed.drop("Sandbox", 150, 200)
    expect(waiting(deployed)).to_have_text("1 change not deployed")
    expect(deployed.state).to_have_text("in sync")
    expect(deployed.object("sandbox app3")).to_have_accessible_name(
        "sandbox app3, designed, 0 cables, not deployed yet"
    )
    assert faults(deployed.page) == []
    waiting(deployed).click()
    expect(deployed.plan).to_contain_text("Creates 1")
    expect(rows(deployed, "create")).to_have_text(["sandbox app3"])
    expect(deployed.object("sandbox app1").locator(".sign")).to_have_count(0)
    deployed.page.keyboard.press("Enter")
    expect(deployed.object("sandbox app3")).to_have_attribute("data-state", "in_sync")
    expect(waiting(deployed)).to_be_hidden()


def test_what_is_removed_is_shown_where_it_was(deployed: Designer) -> None:
    x, y = deployed.middle("sandbox app2")
    deployed.choose("sandbox app2")
    deployed.page.keyboard.press("Delete")
    expect(waiting(deployed)).to_have_text("2 changes not deployed")
    waiting(deployed).click()
    expect(deployed.plan).to_contain_text("removes 2")
    ghost = deployed.object("sandbox app2")
    expect(ghost).to_have_accessible_name("sandbox app2, remove, in sync, 1 cable")
    assert deployed.middle("sandbox app2") == pytest.approx((x, y), abs=2)
    expect(deployed.object("endpoint app2.eth0").locator(".sign")).to_contain_text("remove")
    assert faults(deployed.page) == []
    deployed.page.keyboard.press("Escape")
    expect(deployed.plan).to_be_hidden()
    expect(ghost).to_have_count(0)
    deployed.page.keyboard.press("Control+z")
    expect(waiting(deployed)).to_be_hidden()
    expect(deployed.object("sandbox app2")).to_have_attribute("data-state", "in_sync")


def test_what_stands_there_only_as_removed_is_neither_moved_nor_connected_nor_chosen(
    deployed: Designer,
) -> None:
    deployed.choose("sandbox app2")
    deployed.page.keyboard.press("Delete")
    waiting(deployed).click()
    ghost = deployed.object("sandbox app2")
    expect(ghost).to_have_attribute("data-mark", "removed")
    x, y = deployed.middle("sandbox app2")
    deployed.drag((x, y), (x + 80, y))
    deployed.page.mouse.click(x, y)
    expect(deployed.inspector).to_be_hidden()
    ghost.focus()
    deployed.page.keyboard.press("Enter")
    deployed.page.keyboard.press("ArrowRight")
    deployed.settle()
    assert deployed.middle("sandbox app2") == pytest.approx((x, y), abs=2)
    expect(deployed.page.locator(".object[aria-pressed=true]")).to_have_count(0)
    expect(waiting(deployed)).to_have_text("2 changes not deployed")


def test_looking_back_ends_the_plan_and_a_plan_ends_looking_back(deployed: Designer) -> None:
    page = deployed.page
    back = page.get_by_role("region", name="Earlier revision")
    deployed.drop("Sandbox", 150, 200)
    waiting(deployed).click()
    expect(deployed.object("sandbox app3").locator(".sign")).to_contain_text("create")
    page.keyboard.press("Escape")
    page.keyboard.press("H")
    deployed.drawer.get_by_role("button", name="created the topology").click()
    expect(back).to_contain_text("Revision 1 of 3")
    back.get_by_role("button", name="Compare with now").click()
    expect(deployed.object("sandbox app1").locator(".sign")).to_contain_text("added")
    waiting(deployed).click()
    expect(back).to_be_hidden()
    expect(deployed.object("sandbox app3").locator(".sign")).to_contain_text("create")
    expect(deployed.page.locator(".object .sign")).to_have_count(1)
    deployed.drawer.get_by_role("tab", name="History").click()
    expect(deployed.object("sandbox app3").locator(".sign")).to_have_text("")
    deployed.drawer.get_by_role("button", name="created the topology").click()
    expect(back).to_contain_text("Revision 1 of 3")
    expect(deployed.page.locator(".object .sign")).to_have_count(0)


def test_a_service_has_a_line_of_its_own_and_marks_its_sandbox(deployed: Designer) -> None:
    deployed.choose("sandbox app1")
    field = deployed.inspector.locator(".field", has=deployed.page.locator(".services"))
    field.get_by_role("button", name="Add", exact=True).click()
    service = deployed.inspector.get_by_role("group", name="Services").locator(".service")
    for label, words in (("Service name", "web"), ("Command", "sleep infinity")):
        service.get_by_label(label).fill(words)
        deployed.page.keyboard.press("Tab")
        deployed.settle()
    deployed.look_at_plan()
    expect(rows(deployed, "create")).to_have_text(["service app1.web"])
    expect(deployed.object("sandbox app1").locator(".sign")).to_contain_text("change")


def test_a_plan_that_is_shown_follows_the_design(deployed: Designer, visitor: Visitor, topology: str) -> None:
    other = Designer(visitor(), topology)
    other.page.keyboard.press("Control+Enter")
    expect(other.plan).to_contain_text("Nothing to do")
    expect(other.plan.get_by_role("button", name="Deploy", exact=True)).to_be_hidden()
    deployed.drop("Sandbox", 150, 200)
    expect(other.plan).to_contain_text("Creates 1")
    expect(other.object("sandbox app3").locator(".sign")).to_be_attached()


def test_with_auto_deploy_an_edit_is_deployed_at_once(deployed: Designer) -> None:
    deployed.page.keyboard.press("Control+Enter")
    deployed.plan.get_by_label("Deploy each edit at once").check()
    expect(deployed.page.get_by_text("auto-deploy", exact=True)).to_be_visible()
    deployed.page.keyboard.press("Escape")
    deployed.drop("Sandbox", 150, 200)
    expect(deployed.object("sandbox app3")).to_have_attribute("data-state", "in_sync")
    expect(waiting(deployed)).to_be_hidden()


def test_auto_deploy_asks_before_it_deploys_what_waits(deployed: Designer) -> None:
    deployed.drop("Sandbox", 150, 200)
    deployed.page.get_by_role("button", name="More").click()
    deployed.page.get_by_role("menuitem", name="Deploy each edit at once").click()
    expect(deployed.page.get_by_role("dialog")).to_contain_text("1 change of the design that you see")
    deployed.page.get_by_role("dialog").get_by_role("button", name="Deploy 1 change").click()
    expect(deployed.object("sandbox app3")).to_have_attribute("data-state", "in_sync")


def test_who_needs_no_plan_deploys_without(designer: Designer) -> None:
    designer.page.keyboard.press("Control+Shift+Enter")
    expect(designer.state).to_have_text("in sync")
    expect(designer.plan).to_be_hidden()


def test_problems_stand_in_the_place_of_a_plan(designer: Designer) -> None:
    designer.choose("sandbox app1")
    designer.inspector.get_by_text("eth0 on lan1").click()
    address = designer.inspector.get_by_role("textbox", name="Address", exact=True)
    address.fill("10.0.0.3/24")
    address.press("Enter")
    designer.drawer.get_by_role("tab", name="Plan").click()
    expect(designer.plan).to_contain_text("to mend first")
    designer.plan.get_by_role("button", name=re.compile("^endpoint app2.eth0")).click()
    expect(designer.inspector.get_by_role("textbox", name="Address", exact=True)).to_be_focused()


def test_a_viewer_looks_at_the_plan_and_cannot_deploy(
    viewer: Page, designer: Designer, topology: str
) -> None:
    theirs = Designer(viewer, topology)
    theirs.drawer.get_by_role("tab", name="Plan").click()
    expect(theirs.plan).to_contain_text("Creates 5")
    deploy = theirs.plan.get_by_role("button", name="Deploy", exact=True)
    expect(deploy).to_have_attribute("aria-disabled", "true")
    expect(theirs.plan.get_by_label("Deploy each edit at once")).to_be_disabled()
    assert faults(viewer) == []


def test_why_there_is_no_plan_is_said(
    chromium: Browser, administrator: StorageState, address: str, topology: str
) -> None:
    """In a window of its own, since browsers call an answer that says no an error."""
    context = chromium.new_context(base_url=address, viewport=SCREEN, storage_state=administrator)
    page = context.new_page()
    busy = {"reason": "the engine is busy with it; try again"}
    page.route("**/plan/*", lambda route: route.fulfill(status=409, json=busy))
    designer = Designer(page, topology)
    designer.start("One bridge with two sandboxes")
    page.keyboard.press("Control+Enter")
    expect(designer.plan).to_contain_text("No plan: the engine is busy with it; try again")
    page.keyboard.press("Enter")
    expect(designer.state).to_have_text("in sync")
    context.close()
