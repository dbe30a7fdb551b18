"""Having a drawing arranged, as a person does it, and where everything is then."""

import re
from itertools import combinations

from playwright.sync_api import FloatRect, expect

from tests.browser.designer import Designer
from tests.browser.finding import finder


def boxes(designer: Designer) -> dict[str, FloatRect]:
    found: dict[str, FloatRect] = {}
    for each in designer.page.locator(".world .box").all():
        rect = each.locator(".body").bounding_box()
        assert rect
        found[each.get_attribute("data-name") or ""] = rect
    return found


def over_each_other(rects: dict[str, FloatRect]) -> list[tuple[str, str]]:
    def overlap(a: FloatRect, b: FloatRect) -> bool:
        return (
            a["x"] < b["x"] + b["width"]
            and b["x"] < a["x"] + a["width"]
            and a["y"] < b["y"] + b["height"]
            and b["y"] < a["y"] + a["height"]
        )

    return [(a, b) for a, b in combinations(rects, 2) if overlap(rects[a], rects[b])]


def arrange(designer: Designer, how: str) -> None:
    """By its words, and wait until it is done and stored."""
    designer.page.locator("[data-part=announcer]").evaluate("each => each.replaceChildren()")
    finder(designer).fill(f"arrange {how}")
    designer.page.keyboard.press("Enter")
    expect(designer.page.locator("[data-part=announcer]")).to_have_text(re.compile("objects arranged"))
    designer.settle()
    expect(designer.page.locator(".canvas")).not_to_have_class(re.compile("moving"))


def places(designer: Designer) -> dict[str, tuple[float, float]]:
    names = ("sandbox app1", "sandbox app2", "router router1", "network lan1", "network lan2")
    return {name: designer.place(name) for name in names}


def put_area_around(designer: Designer, *names: str) -> None:
    designer.page.keyboard.press("Escape")
    for name in names:
        designer.page.mouse.move(*designer.middle(name))
        designer.page.keyboard.down("Shift")
        designer.page.mouse.click(*designer.middle(name))
        designer.page.keyboard.up("Shift")
    designer.page.keyboard.press("g")
    designer.page.get_by_role("textbox", name="Title of the area").press("Enter")
    designer.settle()
    designer.page.keyboard.press("Escape")


def touched(designer: Designer) -> set[str]:
    """What the area lies under, if only with an edge."""
    area = designer.object("area Area").locator(".body").bounding_box()
    assert area
    pairs = over_each_other(boxes(designer) | {"Area": area})
    return {name for pair in pairs if "Area" in pair for name in pair} - {"Area"}
