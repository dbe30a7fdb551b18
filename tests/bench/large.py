"""The designer with very large topologies: how soon they are seen, and whether they move smoothly.

    python -m tests.bench.large [--rounds N] [--json]

As `canvas`, with 1,000 and 5,000 objects, each next to the bound that holds for it.
"""

import sys
from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser

from tests.bench.arguments import parser
from tests.bench.canvas import WATCH, drag, frames, opened, pan, sign_in, zoom
from tests.bench.designs import bridged
from tests.bench.figures import Figure, Report, finish
from tests.browser.designer import Designer
from tests.browser.running import SCREEN

NAME = "large"
THOUSAND = 485
"""Sandboxes, with their endpoints and bridges 1,001 objects."""
FIVE_THOUSAND = 2424
BURST = 200


def main(arguments: list[str]) -> int:
    options = parser("large").parse_args(arguments)
    return finish(report(options.rounds), options.json)


def report(rounds: int = 3) -> Report:
    figures = [*thousand(rounds), *five_thousand(rounds)]
    screen = f"Chromium {SCREEN['width']}x{SCREEN['height']} without a graphics card"
    return Report(f"The canvas with 1,000 and 5,000 objects, {screen}", tuple(figures), {"rounds": rounds})


def thousand(rounds: int) -> Iterator[Figure]:
    with opened(bridged(NAME, THOUSAND)) as (browser, link):
        designer, seconds = pictures(browser, link, objects(THOUSAND), rounds)
        yield Figure("1,000: picture after the snapshot", seconds, "s", 1)
        yield from frames(designer, "1,000: panning", pan, 30)
        yield from frames(designer, "1,000: zooming", zoom, 30)
        yield from frames(designer, "1,000: dragging one from afar", drag_found, 50)
        designer.page.keyboard.press("Shift+2")
        designer.page.evaluate("watch.still()")
        yield from frames(designer, "1,000: dragging one nearby", drag, 50)
        designer.page.keyboard.press("Shift+1")
        designer.page.evaluate("watch.still()")
        yield Figure("1,000: 200 deltas", designer.page.evaluate(f"watch.burst({BURST})"), "ms", 50)


def five_thousand(rounds: int) -> Iterator[Figure]:
    with opened(bridged(NAME, FIVE_THOUSAND)) as (browser, link):
        designer, seconds = pictures(browser, link, objects(FIVE_THOUSAND), rounds)
        yield Figure("5,000: picture after the snapshot", seconds, "s", 4)
        yield from frames(designer, "5,000: panning", pan, 30)
        yield from frames(designer, "5,000: zooming", zoom, 30)


def objects(sandboxes: int) -> int:
    design = bridged(NAME, sandboxes)
    return len(design.sandboxes) + len(design.networks) + len(design.endpoints)


def pictures(browser: Browser, link: str, count: int, rounds: int) -> tuple[Designer, float]:
    """The last of the windows in which it was opened anew, and the median of the seconds that it took."""
    somebody, address = sign_in(browser, link), link.split("/sign-in/")[0]
    times: list[float] = []
    while True:
        page = browser.new_context(base_url=address, viewport=SCREEN, storage_state=somebody).new_page()
        page.set_default_timeout(90_000)
        page.add_init_script(f"{WATCH}; watch.listen(); globalThis.first = watch.pictured({count})")
        designer = Designer(page, NAME)
        times.append(page.evaluate("first") / 1000)
        if len(times) == rounds:
            return designer, median(times)
        page.context.close()


def drag_found(designer: Designer) -> None:
    """What is looked for is in focus, so that it stands among the page's elements however far it is."""
    page = designer.page
    page.keyboard.press("Control+f")
    page.get_by_role("combobox").fill("app7")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+1")
    page.evaluate("watch.still()")
    drag(designer)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
