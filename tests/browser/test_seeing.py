"""Surveying a drawing and having it arranged, as a person does it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.bench.designs import bridged
from tests.browser.accessibility import faults
from tests.browser.arranging import arrange, boxes, over_each_other, places, put_area_around, touched
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer
from tests.browser.finding import finder, options
from tests.browser.importing import imported

pytestmark = pytest.mark.browser

SCALE = "new DOMMatrix(getComputedStyle(document.querySelector('.world')).transform).a"
STILL = """async () => {
  for (let same = 0, before = ''; same < 15; ) {
    await new Promise(requestAnimationFrame);
    const { transform } = document.querySelector('.world').style;
    same = transform === before ? same + 1 : 0;
    before = transform;
  }
}"""
"""Until the view has been still for a quarter of a second."""


@pytest.fixture
def designer(page: Page, topology: str) -> Designer:
    """Without flights and fades, so that what is measured stands still."""
    page.emulate_media(reduced_motion="reduce")
    designer = Designer(page, topology)
    designer.start("A router between two networks")
    page.evaluate(STILL)
    return designer


@pytest.fixture(scope="module")
def large() -> int:
    """Sandboxes; with endpoints and bridges more than 400 objects, so that they are painted from afar."""
    return 208


@pytest.fixture
def wide(page: Page, large: int) -> Designer:
    return Designer(page, imported(page, bridged("wide", large)))


def test_everything_is_arranged_with_its_area_and_one_undo_takes_it_back(designer: Designer) -> None:
    put_area_around(designer, "sandbox app1", "network lan1")
    designer.page.emulate_media(reduced_motion="no-preference")
    before = {**places(designer), "area Area": designer.place("area Area")}
    for how in ("in layers", "in rings", "by forces", "in a grid"):
        arrange(designer, how)
        assert places(designer).items() - before.items()
        assert over_each_other(boxes(designer)) == []
        assert touched(designer) == {"app1", "lan1"}
        designer.page.keyboard.press("Control+z")
        for name, (x, y) in before.items():
            expect(designer.object(name)).to_have_attribute("transform", f"translate({x:g} {y:g})")


def test_only_what_is_chosen_is_arranged(designer: Designer) -> None:
    before = places(designer)
    moved = ("sandbox app1", "network lan1", "router router1")
    for name in moved:
        x, y = designer.middle(name)
        designer.page.keyboard.down("Shift")
        designer.page.mouse.click(x, y)
        designer.page.keyboard.up("Shift")
    arrange(designer, "chosen in a grid")
    after = places(designer)
    kept = [name for name in before if name not in moved]
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after != before
    assert over_each_other(boxes(designer)) == []


def test_the_menu_has_the_layouts(designer: Designer) -> None:
    designer.page.get_by_role("button", name="More").click()
    designer.page.get_by_role("menuitem", name="Arrange", exact=True).click()
    designer.page.get_by_role("menuitem", name="Arrange everything in a grid").click()
    expect(designer.page.locator("[data-part=announcer]")).to_have_text(re.compile("5 objects arranged"))


def test_a_locked_drawing_is_not_moved_by_hand_or_key_and_says_so_once(designer: Designer) -> None:
    before = designer.middle("sandbox app1")
    designer.page.keyboard.press("Alt+L")
    lock = designer.page.get_by_role("button", name="Lock against accidental moves")
    expect(lock).to_have_attribute("aria-pressed", "true")
    designer.drag(before, (before[0] + 80, before[1] + 60))
    expect(designer.page.locator(".toast")).to_contain_text("locked")
    designer.page.get_by_role("button", name="Dismiss").click()
    designer.choose("sandbox app1")
    designer.page.keyboard.press("ArrowRight")
    expect(designer.page.locator(".toast")).to_have_count(0)
    designer.page.reload()
    expect(lock).to_have_attribute("aria-pressed", "true")
    place = designer.place("sandbox app1")
    lock.click()
    designer.choose("sandbox app1")
    designer.page.keyboard.press("ArrowRight")
    expect(designer.object("sandbox app1")).to_have_attribute(
        "transform", f"translate({place[0] + 4:g} {place[1]:g})"
    )


def test_a_pinch_zooms_and_two_fingers_pan(designer: Designer) -> None:
    x, y = designer.middle("sandbox app1")
    before = designer.page.evaluate(SCALE)
    designer.page.mouse.move(x, y)
    designer.page.mouse.wheel(30, 20)
    designer.wait_for_middle("sandbox app1", (x - 30, y - 20))
    designer.page.mouse.move(x - 30, y - 20)
    designer.page.keyboard.down("Control")
    designer.page.mouse.wheel(0, -20.5)
    designer.page.wait_for_function(f"before => {SCALE} > 1.1 * before", arg=before)
    designer.page.keyboard.up("Control")
    designer.wait_for_middle("sandbox app1", (x - 30, y - 20))


def test_from_afar_many_objects_are_one_picture_and_still_chosen_walked_and_moved(
    wide: Designer, large: int
) -> None:
    page = wide.page
    expect(page.locator(".overview")).to_be_visible()
    assert wide.objects.count() < 5
    finder(wide, "Control+f").fill("app7")
    page.keyboard.press("Enter")
    expect(wide.object("sandbox app7")).to_be_focused()
    expect(page.locator(".overview")).to_be_hidden()
    expect(wide.object("sandbox app7")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Shift+1")
    expect(page.locator(".overview")).to_be_visible()
    x, y = wide.middle("sandbox app7")
    page.keyboard.press("ArrowRight")  # moves it, for it is chosen
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".object:focus")).not_to_have_attribute("data-name", "app7")
    page.mouse.click(x, y)
    expect(wide.inspector.get_by_role("textbox", name="Name")).to_have_value("app7")
    place = wide.place("sandbox app7")
    wide.drag((x, y), (x + 30, y + 20))
    wide.settle()
    assert wide.place("sandbox app7") != place
    x, y = wide.middle("sandbox app7")
    page.keyboard.press("Control+a")
    page.keyboard.press("g")
    page.get_by_role("textbox", name="Title of the area").press("Enter")
    wide.settle()
    expect(wide.object("area Area")).to_be_focused()
    area = wide.object("area Area").locator(".body").bounding_box()
    assert area
    page.keyboard.press("Escape")
    page.mouse.click(area["x"] + area["width"] / 2, area["y"] + 4)
    expect(wide.object("area Area")).to_be_focused()
    expect(wide.inspector.get_by_role("textbox", name="Title")).to_have_value("Area")
    page.mouse.click(x, y)
    expect(wide.inspector.get_by_role("textbox", name="Name")).to_have_value("app7")
    assert faults(page) == []


def test_from_afar_the_picture_is_stretched_on_the_way_and_sharp_at_rest(wide: Designer) -> None:
    page = wide.page
    page.evaluate(
        "() => { const picture = document.querySelector('.overview'); globalThis.stretched = [];"
        " const seen = () => stretched.push(picture.style.transform);"
        " new MutationObserver(seen).observe(picture, { attributeFilter: ['style'] }); }"
    )
    page.mouse.move(640, 400)
    page.mouse.wheel(0, -100)
    page.wait_for_function(
        "() => stretched.some((each) => each.includes('scale(1.')) && stretched.at(-1) === ''"
    )


def test_the_minimap_moves_the_view_and_is_not_there_when_all_is_in_sight(wide: Designer) -> None:
    page = wide.page
    minimap = page.locator(".minimap")
    expect(minimap).to_be_hidden()
    finder(wide, "Control+f").fill("app0")
    page.keyboard.press("Enter")
    expect(minimap).to_be_visible()
    expect(wide.object("sandbox app0")).to_be_in_viewport()
    frame = minimap.bounding_box()
    assert frame
    page.mouse.click(frame["x"] + frame["width"] - 12, frame["y"] + frame["height"] - 12)
    expect(page.locator(".canvas")).not_to_have_class(re.compile("moving"))
    expect(wide.object("sandbox app0")).not_to_be_in_viewport()
    page.keyboard.press("m")
    expect(minimap).to_be_hidden()
    page.reload()
    page.get_by_text("Loading the drawing").wait_for(state="hidden")
    page.keyboard.press("+")
    expect(minimap).to_be_hidden()


def test_on_a_projector_no_label_is_smaller_than_18_pixels(designer: Designer) -> None:
    page = designer.page
    page.get_by_role("button", name="Appearance").click()
    page.get_by_role("radio", name="Projector").click()
    expect(designer.tool("Sandbox")).to_be_hidden()
    for key in ("Shift+1", "-", "-"):
        page.keyboard.press(key)
        page.wait_for_function(
            f"() => {{ const k = {SCALE};"
            " const all = [...document.querySelectorAll('.world text')];"
            " const texts = all.filter((each) => each.checkVisibility());"
            " const sizes = texts.map((each) => parseFloat(getComputedStyle(each).fontSize) * k);"
            " return sizes.length && Math.min(...sizes) >= 17.99; }"
        )
    assert faults(page) == []


def test_reduced_motion_is_a_switch_of_its_own_and_remembered(designer: Designer) -> None:
    page = designer.page
    page.get_by_role("button", name="Appearance").click()
    page.get_by_role("switch", name="Reduced motion").click()
    page.reload()
    page.get_by_role("button", name="Appearance").click()
    expect(page.get_by_role("switch", name="Reduced motion")).to_be_checked()
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--slow')") == "0.01ms"


def test_a_viewer_finds_and_surveys_but_does_not_arrange(
    viewer: Page, designer: Designer, topology: str
) -> None:
    theirs = Designer(viewer, topology)
    finder(theirs).fill("arrange in a grid")
    expect(options(theirs).first).to_contain_text("your role here is viewer")
    finder_field = theirs.page.get_by_role("combobox")
    finder_field.fill("app2")
    theirs.page.keyboard.press("Enter")
    expect(theirs.object("sandbox app2")).to_be_focused()


def test_what_others_move_is_seen_from_afar(wide: Designer, visitor: Visitor) -> None:
    other = Designer(visitor(), wide.page.url.rstrip("/").rsplit("/", 1)[1])
    finder(other, "Control+f").fill("app3")
    other.page.keyboard.press("Enter")
    expect(other.object("sandbox app3")).to_be_focused()
    before = wide.page.evaluate("document.querySelector('.overview').toDataURL()")
    other.page.keyboard.press("Delete")
    wide.page.wait_for_function(
        "before => document.querySelector('.overview').toDataURL() !== before", arg=before
    )
