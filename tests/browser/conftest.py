"""A running Patchboard and real browsers at it.

The engine simulates, so that most of these tests need no privileges; `drawing` is for those that do.
"""

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, expect

from tests.browser import accounts, running
from tests.browser.designer import Designer
from tests.browser.importing import created
from tests.browser.real import Drawing, deployed, drawn
from tests.browser.running import FORGET, SCREEN, patchboard
from tests.kernels import PART
from tests.webapp.installation import IS_ROOT, WHY_ROOT, Installation, as_root

PATIENCE = 120_000 if PART else 20_000
"""Milliseconds that a page is given to become what is expected, on a busy machine, or on an emulated one."""

expect.set_options(timeout=PATIENCE)

_names = count(1)

Profiles = Callable[[], BrowserContext]
Visitor = Callable[[], Page]
"""Opens one more browser window, signed in as the administrator."""


@pytest.fixture(scope="session")
def link() -> Iterator[str]:
    """The sign-in link of a Patchboard that runs for these tests, on data of its own."""
    folder = tempfile.TemporaryDirectory(prefix="patchboard-browser-")
    with folder as data, patchboard(data, "--simulate") as link:
        yield link


@pytest.fixture(scope="session")
def address(link: str) -> str:
    """Where it is, without a slash at the end."""
    return link.split("/sign-in/")[0]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with running.chromium(*running.FEW_PROCESSES, patience=PATIENCE) as browser:
        yield browser


@pytest.fixture(scope="session")
def administrator(chromium: Browser, link: str) -> StorageState:
    """The cookies of somebody who followed the printed link."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_role("heading", name="Topologies").wait_for()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def profiles(chromium: Browser, administrator: StorageState, address: str) -> Profiles:
    """Makes browser profiles in which the administrator is signed in."""

    def make() -> BrowserContext:
        context = chromium.new_context(base_url=address, viewport=SCREEN, storage_state=administrator)
        context.set_default_timeout(PATIENCE)
        return context

    return make


@pytest.fixture(scope="session")
def home(profiles: Profiles) -> Iterator[BrowserContext]:
    """A profile that has loaded the modules once; what a page remembers is forgotten after each test."""
    context = profiles()
    yield context
    context.close()


@pytest.fixture
def listened() -> Iterator[Callable[[Page], Page]]:
    """Gives back the page that it is handed. An error in its console fails the test."""
    errors: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    def listen(page: Page) -> Page:
        page.on("console", heard)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield listen
    assert not errors, errors


@pytest.fixture(scope="session")
def spare() -> list[BrowserContext]:
    """Profiles of earlier visits, which have loaded the modules; what their pages remember is forgotten."""
    return []


@pytest.fixture
def visitor(
    profiles: Profiles,
    spare: list[BrowserContext],
    administrator: StorageState,
    listened: Callable[[Page], Page],
) -> Iterator[Visitor]:
    """Each visit is a browser profile of its own."""
    visited: list[BrowserContext] = []

    def visit() -> Page:
        visited.append(spare.pop() if spare else profiles())
        page = listened(visited[-1].new_page())
        page.add_init_script(FORGET)
        return page

    yield visit
    for profile in visited:
        close_pages(profile)
        profile.clear_cookies()
        profile.add_cookies(administrator.get("cookies", []))  # type: ignore[arg-type]
        spare.append(profile)


def close_pages(profile: BrowserContext) -> None:
    """Nothing of them goes on, and what they were permitted is not permitted any more."""
    for page in profile.pages:
        page.close()
    profile.clear_permissions()


@pytest.fixture(scope="session")
def colleague(chromium: Browser, administrator: StorageState, address: str) -> tuple[str, str]:
    """The name and the password of another account, made by the administrator."""
    name, password = "colleague", secrets.token_urlsafe(12)
    context = chromium.new_context(base_url=address, storage_state=administrator)
    accounts.add_account(context.new_page(), name, password)
    context.close()
    return name, password


@pytest.fixture
def shared(visitor: Visitor, topology: str, page: Page, colleague: tuple[str, str]) -> Callable[[str], Page]:
    """Shares the topology with somebody in a role; their window, at the list of topologies."""
    name, password = colleague

    def share(role: str) -> Page:
        accounts.share(page, topology, name, role)
        window = visitor()
        window.context.clear_cookies()
        accounts.sign_in(window, name, password)
        return window

    return share


@pytest.fixture
def viewer(shared: Callable[[str], Page]) -> Page:
    """The window of somebody who may look at the topology."""
    return shared("viewer")


@pytest.fixture
def editor(shared: Callable[[str], Page]) -> Page:
    """The window of somebody else who may edit the topology."""
    return shared("editor")


@pytest.fixture
def page(home: BrowserContext, listened: Callable[[Page], Page]) -> Iterator[Page]:
    page = listened(home.new_page())
    page.add_init_script(FORGET)
    yield page
    close_pages(home)


@pytest.fixture
def topology(page: Page) -> str:
    """The name of a new, empty topology."""
    return created(page, f"drawing-{next(_names)}")


@pytest.fixture
def designer(page: Page, topology: str) -> Designer:
    """The new topology, open to be drawn; files that need more in it have a fixture of this name."""
    return Designer(page, topology)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A Patchboard that builds for real."""
    if not IS_ROOT:
        pytest.skip(WHY_ROOT)
    with as_root(Path(tmp_path_factory.mktemp("real"))) as installation:
        yield installation


@pytest.fixture(scope="session")
def guest(chromium: Browser, installation: Installation) -> Iterator[BrowserContext]:
    """The browser of somebody who is signed in there."""
    context = chromium.new_context(base_url=installation.patchboard.address, viewport=SCREEN)
    context.set_default_timeout(PATIENCE)
    context.new_page().goto(installation.patchboard.link)
    yield context
    context.close()


@pytest.fixture
def drawing(guest: BrowserContext, installation: Installation) -> Iterator[Drawing]:
    """Two sandboxes on a network, in a new topology that is not deployed yet."""
    page = guest.new_page()
    page.goto("/")
    with drawn(page, f"b{os.getpid()}-{next(_names)}", installation) as drawing:
        yield drawing
    page.close()
    assert not drawing.namespaces()


@pytest.fixture
def two_bridges(guest: BrowserContext, installation: Installation) -> Iterator[Drawing]:
    """The demonstration of that name, deployed: app1 and app2 on bridge1, app3 and app4 on bridge2."""
    page = guest.new_page()
    page.add_init_script(FORGET)
    file = running.ROOT / "webapp/store/demonstrations/two-bridges.yaml"
    with deployed(page, f"b{os.getpid()}-{next(_names)}", installation, file) as drawing:
        yield drawing
    page.close()
    assert not drawing.namespaces()
