"""Connecting several, and arranging, by mouse and keyboard."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer
from tests.browser.importing import uploaded
from tests.browser.several import CHOSEN, expect_endpoints, three_and_a_network, undo
from topology.formats.native import dump_yaml
from topology.values import Design, Endpoint, Network, Sandbox
from webapp.store.demonstrations import FOLDER

pytestmark = pytest.mark.browser

OVERLAPS = Path(__file__).with_name("overlaps.js").read_text()


def test_dragging_from_one_of_several_connects_them_all_in_one_edit(designer: Designer) -> None:
    three_and_a_network(designer)
    designer.connect("sandbox app2", "network lan1")
    expect_endpoints(designer, "app1.eth0", "app2.eth0", "app3.eth0")
    undo(designer)
    expect(designer.objects).to_have_count(4)


def test_several_dropped_on_nothing_are_connected_to_what_is_made_there(designer: Designer) -> None:
    three_and_a_network(designer)
    designer.connect("sandbox app1", (300, 650))
    designer.page.get_by_role("menuitem", name="Network").click()
    expect(designer.object("network lan2")).to_have_accessible_name(re.compile("3 cables"))


def test_by_keyboard_several_are_connected_to_a_target(designer: Designer) -> None:
    three_and_a_network(designer)
    for key in ("l", "ArrowDown", "Enter"):
        designer.page.keyboard.press(key)
    expect_endpoints(designer, "app1.eth0", "app2.eth0", "app3.eth0")


def test_a_network_is_drawn_from_nothing_by_keyboard_alone(designer: Designer) -> None:
    press = designer.page.keyboard.press
    for name in ("app1", "app2", "app3"):
        press("a")
        press("Enter")
        expect(designer.object(f"sandbox {name}")).to_be_focused()
    press("a")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        press(key)
    expect(designer.object("network lan1")).to_be_focused()
    assert len({designer.middle(f"sandbox app{number}") for number in (1, 2, 3)}) == 3
    press("Control+a")
    press("Shift+L")
    expect_endpoints(designer, "app1.eth0", "app2.eth0", "app3.eth0")


def test_one_more_is_made_beside_by_a_click_on_a_handle_or_by_key(designer: Designer) -> None:
    designer.drop("Network", 500, 250)
    designer.page.mouse.move(*designer.middle("network lan1"))
    designer.page.mouse.click(*designer.handle("bottom"))
    expect_endpoints(designer, "app1.eth0")
    expect(designer.object("sandbox app1")).to_be_focused()
    designer.page.keyboard.press("Control+ArrowRight")
    expect(designer.object("endpoint app2.eth0")).to_have_accessible_name(re.compile("on lan1"))
    designer.settle()
    (left, top), (right, same) = designer.middle("sandbox app1"), designer.middle("sandbox app2")
    assert right > left + 100
    assert same == top


def test_boxes_are_aligned_and_spaced_by_key_and_by_menu(designer: Designer) -> None:
    for x, y in ((250, 200), (400, 240), (800, 290)):
        designer.drop("Sandbox", x, y)
    names = [f"sandbox app{number}" for number in (1, 2, 3)]
    before = [designer.place(name) for name in names]
    designer.page.keyboard.press("Control+a")
    designer.page.keyboard.press("Alt+w")
    expect(designer.object("sandbox app3")).to_have_attribute(
        "transform", re.compile(f" {before[0][1]:g}\\)")
    )
    designer.page.mouse.click(*designer.middle("sandbox app1"), button="right")
    designer.page.get_by_role("menuitem", name="Distribute horizontally").click()
    middle = (before[0][0] + before[2][0]) / 2
    expect(designer.object("sandbox app2")).to_have_attribute(
        "transform", f"translate({middle:g} {before[0][1]:g})"
    )
    for _ in range(2):
        undo(designer)
    designer.settle()
    place = f"translate({before[2][0]:g} {before[2][1]:g})"
    expect(designer.object("sandbox app3")).to_have_attribute("transform", place)


def test_a_locked_drawing_is_neither_aligned_nor_copied_away(designer: Designer) -> None:
    designer.start("One bridge with two sandboxes")
    toast = designer.page.locator(".toast")
    place = designer.place("sandbox app1")
    for key in ("Alt+l", "Control+a", "Control+c", "Alt+a"):
        designer.page.keyboard.press(key)
    expect(toast).to_contain_text("Align left: the drawing is locked against moves; Alt + L unlocks it")
    designer.page.keyboard.press("Control+v")
    expect(toast).to_contain_text("Not pasted: the drawing is locked")
    x, y = designer.middle("sandbox app1")
    designer.page.keyboard.down("Alt")
    designer.drag((x, y), (x + 20, y + 160))
    designer.page.keyboard.up("Alt")
    expect(toast).to_contain_text("Not moved: the drawing is locked")
    designer.page.get_by_role("button", name="Unlock", exact=True).click()
    expect(designer.objects).to_have_count(5)
    assert designer.place("sandbox app1") == place


def test_what_somebody_else_moves_is_not_aligned_meanwhile(
    designer: Designer, visitor: Visitor, topology: str
) -> None:
    designer.start("One bridge with two sandboxes")
    other = Designer(visitor(), topology)
    other.hold("sandbox app1")
    expect(designer.page.locator(".other-frame[data-holds]")).to_be_visible()
    place = designer.place("sandbox app2")
    refused = designer.page.get_by_text("admin is moving this now")
    for key in ("Control+a", "Alt+a"):
        designer.page.keyboard.press(key)
    expect(refused).to_be_visible()
    designer.page.get_by_role("button", name="Dismiss").click()
    expect(refused).to_be_hidden()
    designer.page.keyboard.press("Control+k")
    designer.page.get_by_role("combobox").fill("arrange in a grid")
    designer.page.keyboard.press("Enter")
    expect(refused).to_be_visible()
    assert designer.place("sandbox app2") == place
    other.page.mouse.up()


def test_what_is_dragged_snaps_to_lines_that_are_shown_unless_alt_is_held(designer: Designer) -> None:
    designer.drop("Sandbox", 300, 200)
    designer.drop("Sandbox", 500, 400)
    x, _ = designer.middle("sandbox app1")
    mouse, guides = designer.page.mouse, designer.page.locator(".guides line")
    mouse.move(500, 400)
    mouse.down()
    mouse.move(420, 450, steps=3)
    mouse.move(x + 3, 450, steps=3)
    expect(guides).to_have_count(1)
    designer.page.keyboard.down("Alt")
    mouse.move(x + 4, 450)
    expect(guides).to_have_count(0)
    designer.page.keyboard.up("Alt")
    mouse.move(x + 3, 450)
    mouse.up()
    expect(guides).to_have_count(0)
    assert designer.middle("sandbox app2")[0] == pytest.approx(x, abs=0.5)


def test_several_are_chosen_by_key_by_kind_and_by_inverting(designer: Designer) -> None:
    designer.start("A router between two networks")
    designer.choose("sandbox app1")
    designer.page.keyboard.press("Alt+k")
    expect(designer.page.locator(CHOSEN)).to_have_count(2)
    designer.page.keyboard.press("Alt+i")
    expect(designer.page.locator(CHOSEN)).to_have_count(3)
    designer.page.keyboard.press("Escape")
    designer.object("sandbox app1").focus()
    designer.page.keyboard.press("Enter")
    designer.page.keyboard.press("Alt+Shift+ArrowRight")
    expect(designer.page.locator(CHOSEN)).to_have_count(2)
    designer.page.keyboard.press("Alt+ArrowUp")
    designer.page.keyboard.press("Shift+Space")
    expect(designer.page.locator(CHOSEN)).to_have_count(3)


def star(count: int) -> Design:
    apps = [f"app{number}" for number in range(1, count + 1)]
    return Design(
        name="star",
        networks=(Network(name="lan1"),),
        sandboxes=tuple(Sandbox(name=app) for app in apps),
        endpoints=tuple(Endpoint(sandbox=app, network="lan1") for app in apps),
    )


def hub(count: int) -> Design:
    lans = [f"lan{number}" for number in range(1, count + 1)]
    return Design(
        name="hub",
        networks=tuple(Network(name=lan) for lan in lans),
        sandboxes=(Sandbox(name="core", forwarding=True),),
        endpoints=tuple(Endpoint(sandbox="core", network=lan) for lan in lans),
    )


def test_no_label_stands_on_another(page: Page) -> None:
    drawings = {file.stem: file.read_text() for file in FOLDER.glob("*.yaml")}
    drawings |= {"star": dump_yaml(star(30)), "hub": dump_yaml(hub(12))}
    for name, text in drawings.items():
        designer = Designer(page, uploaded(page, f"labels-{name}", text))
        expect(designer.page.locator(".world .interface").first).to_be_visible()
        shown, overlaps = designer.page.evaluate(OVERLAPS)
        assert shown > 0
        assert overlaps == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_menu_and_the_dialog(
    designer: Designer, scheme: Literal["light", "dark"]
) -> None:
    designer.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    designer.start("One bridge with two sandboxes")
    designer.page.keyboard.press("Control+a")
    designer.page.keyboard.press("Shift+F10")
    expect(designer.page.get_by_role("menuitem", name="Align left")).to_be_visible()
    further = designer.page.get_by_role("menuitem", name="Choose", exact=True)
    further.press("ArrowRight")
    expect(designer.page.get_by_role("menuitem", name="Choose the neighbours too")).to_be_focused()
    assert faults(designer.page) == []
    designer.page.keyboard.press("ArrowLeft")
    expect(further).to_be_focused()
    expect(designer.page.get_by_role("menu")).to_have_count(1)
    further.press("Enter")
    designer.page.keyboard.press("Escape")
    expect(further).to_be_focused()
    designer.page.keyboard.press("Escape")
    designer.page.keyboard.press("Shift+A")
    expect(designer.page.get_by_role("dialog", name="Add several")).to_be_visible()
    assert faults(designer.page) == []
