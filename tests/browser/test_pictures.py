"""Pictures of a drawing: as files that need nothing else, on the clipboard, on paper, on the list."""

import re
from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bench.designs import bridged
from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.designer import Designer
from tests.browser.importing import imported
from tests.browser.picturing import BARE, DIFFERENCE, STANDS, choose, exported, look, menu, text_of
from topology.values import Design, Sandbox

SVG = "{http://www.w3.org/2000/svg}"
FEW = "One bridge with two sandboxes"
TWO_BARS = "M-2.5 -3.5V3.5M2.5 -3.5V3.5"
"""The sign of what is paused."""


@pytest.fixture
def designer(page: Page, topology: str) -> Designer:
    page.emulate_media(reduced_motion="reduce")
    drawn = Designer(page, topology)
    drawn.start(FEW)
    page.keyboard.press("Escape")
    page.mouse.move(2, 2)
    return drawn


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_exported_svg_looks_as_the_canvas_without_page_or_network(
    designer: Designer, chromium: Browser, theme: str
) -> None:
    page = designer.page
    look(page, theme)
    download = exported(page)
    assert download.suggested_filename == f"{_name(page)}-{date.today()}.svg"
    text = text_of(download)
    page.evaluate(BARE)
    k, x, y = page.evaluate(STANDS)
    left, top, width, height = map(float, ElementTree.fromstring(text).attrib["viewBox"].split())
    clip = {"x": x + left * k, "y": y + top * k, "width": width * k, "height": height * k}
    seen = page.screenshot(clip=clip, animations="disabled")  # type: ignore[arg-type]
    blank = chromium.new_context(offline=True, viewport=page.viewport_size).new_page()
    blank.set_content("<body style='margin:0'><img style='position:absolute'>")
    blank.evaluate(
        "([source, { x, y, width, height }]) => { const image = document.querySelector('img');"
        " for (const [side, length] of Object.entries({ left: x, top: y, width, height }))"
        " image.style[side] = `${length}px`;"
        " image.src = source; return image.decode(); }",
        [_data(text), clip],
    )
    alone = blank.screenshot(clip=clip)  # type: ignore[arg-type]
    share = blank.evaluate(DIFFERENCE, [b64encode(each).decode() for each in (seen, alone)])
    assert share < 0.002


def test_the_exported_svg_refers_to_nothing_outside_of_it(designer: Designer) -> None:
    text = text_of(exported(designer.page))
    root = ElementTree.fromstring(text)
    references = re.findall(r"""(?:href|src)="([^"]*)"|url\(([^)]*)\)""", text)
    assert references
    assert all(
        value.strip("\"'").startswith(("#", "data:font/woff2;base64,"))
        for pair in references
        for value in pair
        if value
    )
    assert "var(" not in text and "oklch(" not in text and "currentColor" in text
    assert {each.attrib["href"] for each in root.iter(f"{SVG}use")} == {"#icon-sandbox", "#icon-network"}
    assert {each.attrib["id"] for each in root.iter(f"{SVG}symbol")} == {"icon-sandbox", "icon-network"}
    assert root.findtext(f"{SVG}title") == _name(designer.page)
    assert str(date.today()) in (root.findtext(f"{SVG}desc") or "")


def test_what_is_chosen_is_exported_alone_and_without_its_ring(designer: Designer) -> None:
    page = designer.page
    designer.choose("sandbox app1")
    page.mouse.click(*designer.middle("sandbox app1"), button="right")
    page.get_by_role("menuitem", name="Copy and save").hover()
    page.get_by_role("menuitem", name="Export what is chosen").click()
    dialog = page.get_by_role("dialog", name="Export a picture")
    expect(dialog.get_by_role("checkbox", name="only what is chosen")).to_be_checked()
    dialog.get_by_role("checkbox", name="background").uncheck()
    dialog.get_by_role("checkbox", name="name and date below").check()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Export").click()
    texts = _texts(text_of(download.value))
    assert "app1" in texts and "app2" not in texts
    assert f"{_name(page)} · {date.today()}" in texts
    rects = list(ElementTree.fromstring(text_of(download.value)).iter(f"{SVG}rect"))
    assert len(rects) == 1  # the card: neither a ground nor a ring


def test_a_drawing_seen_from_afar_is_exported_whole(visitor: Visitor) -> None:
    page = visitor()
    many = bridged("far", 200)
    first, *others = many.sandboxes
    paused = first.model_copy(update={"paused": True})
    designer = Designer(page, imported(page, many.model_copy(update={"sandboxes": (paused, *others)})))
    expect(page.locator(".canvas.painted")).to_be_visible()
    assert designer.objects.count() < 10
    text = text_of(exported(page))
    texts = _texts(text)
    assert {f"app{number}" for number in range(200)} <= texts
    assert {f"lan{number}" for number in range(13)} <= texts
    assert text.count(TWO_BARS) == 1
    assert designer.objects.count() < 10


def test_a_png_has_the_size_that_was_chosen(designer: Designer) -> None:
    page = designer.page
    choose(page, "Export as PNG…")
    dialog = page.get_by_role("dialog", name="Export a picture")
    assert faults(page) == []
    dialog.get_by_role("radio", name="3×").check()
    dialog.get_by_role("checkbox", name="name and date below").check()
    said = re.search(r"(\d+) × (\d+) pixels", dialog.get_by_role("status").inner_text())
    assert said
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename == f"{_name(page)}-{date.today()}.png"
    content = Path(download.value.path()).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == tuple(map(int, said.groups()))


def test_a_png_that_would_be_too_large_is_refused_before_it_is_made(visitor: Visitor) -> None:
    page = visitor()
    Designer(page, imported(page, _wide()))
    choose(page, "Export as PNG…")
    dialog = page.get_by_role("dialog", name="Export a picture")
    dialog.get_by_role("radio", name="3×").check()
    expect(dialog.get_by_text("more than a browser can paint")).to_be_visible()
    expect(dialog.get_by_role("button", name="Export")).to_be_disabled()
    dialog.get_by_role("radio", name="SVG").check()
    expect(dialog.get_by_role("button", name="Export")).to_be_enabled()


def test_the_drawing_is_copied_as_an_image(designer: Designer) -> None:
    page = designer.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, "Copy as image")
    expect(page.get_by_text("Copied as an image")).to_be_visible()
    width = page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        " return (await createImageBitmap(await item.getType('image/png'))).width; }"
    )
    assert width > 500


def test_where_the_browser_forbids_copying_it_says_what_to_do_instead(
    visitor: Visitor, topology: str
) -> None:
    page = visitor()
    page.add_init_script("delete window.ClipboardItem")
    Designer(page, topology).start(FEW)
    menu(page)
    item = page.get_by_role("menuitem", name="Copy as image")
    expect(item).to_have_attribute("title", "this browser cannot; use Export as PNG")
    expect(item).to_be_disabled()


def test_of_nothing_there_is_no_picture(page: Page, topology: str) -> None:
    Designer(page, topology)
    menu(page)
    for command in ("Export as SVG", "Export as PNG…", "Copy as image", "Print…"):
        expect(page.get_by_role("menuitem", name=command)).to_have_attribute("title", "nothing is drawn yet")


def test_it_is_printed_on_one_page_and_what_has_which_address_on_the_next(designer: Designer) -> None:
    page = designer.page
    look(page, "Dark")
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    choose(page, "Print…")
    page.locator(".paper").wait_for(state="attached")
    page.emulate_media(media="print")
    expect(page.locator(":is(.bar, .palette, .canvas, .drawer):visible")).to_have_count(0)
    paper = page.get_by_role("article")
    expect(paper.get_by_role("heading", name=_name(page))).to_be_visible()
    expect(paper.get_by_text(str(date.today()))).to_be_visible()
    rows = paper.get_by_role("table").first.get_by_role("row")
    expect(rows.nth(1)).to_have_text(re.compile(r"app1\s*eth0\s*lan1\s*10\.\S+/24"))
    assert _colours(page) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"]
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    width, height = _paper(pdf)
    assert width > height
    expect(page.locator(".paper")).to_have_count(0)


def test_the_list_shows_each_drawing_and_a_new_one_after_an_edit(
    designer: Designer, visitor: Visitor
) -> None:
    window = visitor()
    window.goto("/")
    image = window.get_by_role("img", name=f"Drawing of {_name(designer.page)}", exact=True)
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("each => each.naturalWidth") > 0
    before = image.get_attribute("src") or ""
    designer.choose("sandbox app1")
    designer.page.keyboard.press("Delete")
    expect(image).not_to_have_attribute("src", before)
    assert faults(window) == []


def _wide() -> Design:
    """Two sandboxes, further apart than a browser can paint at three times the size."""
    sandboxes = (Sandbox(name="app1"), Sandbox(name="app2"))
    return Design(name="wide", sandboxes=sandboxes, layout={"app1": (0, 0), "app2": (9000, 0)})


def _name(page: Page) -> str:
    return page.locator(".topology-name").inner_text()


def _data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _texts(svg: str) -> set[str]:
    return {each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")}


def _colours(page: Page) -> Any:
    """Of a name on the paper, of a card, and of the paper itself."""
    return page.evaluate(
        "() => [['.paper .title', 'fill'], ['.paper .sandbox .body', 'fill'], ['.paper', 'backgroundColor']]"
        ".map(([selector, property]) => getComputedStyle(document.querySelector(selector))[property])"
    )


def _paper(pdf: bytes) -> tuple[float, float]:
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert box
    return float(box[1]), float(box[2])
