"""Makes what the screens show: people, drawings of every size, and a Patchboard that simulates."""

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bench.designs import bridged
from tests.browser.designer import Designer
from tests.browser.running import SCREEN, chromium, manage, patchboard
from tests.browser.screenshots.acts import found, in_turn, key, searched
from tests.browser.screenshots.camera import Camera
from tests.browser.screenshots.instruments import AT_WORK, running
from tests.browser.screenshots.pages import (
    ADMINISTRATOR,
    BROKEN,
    NEWCOMER,
    STRANGER,
    VIEWER,
    See,
    link_made,
    looking,
    shared,
)
from tests.browser.screenshots.screens import DRAWN, SMALL, Screen
from topology.formats.native import dump_yaml
from topology.values import Design

SANDBOXES = {3: 1, 40: 19, 300: 145, 1000: 485}
"""By the number of objects that they make with their endpoints and bridges."""
RUNNING = {5: 2, 40: 19, 300: 145}
"""The same of drawings that run, in which one sandbox talks to another."""
MOST = 300
"""Of more, only the drawing itself looks different."""

MAKE_NEWCOMER = (
    "from django.contrib.auth.models import User; User.objects.create_user('newcomer', password='{}')"
)
MISTAKE = """
from django.test import RequestFactory
from webapp.pages.views.errors import server_error
print(server_error(RequestFactory().get('/')).content.decode())
"""


def take_all(data: str, folder: Path, wanted: Collection[str]) -> int:
    """The number of faults that were found and printed."""
    camera = Camera(folder, wanted)
    with patchboard(data, "--simulate") as link, chromium() as browser:
        administrator = _context(browser, link)
        administrator.new_page().goto(link)
        camera.take_each(_context(browser, link), STRANGER)
        newcomer = _newcomer(_context(browser, link), data)
        camera.take_each(newcomer, NEWCOMER)
        camera.take_each(administrator, ADMINISTRATOR)
        shared(administrator.new_page())
        camera.take_each(newcomer, VIEWER)
        camera.take_each(_context(browser, link), looking(link_made(administrator.new_page())))
        _import(data, Design(name="empty"))
        camera.take_each(administrator, {name: _drawn(*where) for name, where in SMALL.items()})
        for count in SANDBOXES:
            screens = _screens(count)
            if any(map(camera.wants, screens)):
                _prepare(data, administrator.new_page(), count)
                camera.take_each(administrator, screens)
    _take_running(f"{data}/running", camera)
    return camera.faults


def _take_running(data: str, camera: Camera) -> None:
    """The instruments, at a real engine, which must not find what the simulation has deployed."""
    named = {count: {f"{count}-{name}": screen for name, screen in AT_WORK.items()} for count in RUNNING}
    if not any(camera.wants(name) for screens in named.values() for name in screens):
        return
    with patchboard(data) as link, chromium() as browser:
        context = _context(browser, link)
        context.new_page().goto(link)
        for count, screens in named.items():
            with _deployed(data, running(f"running-{count}", RUNNING[count])) as name:
                camera.take_each(context, {each: _drawn(name, screen) for each, screen in screens.items()})


@contextmanager
def _deployed(data: str, design: Design) -> Iterator[str]:
    _import(data, design)
    try:
        manage(data, "deploy", design.name, "--wait")
        yield design.name
    finally:
        manage(data, "destroy", design.name, "--wait")


def _context(browser: Browser, link: str) -> BrowserContext:
    context = browser.new_context(viewport=SCREEN, base_url=link.split("/sign-in/")[0])
    context.set_default_timeout(10_000)
    return context


def _newcomer(context: BrowserContext, data: str) -> BrowserContext:
    """Signed in; asks for what is broken."""
    password = secrets.token_urlsafe(12)
    manage(data, "shell", "-v", "0", "-c", MAKE_NEWCOMER.format(password))
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("[name=username]").fill("newcomer")
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Topologies").wait_for()
    mistake = manage(data, "shell", "-v", "0", "-c", MISTAKE)
    context.route(
        f"**{BROKEN}", lambda route: route.fulfill(status=500, body=mistake, content_type="text/html")
    )
    return context


def _screens(count: int) -> dict[str, See]:
    wanted = DRAWN if count <= MOST else {"whole": DRAWN["whole"]}
    return {f"{count}-{name}": _drawn(_name(count), screen) for name, screen in wanted.items()}


def _drawn(topology: str, screen: Screen) -> See:
    def see(page: Page) -> None:
        page.set_viewport_size(SCREEN | {"width": screen.width})
        screen.before(page)
        screen.act(Designer(page, topology))

    return see


def _name(count: int) -> str:
    return f"objects-{count}"


def _import(data: str, design: Design) -> None:
    file = Path(data) / f"{design.name}.yaml"
    file.write_text(dump_yaml(design))
    manage(data, "import_design", str(file))


def _prepare(data: str, page: Page, count: int) -> None:
    """Deployed, given a name, and edited since."""
    _import(data, bridged(_name(count), SANDBOXES[count]))
    designer = Designer(page, _name(count))
    designer.deploy()
    expect(designer.state).to_have_text("in sync", timeout=30_000)
    history = in_turn(
        key("h"), lambda each: each.page.get_by_label("Name this state").fill("before the exercise")
    )
    in_turn(history, key("Enter"), found("app0"), key("r"))(designer)
    designer.settle()
    in_turn(searched("Add a sandbox here"), key("Enter"))(designer)
    expect(designer.state).to_have_text("in sync")
    designer.settle()
    page.close()
