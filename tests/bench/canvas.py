"""How the designer feels with a large topology in a real browser: its code, first picture, movements, edits.

    python -m tests.bench.canvas [--sandboxes N] [--rounds N] [--json]

Patchboard runs as for a newcomer, on data of its own, with an engine that simulates; Chromium is headless and
draws without a graphics card. Exit status 1 if a figure is over its bound.
"""

import gzip
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, Response, StorageState

from tests.bench.arguments import parser
from tests.bench.designs import bridged
from tests.bench.figures import Figure, Report, finish
from tests.browser.designer import Designer, Point
from tests.browser.running import SCREEN, chromium, manage, patchboard
from topology.formats.native import dump_yaml
from topology.values import Design

WATCH = Path(__file__).with_name("watch.js").read_text()
NAME = "large"
SANDBOXES = 190
"""With their endpoints and bridges 392 objects: so many are elements of the page all at once. More are
painted on one canvas while all are in view; `large` is about those."""
SECONDS = 3.0
"""How long each movement goes on."""
NOTCHES = 24
"""Of the wheel, from everything in view to near, and back."""


def main(arguments: list[str]) -> int:
    options = parser("canvas", SANDBOXES).parse_args(arguments)
    return finish(report(options.sandboxes, options.rounds), options.json)


def report(sandboxes: int = SANDBOXES, rounds: int = 5) -> Report:
    design = bridged(NAME, sandboxes)
    objects = len(design.sandboxes) + len(design.networks) + len(design.endpoints)
    with opened(design) as (browser, link):
        figures = measure(browser, link, objects, rounds)
    screen = f"Chromium {SCREEN['width']}x{SCREEN['height']} without a graphics card"
    return Report(
        f"The canvas: {objects} objects, {screen}",
        tuple(figures),
        {"sandboxes": sandboxes, "objects": objects, "rounds": rounds},
    )


@contextmanager
def opened(design: Design) -> Iterator[tuple[Browser, str]]:
    """A browser, and the sign-in link of a Patchboard that has this design."""
    with tempfile.TemporaryDirectory(prefix="patchboard-bench-") as folder:
        file, data = Path(folder) / "design.yaml", Path(folder) / "data"
        file.write_text(dump_yaml(design))
        with patchboard(str(data), "--simulate") as link, chromium() as browser:
            manage(str(data), "import_design", str(file))
            yield browser, link


def measure(browser: Browser, link: str, objects: int, rounds: int) -> list[Figure]:
    somebody, address = sign_in(browser, link), link.split("/sign-in/")[0]
    pictures: list[float] = []
    for _ in range(rounds):
        designer, picture = first_picture(browser, address, somebody, objects)
        pictures.append(picture / 1000)
        if len(pictures) < rounds:
            designer.page.context.close()
    movements = {"panning": pan, "zooming": zoom, "dragging a sandbox": drag}
    moved = [figure for name, movement in movements.items() for figure in frames(designer, name, movement)]
    drawn, stored = zip(*renames(designer, rounds), strict=True)
    return [
        Figure("JavaScript of the first load, gzipped", scripts(browser, address, somebody), "kB", 400),
        Figure("first complete picture", median(pictures), "s", 1.5),
        *moved,
        Figure("rename shown", median(drawn), "ms", 100),
        Figure("rename stored", median(stored), "ms"),
        Figure("all in sync after Deploy", deploy(designer, objects) / 1000, "s"),
    ]


def sign_in(browser: Browser, link: str) -> StorageState:
    page = browser.new_page()
    page.goto(link)
    page.get_by_role("heading", name="Topologies").wait_for()
    state = page.context.storage_state()
    page.close()
    return state


def scripts(browser: Browser, address: str, somebody: StorageState) -> float:
    """Kilobytes of what a page loads to be drawn on, all of it by itself compressed."""
    context = browser.new_context(base_url=address, storage_state=somebody)
    loaded: list[Response] = []
    context.on("response", lambda response: loaded.append(response))
    Designer(context.new_page(), NAME)
    bodies = [each.body() for each in loaded if each.request.resource_type == "script"]
    assert bodies
    context.close()
    return sum(len(gzip.compress(body)) for body in bodies) / 1000


def first_picture(
    browser: Browser, address: str, somebody: StorageState, objects: int
) -> tuple[Designer, float]:
    """In a profile that has never been here, so nothing comes from a cache."""
    page = browser.new_context(base_url=address, viewport=SCREEN, storage_state=somebody).new_page()
    page.add_init_script(f"{WATCH}; globalThis.first = watch.shown('.world .object', {objects})")
    designer = Designer(page, NAME)
    milliseconds: float = page.evaluate("first")
    return designer, milliseconds


def frames(
    designer: Designer, name: str, movement: Callable[[Designer], None], least: float = 30
) -> list[Figure]:
    designer.page.evaluate("watch.frames()")
    movement(designer)
    lengths: list[float] = designer.page.evaluate("watch.stop()")
    slow = quantiles(lengths, n=20)[-1]
    return [
        Figure(name, 1000 / median(lengths), "frames/s", least, least=True),
        Figure(f"{name}, slowest 5 %", 1000 / slow, "frames/s"),
    ]


def pan(designer: Designer) -> None:
    """By so little that everything stays in view."""
    _swing(designer.page, _middle(designer.page), 30, "middle")


def zoom(designer: Designer) -> None:
    """From everything in view to a few objects, and back."""
    mouse = designer.page.mouse
    mouse.move(*_middle(designer.page))
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for way in (-50, 50):
            for _ in range(NOTCHES):
                mouse.wheel(0, way)


def drag(designer: Designer) -> None:
    _swing(designer.page, designer.middle("sandbox app7"), 120, "left")
    designer.settle()


def _swing(page: Page, start: Point, radius: float, button: str) -> None:
    """Press there and move in circles, one in a second, as fast as the page takes it."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down(button="middle" if button == "middle" else "left")
    begin = time.monotonic()
    while (turn := (time.monotonic() - begin) * math.tau) < SECONDS * math.tau:
        page.mouse.move(x + radius * math.sin(turn), y + radius * (1 - math.cos(turn)))
    page.mouse.up(button="middle" if button == "middle" else "left")


def _middle(page: Page) -> Point:
    box = page.locator(".canvas").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def renames(designer: Designer, rounds: int) -> Iterator[tuple[float, float]]:
    """Milliseconds from the Enter key until the new name is drawn, and until the server has it too."""
    page = designer.page
    designer.choose("sandbox app8")
    for number in range(rounds):
        page.keyboard.press("F2")
        page.get_by_role("textbox", name="New name of").fill(f"web{number}")
        for what, which in (("drawn", ""), ("stored", ":not(.pending)")):
            renamed = f"'keydown', '[data-name=web{number}]{which}'"
            page.evaluate(f"void (globalThis.{what} = watch.since({renamed}))")
        page.keyboard.press("Enter")
        yield page.evaluate("drawn"), page.evaluate("stored")


def deploy(designer: Designer, objects: int) -> float:
    page = designer.page
    carry_out = designer.look_at_plan()
    page.evaluate(f"void (globalThis.built = watch.since('click', '.object[data-state=in_sync]', {objects}))")
    carry_out.click()
    return float(page.evaluate("built"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
