"""Drawing by hand in a real browser, at a real server, with an engine that simulates."""

import re

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.conftest import Visitor
from tests.browser.designer import Button, Designer
from tests.browser.running import SCREEN

pytestmark = pytest.mark.browser


def test_an_empty_design_says_what_to_do_first(designer: Designer) -> None:
    expect(designer.page.get_by_role("heading", name="Nothing drawn yet")).to_be_visible()
    designer.page.get_by_role("button", name="A router between two networks").click()
    expect(designer.object("sandbox app2")).to_be_visible()
    expect(designer.object("router router1")).to_have_accessible_name("router router1, designed, 2 cables")
    expect(designer.page.get_by_role("heading", name="Nothing drawn yet")).to_be_hidden()


def test_a_sandbox_dragged_from_the_palette_stands_where_it_was_dropped(designer: Designer) -> None:
    designer.drop("Sandbox", 400, 300)
    expect(designer.object("sandbox app1")).to_have_attribute("data-state", "designed")
    assert designer.middle("sandbox app1") == pytest.approx((400, 300), abs=4)


def test_a_tool_clicked_is_used_where_the_canvas_is_clicked(designer: Designer) -> None:
    designer.tool("Network").click()
    designer.page.mouse.click(500, 400)
    expect(designer.object("network lan1")).to_be_visible()
    assert designer.middle("network lan1") == pytest.approx((500, 400), abs=4)


def test_the_key_a_adds(designer: Designer) -> None:
    designer.page.keyboard.press("a")
    designer.page.get_by_role("menuitem", name="Router").press("Enter")
    expect(designer.object("router router1")).to_be_focused()


def test_a_click_moves_nothing_and_a_drag_snaps_to_the_grid(designer: Designer) -> None:
    designer.drop("Sandbox", 400, 300)
    before = designer.middle("sandbox app1")
    designer.choose("sandbox app1")
    assert designer.middle("sandbox app1") == before
    designer.drag(before, (before[0] + 103, before[1] + 53))
    expect(designer.object("sandbox app1")).not_to_have_class(re.compile("pending"))
    after = designer.middle("sandbox app1")
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((104, 52), abs=1)


def test_arrow_keys_move_what_is_chosen(designer: Designer) -> None:
    designer.drop("Sandbox", 400, 300)
    before = designer.middle("sandbox app1")
    designer.page.keyboard.press("ArrowRight")
    designer.page.keyboard.press("Shift+ArrowDown")
    expect(designer.object("sandbox app1")).to_be_focused()
    designer.wait_for_middle("sandbox app1", (before[0] + 4, before[1] + 40))


def test_a_name_is_changed_where_it_stands(designer: Designer) -> None:
    designer.drop("Sandbox", 400, 300)
    designer.page.mouse.dblclick(*designer.middle("sandbox app1"))
    name = designer.page.get_by_role("textbox", name="New name of app1")
    name.fill("web")
    name.press("Enter")
    expect(designer.object("sandbox web")).to_be_focused()


def test_why_a_name_is_refused_stands_beside_it_and_escape_keeps_the_old_one(designer: Designer) -> None:
    designer.drop("Sandbox", 300, 300)
    designer.drop("Sandbox", 600, 300)
    designer.page.keyboard.press("F2")
    name = designer.page.get_by_role("textbox", name="New name of app2")
    name.fill("app1")
    name.press("Enter")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(re.compile("app1|used|name"))
    name.press("Escape")
    expect(name).to_be_hidden()
    expect(designer.object("sandbox app2")).to_be_visible()


def test_deleting_says_what_goes_with_it_and_can_be_undone(designer: Designer) -> None:
    designer.start("One bridge with two sandboxes")
    designer.choose("network lan1")
    designer.page.keyboard.press("Delete")
    expect(designer.page.get_by_text("Deleted network lan1 and its 2 endpoints")).to_be_visible()
    expect(designer.objects).to_have_count(2)
    designer.page.get_by_role("button", name="Undo").last.click()
    expect(designer.objects).to_have_count(5)


def test_undo_and_redo_by_keyboard(designer: Designer) -> None:
    designer.drop("Sandbox", 400, 300)
    designer.page.keyboard.press("Control+z")
    expect(designer.objects).to_have_count(0)
    designer.page.keyboard.press("Control+Shift+z")
    expect(designer.object("sandbox app1")).to_be_visible()


def test_several_are_chosen_with_a_box(designer: Designer) -> None:
    designer.start("One bridge with two sandboxes")
    canvas = designer.page.locator(".canvas").bounding_box()
    assert canvas
    designer.drag(
        (canvas["x"] + 20, canvas["y"] + 20), (canvas["x"] + canvas["width"] - 20, canvas["y"] + 600)
    )
    expect(designer.page.locator(".object[aria-pressed=true]")).to_have_count(5)


def test_a_field_of_the_inspector_changes_the_object(designer: Designer) -> None:
    designer.drop("Network", 500, 300)
    subnet = designer.inspector.get_by_role("textbox", name="Subnet")
    subnet.fill("192.168.7.0/24")
    subnet.press("Enter")
    expect(designer.object("network lan1")).to_contain_text("192.168.7.0/24")
    expect(designer.inspector.get_by_role("textbox", name="Gateway")).to_have_value("192.168.7.1")


def test_why_a_value_is_refused_stands_at_its_field(designer: Designer) -> None:
    designer.drop("Network", 500, 300)
    subnet = designer.inspector.get_by_role("textbox", name="Subnet")
    subnet.fill("300.1.1.0/24")
    subnet.press("Enter")
    expect(designer.inspector.get_by_text("300.1.1.0/24 is not a subnet")).to_be_visible()
    expect(designer.object("network lan1")).not_to_contain_text("300.1")
    subnet.fill("10.9.0.0/24")
    subnet.press("Enter")
    expect(designer.inspector.get_by_text("is not a subnet")).to_be_hidden()
    expect(designer.object("network lan1")).to_contain_text("10.9.0.0/24")


def test_problems_of_the_design_stand_at_their_field_and_in_the_drawer(designer: Designer) -> None:
    designer.start("One bridge with two sandboxes")
    designer.choose("sandbox app1")
    designer.inspector.get_by_text("eth0 on lan1").click()
    address = designer.inspector.get_by_role("textbox", name="Address", exact=True)
    address.fill("10.0.0.3/24")
    address.press("Enter")
    expect(designer.page.get_by_role("button", name="Deploy", exact=True)).to_have_attribute(
        "aria-disabled", "true"
    )
    designer.drawer.get_by_role("tab", name=re.compile("problem")).click()
    designer.drawer.get_by_role("button", name=re.compile("^endpoint app2.eth0")).click()
    expect(designer.inspector.get_by_role("textbox", name="Address", exact=True)).to_be_focused()
    expect(designer.inspector.locator(".error").filter(has_text="10.0.0.3")).to_be_visible()


def test_two_browsers_see_each_others_edits(designer: Designer, visitor: Visitor, topology: str) -> None:
    other = Designer(visitor(), topology)
    designer.drop("Sandbox", 300, 250)
    expect(other.object("sandbox app1")).to_be_visible()
    other.drop("Network", 500, 450)
    expect(designer.object("network lan1")).to_be_visible()
    other.connect("sandbox app1", "network lan1")
    expect(designer.object("endpoint app1.eth0")).to_be_visible()


def test_the_wheel_zooms_at_the_cursor(designer: Designer) -> None:
    designer.drop("Sandbox", 400, 300)
    x, y = designer.middle("sandbox app1")
    before = designer.width("sandbox app1")
    designer.page.mouse.move(x, y)
    designer.page.mouse.wheel(0, -200)
    expect(designer.page.locator(".canvas")).not_to_have_class(re.compile("moving"))
    assert designer.width("sandbox app1") > 1.2 * before
    assert designer.middle("sandbox app1") == pytest.approx((x, y), abs=1)


@pytest.mark.parametrize("button", ["middle", "right", "left"])
def test_the_view_is_panned(designer: Designer, button: Button) -> None:
    """With the left button while the space bar is held."""
    designer.drop("Sandbox", 400, 300)
    x, y = designer.middle("sandbox app1")
    designer.page.mouse.click(x + 200, y + 200)
    if button == "left":
        designer.page.keyboard.down("Space")
    designer.drag((x, y), (x + 120, y + 60), button)
    designer.page.keyboard.up("Space")
    assert designer.middle("sandbox app1") == pytest.approx((x + 120, y + 60), abs=5)
    expect(designer.page.get_by_role("menu")).to_have_count(0)


def test_a_right_click_opens_what_can_be_done(designer: Designer) -> None:
    designer.drop("Sandbox", 400, 300)
    designer.page.mouse.click(*designer.middle("sandbox app1"), button="right")
    designer.page.get_by_role("menuitem", name="Make it a router").click()
    expect(designer.object("router app1")).to_be_visible()


PRESS_RIGHT = """async (times) => {
  for (let i = 0; i < times; i += 1) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await new Promise((next) => setTimeout(next, 3));
  }
}"""


def test_edits_made_at_the_same_time_are_all_kept(
    designer: Designer, visitor: Visitor, topology: str
) -> None:
    designer.drop("Sandbox", 300, 200)
    designer.drop("Sandbox", 300, 500)
    other = Designer(visitor(), topology)
    before = {name: designer.place(name) for name in ("sandbox app1", "sandbox app2")}
    designer.choose("sandbox app1")
    other.choose("sandbox app2")
    for each in (designer, other):
        each.page.evaluate(f"times => void ({PRESS_RIGHT})(times)", 15)
    for each in (designer, other):
        for name, (x, y) in before.items():
            moved = f"translate({x + 60:g} {y:g})"
            expect(each.object(name)).to_have_attribute("transform", moved, timeout=20_000)


def test_deploying_shows_everything_in_sync_and_destroying_asks_first(designer: Designer) -> None:
    designer.start("Three switches in a ring")
    designer.deploy()
    expect(designer.state).to_have_text("in sync")
    expect(designer.page.locator(".object[data-state=in_sync]")).to_have_count(12)
    designer.page.get_by_role("button", name="Destroy").click()
    expect(designer.page.get_by_role("dialog")).to_contain_text("3 sandboxes, 3 networks, 3 endpoints")
    designer.page.get_by_role("dialog").get_by_role("button", name="Destroy").click()
    expect(designer.state).to_have_text("designed")


def test_the_page_says_that_the_engine_only_simulates(designer: Designer) -> None:
    expect(designer.page.get_by_text("simulation", exact=True)).to_be_visible()


def test_a_viewer_looks_and_cannot_edit(viewer: Page, designer: Designer, topology: str) -> None:
    designer.start("One bridge with two sandboxes")
    theirs = Designer(viewer, topology)
    expect(theirs.tool("Sandbox")).to_have_attribute("aria-disabled", "true")
    expect(theirs.page.get_by_role("button", name="Deploy")).to_have_attribute("aria-disabled", "true")
    theirs.choose("sandbox app1")
    expect(theirs.inspector.get_by_role("textbox", name="Name")).to_be_disabled()
    theirs.page.keyboard.press("Delete")
    expect(theirs.page.locator(".toast")).to_contain_text("your role here is viewer")
    designer.choose("sandbox app2")
    designer.page.keyboard.press("Delete")
    expect(theirs.object("sandbox app2")).to_have_count(0)
    expect(theirs.object("sandbox app1")).to_be_visible()


def test_a_designer_that_does_not_arrive_whole_says_so(
    chromium: Browser, administrator: StorageState, address: str
) -> None:
    context = chromium.new_context(base_url=address, viewport=SCREEN, storage_state=administrator)
    page = context.new_page()
    page.route("**/js/designer.js", lambda route: route.abort())
    page.goto("/topologies/one-bridge/")
    expect(page.get_by_text("The designer did not arrive whole.")).to_be_visible()
    page.unroute("**/js/designer.js")
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("button", name="sandbox app1,")).to_be_visible()
    context.close()
