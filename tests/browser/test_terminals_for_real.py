"""Terminals as a person uses them: opened, typed into, found again, split, searched, copied from, watched."""

import re
import secrets
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import accounts
from tests.browser.accessibility import faults
from tests.browser.designer import Designer
from tests.browser.real import Drawing
from tests.browser.running import SCREEN
from tests.kernel.waiting import until
from tests.require import require
from tests.webapp.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.kernel]


DARK = """() => {
  const [pane, rows] = ['.terminal-pane', '.xterm-rows'].map((each) => document.querySelector(each));
  const [around, letters] = [pane, rows].map((each) => getComputedStyle(each).color);
  return letters === around && parseInt(letters.slice('rgb('.length)) > 128;
}"""
"""Light letters, as those around the terminal are."""
ASK = "clear; while sleep 0.1; do stty size; done\n"
TOLD = """() => [...document.querySelectorAll('.xterm-rows > div')].map((row) => row.textContent.trim())
  .findLast((text) => /^[0-9]+ [0-9]+$/.test(text))"""
"""The last line that is two numbers."""
ROOM = """() => [document.querySelectorAll('.xterm-rows > div').length,
  document.querySelector('.xterm-screen').getBoundingClientRect().width]"""
"""Rows, and how wide they are."""


@pytest.fixture(autouse=True)
def confinable() -> None:
    require("bwrap")
    require("bash")


@pytest.fixture
def student(chromium: Browser, installation: Installation, two_bridges: Drawing) -> Iterator[Page]:
    """The window of somebody who may edit the topology that is another's."""
    name, password = f"student-{secrets.token_hex(3)}", secrets.token_urlsafe(12)
    teacher = two_bridges.page.context.new_page()
    accounts.add_account(teacher, name, password)
    accounts.share(teacher, two_bridges.name, name, "editor")
    teacher.close()
    context = chromium.new_context(base_url=installation.patchboard.address, viewport=SCREEN)
    window = context.new_page()
    accounts.sign_in(window, name, password)
    yield window
    context.close()


def pane(page: Page, number: int = 0) -> Locator:
    return page.locator(".terminal-pane").nth(number)


def rows(page: Page, number: int = 0) -> Locator:
    """What the terminal shows."""
    return pane(page, number).locator(".xterm-rows")


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tablist", name="Terminals").get_by_role("tab", name=name)


def open_in(designer: Designer, sandbox: str) -> None:
    designer.page.mouse.dblclick(*designer.middle(f"sandbox {sandbox}"))


def button(where: Page | Locator, sandbox: str) -> Locator:
    return where.get_by_role("button", name=f"Open a terminal in {sandbox}")


def open_by_one_click(designer: Designer, sandbox: str) -> None:
    """At the sandbox, by the handle that is there while the cursor is; a second click opens no second one."""
    designer.page.mouse.move(*designer.middle(f"sandbox {sandbox}"))
    button(designer.page, sandbox).dblclick()


def test_a_terminal_is_opened_typed_into_found_again_after_a_reload_split_and_searched(
    two_bridges: Drawing, listened: Callable[[Page], Page]
) -> None:
    page, designer = listened(two_bridges.page), two_bridges.designer
    open_by_one_click(designer, "app1")
    expect(rows(page)).to_contain_text(f"root@app1({two_bridges.name}):~#")
    expect(page.get_by_role("tab", name="Terminals (1)")).to_be_visible()
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_function(DARK)
    page.keyboard.type("ping -c1 -W3 10.0.0.3; echo kept\n")
    expect(rows(page)).to_contain_text("1 received")
    assert not faults(page, ".terminals-panel")

    page.reload()
    expect(rows(page)).to_contain_text("1 received")
    page.locator(".terminal-screen").click()
    page.keyboard.type("echo and goes on\n")
    expect(rows(page)).to_contain_text(re.compile(r"and goes on\s*root@app1"))
    page.keyboard.type("seq 99\n")
    expect(rows(page)).to_contain_text("99")
    expect(rows(page)).not_to_contain_text("received")

    page.get_by_role("button", name="Two side by side").click()
    expect(rows(page, 1)).to_contain_text("root@app1")
    expect(page.get_by_role("tab", name="Terminals (2)")).to_be_visible()
    page.keyboard.type("stty size\n")
    expect(rows(page, 1)).to_contain_text(re.compile(r"size\s*\d+ [4-9]\dr"))
    tab(page, "app1 1").click()
    page.keyboard.press("Control+Shift+F")
    page.get_by_role("searchbox", name="Find in the terminal").fill("received")
    expect(page.locator(".terminal-count").first).to_have_text("1 of 1")
    expect(rows(page)).to_contain_text("1 received")
    page.get_by_role("searchbox", name="Find in the terminal").fill("root@app1")
    found = page.locator(".terminal-count").first
    expect(found).to_have_text(re.compile("^[1-9] of [1-9]$"))
    last = found.inner_text()
    page.get_by_role("button", name="Previous (Shift + Enter)").click()
    expect(found).not_to_have_text(last)
    page.get_by_role("button", name="Next (Enter)").click()
    expect(found).to_have_text(last)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Close this terminal").click()
    expect(page.locator(".terminal-pane")).to_have_count(1)

    page.keyboard.type("exit\n")
    expect(pane(page)).to_contain_text("The shell has ended. Press Enter for a new one.")
    page.keyboard.press("Enter")
    expect(rows(page)).to_contain_text("root@app1")
    expect(pane(page).get_by_role("status").last).to_be_hidden()


def test_what_is_chosen_is_copied_and_pasted_and_the_shell_knows_its_room(two_bridges: Drawing) -> None:
    page = two_bridges.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    two_bridges.designer.choose("sandbox app1")
    assert not faults(page, ".inspector")
    button(two_bridges.designer.inspector, "app1").click()
    expect(rows(page)).to_contain_text("root@app1")
    page.keyboard.type("clear; echo one''word\n")
    expect(rows(page)).to_have_text(re.compile(r"^\s*oneword"))
    box = rows(page).locator("div").first.bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + 10, box["y"] + 5)
    page.keyboard.press("Control+Shift+C")
    page.keyboard.type("echo pasted: ")
    page.keyboard.press("Control+Shift+V")
    page.keyboard.press("Enter")
    expect(rows(page)).to_contain_text(re.compile(r"\npasted: oneword|pasted: oneword\s*root"))
    expect_shell_to_know_its_room(two_bridges.designer)


def expect_shell_to_know_its_room(designer: Designer) -> None:
    """However wide the window and however high the drawer is made, and when the page is loaded anew."""
    page = designer.page
    page.keyboard.type(ASK)
    first = page.wait_for_function(TOLD).json_value()
    letter = page.evaluate(ROOM)[1] / int(first.split()[1])

    def told_anew(before: str) -> str:
        until(lambda: before != page.evaluate(TOLD) == room(page, letter), 10)
        return room(page, letter)

    page.set_viewport_size({"width": 1000, "height": 800})
    narrow = told_anew(first)
    edge = page.get_by_role("separator", name="Height of the drawer").bounding_box()
    assert edge
    designer.drag((500, edge["y"] + 2), (500, edge["y"] - 120))
    high = told_anew(narrow)
    assert int(high.split()[0]) > int(narrow.split()[0])
    page.reload()
    page.wait_for_function(TOLD)
    page.locator(".terminal-screen").click()
    page.keyboard.press("Control+c")
    page.keyboard.type(ASK)
    until(lambda: page.evaluate(TOLD) == room(page, letter), 10)
    assert room(page, letter).split()[0] == high.split()[0]


def room(page: Page, letter: float) -> str:
    """Rows and columns that are shown, by how wide a letter is."""
    rows, width = page.evaluate(ROOM)
    return f"{rows} {round(width / letter)}"


def test_a_teacher_watches_a_student_and_a_student_only_what_is_shared(
    two_bridges: Drawing, student: Page, listened: Callable[[Page], Page]
) -> None:
    teacher = listened(two_bridges.page)
    theirs = Designer(listened(student), two_bridges.name)
    open_in(theirs, "app2")
    expect(rows(student)).to_contain_text("root@app2")
    student.keyboard.type("echo home''work\n")

    teacher.get_by_role("region", name="Drawer").get_by_role("tab", name="Terminals").click()
    watch = teacher.get_by_label("Watch a terminal")
    watch.select_option(watch.locator("option", has_text="app2, student-").get_attribute("value"))
    expect(rows(teacher)).to_contain_text("homework")
    expect(pane(teacher)).to_contain_text("types here; you watch.")
    expect(student.locator(".terminal-about")).to_contain_text("watched by")
    teacher.locator(".terminal-screen").click()
    teacher.keyboard.type("echo cheated\n")
    teacher.get_by_role("button", name="Stop watching").click()

    open_in(two_bridges.designer, "app1")
    expect(rows(teacher)).to_contain_text("root@app1")
    expect(student.get_by_label("Watch a terminal")).to_be_hidden()
    teacher.get_by_role("button", name="Share for others to watch").click()
    expect(student.get_by_label("Watch a terminal")).to_be_visible()
    expect(rows(student)).not_to_contain_text("cheated")


def test_where_nothing_is_deployed_it_says_so_and_offers_none(drawing: Drawing) -> None:
    drawing.designer.choose("sandbox app1")
    drawing.designer.handle("top")
    expect(button(drawing.page, "app1")).to_have_count(0)
    drawing.page.get_by_role("region", name="Drawer").get_by_role("tab", name="Terminals").click()
    expect(drawing.page.locator(".terminals-panel")).to_contain_text("press Deploy first")
