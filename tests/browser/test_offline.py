"""Nothing leaves the machine: whatever is opened and done in a browser asks only the server it came from."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.designer import Designer
from tests.browser.offline import Traffic

pytestmark = pytest.mark.browser

PAGES = ("/", "/topologies/one-bridge/sharing/", "/sign-in/", "/no-such-page/")
ADMIN = ("/admin/", "/admin/store/topology/", "/admin/auth/user/add/")
LAZY = (
    "/js/panels/text/editor.js",
    "/codemirror.js",
    "/schema/patchboard-v1.json",
    "/js/workers/force.js",
    "/d3-force.js",
    "/elk-worker.min.js",
    "/icons.svg",
    ".woff2",
)
"""What is loaded only when it is needed: if this was seen, that it was needed was seen, too."""
DIALOGS = {
    "Shift+T": "Insert a template",
    "Shift+A": "Add",
    "?": "Keys and gestures",
    "Control+k": "Commands",
}
PANELS = ("No problems", "Plan", "Table", "Text", "History")


def visit_pages(page: Page, topology: str) -> None:
    for path in PAGES:
        page.goto(path)
    page.goto(f"/topologies/{topology}/sharing/")
    page.get_by_role("button", name="Make a link").click()
    page.goto(page.get_by_role("textbox", name="The link").input_value())
    for path in ADMIN:
        page.goto(path, wait_until="networkidle")
    page.goto("/")
    for button in ("New topology", "Upload"):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")


def open_dialogs(page: Page) -> None:
    for key, title in DIALOGS.items():
        page.keyboard.press(key)
        expect(page.get_by_role("dialog", name=re.compile(title))).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def open_panels(designer: Designer) -> None:
    for title in PANELS:
        designer.drawer.get_by_role("tab", name=title).click()
    designer.drawer.get_by_role("tab", name="Text").click()
    field = designer.drawer.get_by_role("textbox", name="The design as YAML")
    expect(field).to_contain_text("patchboard: v1")


def do(page: Page, command: str) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill(command)
    page.keyboard.press("Enter")


def arrange(page: Page, how: str) -> None:
    page.locator("[data-part=announcer]").evaluate("each => each.replaceChildren()")
    do(page, f"arrange {how}")
    expect(page.locator("[data-part=announcer]")).to_have_text(re.compile("objects arranged"))


def take_pictures(page: Page) -> None:
    with page.expect_download():
        do(page, "export as svg")
    do(page, "export as png")
    with page.expect_download():
        page.get_by_role("dialog").get_by_role("button", name="Export").click()


def test_whatever_is_opened_and_done_asks_no_other_server(
    visitor: Visitor, topology: str, address: str
) -> None:
    profile = visitor().context
    traffic = Traffic(profile)
    page = profile.new_page()
    visit_pages(page, topology)
    designer = Designer(page, topology)
    designer.start("A router between two networks")
    open_dialogs(page)
    for how in ("in layers", "by forces"):
        arrange(page, how)
    take_pictures(page)
    designer.deploy()
    open_panels(designer)
    assert [each for each in LAZY if not traffic.has(each)] == []
    assert traffic.has(f"/live/{topology}/")
    assert traffic.beyond(address) == []
    assert traffic.without_policy() == []


def test_a_request_to_another_server_would_be_seen(chromium: Browser, address: str) -> None:
    profile = chromium.new_context()
    traffic = Traffic(profile)
    elsewhere = "http://127.0.0.1:9/picture.png"
    profile.new_page().set_content(f"<img src='{elsewhere}'>")
    profile.close()
    assert traffic.beyond(address) == [elsewhere]


def test_the_policy_keeps_a_page_from_asking_another_server(chromium: Browser, address: str) -> None:
    page = chromium.new_context(base_url=address).new_page()
    page.goto("/sign-in/")
    blocked = page.evaluate(
        "() => new Promise((seen) => {"
        " addEventListener('securitypolicyviolation', (event) => seen(event.effectiveDirective));"
        " fetch('http://192.0.2.1/').catch(() => null); })"
    )
    page.context.close()
    assert blocked == "connect-src"
