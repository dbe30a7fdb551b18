"""The pages beside the designer, in a real browser: what they do by themselves, and who can use them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import faults
from tests.browser.conftest import Visitor
from tests.browser.importing import imported
from topology.values import Design

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def stranger(chromium: Browser, address: str) -> Iterator[Page]:
    """A window in which nobody is signed in. Its console may hold errors: some pages are errors."""
    context = chromium.new_context(base_url=address)
    yield context.new_page()
    context.close()


def row(page: Page, name: str) -> str:
    return f'tr[data-name="{name}"]'


def choose(page: Page, name: str, action: str) -> None:
    """An action from a topology's menu in the list."""
    page.get_by_role("button", name=f"Actions for {name}", exact=True).click()
    page.locator("#row-menu").get_by_text(action).click()


def test_a_topology_is_made_renamed_copied_and_deleted(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="New topology").click()
    page.get_by_role("dialog").get_by_label("Name").fill("from-the-list")
    page.keyboard.press("Enter")
    page.wait_for_url("**/topologies/from-the-list/")
    page.goto("/")
    choose(page, "from-the-list", "Rename")
    expect(page.get_by_role("dialog").get_by_label("Name")).to_have_value("from-the-list")
    page.get_by_role("dialog").get_by_label("Name").fill("renamed")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_text("Renamed from-the-list to renamed.")).to_be_visible()
    choose(page, "renamed", "Duplicate")
    expect(page.get_by_role("dialog").get_by_label("Name")).to_have_value("renamed-copy")
    page.get_by_role("button", name="Duplicate").click()
    page.wait_for_url("**/topologies/renamed-copy/")
    for name in ("renamed-copy", "renamed"):
        page.goto("/")
        choose(page, name, "Delete")
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(page.get_by_text(f"Deleted {name}.")).to_be_visible()


def test_a_dialog_is_left_by_escape_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/")
    opener = page.get_by_role("button", name="New topology")
    opener.press("Enter")
    expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_menu_is_walked_by_arrow_keys(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Actions for one-bridge", exact=True).press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Open")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#row-menu").get_by_role("button", name="Delete")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#row-menu")).to_be_hidden()


def test_states_and_names_change_without_a_reload(visitor: Visitor, topology: str) -> None:
    here, there = visitor(), visitor()
    here.goto("/")
    here.evaluate("window.loadedOnce = true")
    state = here.locator(f"{row(here, topology)} .state")
    expect(state).to_have_text("designed")
    there.goto("/")
    choose(there, topology, "Deploy")
    expect(state).to_have_text("in sync")
    choose(here, topology, "Delete")
    expect(here.get_by_role("dialog").get_by_text("Destroy it first")).to_be_visible()
    expect(here.get_by_role("dialog").get_by_role("button", name="Delete")).to_be_disabled()
    here.keyboard.press("Escape")
    choose(there, topology, "Destroy")
    there.get_by_role("dialog").get_by_role("button", name="Destroy").click()
    expect(state).to_have_text("designed")
    expect(there.locator(f"{row(there, topology)}:not([data-built])")).to_be_visible()
    choose(there, topology, "Rename")
    there.get_by_role("dialog").get_by_label("Name").fill(f"{topology}-new")
    there.get_by_role("dialog").get_by_role("button", name="Rename").click()
    expect(here.locator(row(here, f"{topology}-new"))).to_be_visible()
    assert here.evaluate("window.loadedOnce")


def test_topologies_are_found_by_typing_and_sorted_by_a_column(page: Page) -> None:
    first, second = (imported(page, Design(name=f"{letter}-to-be-found")) for letter in "ab")
    page.goto("/")
    page.get_by_role("searchbox").fill("to-be-fou")
    expect(page.locator("tbody tr:visible .name")).to_have_text([first, second])
    page.get_by_role("button", name="Name").click()
    expect(page.locator("tbody tr:visible .name")).to_have_text([second, first])
    expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("searchbox").fill("nothing like this")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(row(page, "one-bridge"))).to_be_visible()


def test_a_design_file_goes_out_and_comes_back(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_role("button", name="Actions for router", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download YAML").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "router.yaml"
    page.get_by_role("button", name="Upload").click()
    page.get_by_label("Design file", exact=True).set_input_files(file)
    page.get_by_role("dialog").get_by_label("Name").fill("router-again")
    page.get_by_role("dialog").get_by_role("button", name="Upload").click()
    expect(page.get_by_role("group", name="Drawing of router-again")).to_be_attached()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_appearance_can_be_chosen_and_is_kept(page: Page, scheme: Scheme) -> None:
    other = "light" if scheme == "dark" else "dark"
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    ground = "getComputedStyle(document.body.parentElement).backgroundColor"
    before = page.evaluate(ground)
    page.get_by_role("button", name="Appearance").click()
    page.get_by_role("radio", name=other.capitalize()).click()
    after = page.evaluate(ground)
    assert after != before
    page.reload()
    assert page.evaluate(ground) == after
    page.goto("/admin/")
    expect(page.locator("html")).to_have_class(re.compile(other))


@pytest.mark.parametrize(
    "path", ["/", "/sign-in/", "/topologies/one-bridge/sharing/", "/admin/", "/nothing/"]
)
def test_no_page_is_wider_than_a_telephone(
    chromium: Browser, address: str, administrator: object, path: str
) -> None:
    state = None if path == "/sign-in/" else administrator
    context = chromium.new_context(base_url=address, viewport=NARROW, storage_state=state)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_sign_in_and_read_errors(stranger: Page, scheme: Scheme) -> None:
    stranger.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    stranger.goto("/sign-in/")
    assert faults(stranger) == []
    stranger.get_by_role("button", name="Sign in").click()
    expect(stranger.get_by_text("Enter your username.")).to_be_visible()
    assert faults(stranger) == []
    stranger.goto("/nothing/")
    expect(stranger.get_by_role("heading", name="There is nothing here")).to_be_visible()
    assert faults(stranger) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_list_and_its_dialogs(page: Page, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/")
    assert faults(page) == []
    page.get_by_role("button", name="Actions for one-bridge", exact=True).click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Upload").click()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/topologies/one-bridge/sharing/",
        "/admin/",
        "/admin/store/topology/",
        "/admin/store/topology/1/change/",
        "/admin/store/change/",
        "/admin/store/membership/add/",
        "/admin/auth/user/",
        "/admin/auth/user/1/change/",
    ],
)
def test_everybody_can_share_and_administer(page: Page, path: str, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(path)
    assert faults(page) == []


def test_the_overview_keeps_itself_fresh(visitor: Visitor, topology: str) -> None:
    here, there = visitor(), visitor()
    here.goto("/admin/")
    there.goto("/")
    choose(there, topology, "Deploy")
    line = here.locator("tr", has=here.get_by_role("link", name=topology, exact=True))
    expect(line.filter(has_text="deployed revision").first).to_be_visible()
