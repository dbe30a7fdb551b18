"""Whether anything keeps somebody who types waiting, with 1,000 objects.

    python -m tests.bench.keyboard [--rounds N] [--json]

As `large`. Each figure is the longest that the page was busy with one thing, while keys were pressed as
fast as somebody types, and a second longer.
"""

import sys
from collections.abc import Callable
from statistics import median

from playwright.sync_api import Locator, Page

from tests.bench.arguments import parser
from tests.bench.canvas import opened
from tests.bench.designs import bridged
from tests.bench.figures import Figure, Report, finish
from tests.bench.large import NAME, THOUSAND, objects, pictures
from tests.browser.designer import Designer

BOUND = 50
"""Milliseconds; what takes longer is felt as a key that hangs."""
PAUSE = 60
"""Milliseconds between two keys."""
AFTER = 1000

Field = Callable[[Designer], Locator]


def main(arguments: list[str]) -> int:
    options = parser("keyboard").parse_args(arguments)
    return finish(report(options.rounds), options.json)


def report(rounds: int = 3) -> Report:
    with opened(bridged(NAME, THOUSAND)) as (browser, link):
        designer, _ = pictures(browser, link, objects(THOUSAND), 1)
        figures = [
            Figure(f"typing {where}", median(waits(designer, field, text, rounds)), "ms", BOUND)
            for where, (field, text) in FIELDS.items()
        ]
    return Report("Typing at 1,000 objects: the longest wait", tuple(figures), {"rounds": rounds})


def waits(designer: Designer, field: Field, text: str, rounds: int) -> list[float]:
    into = field(designer)
    return [_wait(designer.page, into, text) for _ in range(rounds)]


def _wait(page: Page, field: Locator, text: str) -> float:
    field.focus()
    page.wait_for_timeout(AFTER)
    page.evaluate("watch.waits()")
    page.keyboard.type(text, delay=PAUSE)
    page.wait_for_timeout(AFTER)
    longest: float = page.evaluate("watch.stop()")
    for _ in text:
        page.keyboard.press("Backspace")
    return longest


def finder(designer: Designer) -> Locator:
    designer.page.keyboard.press("Control+f")
    return designer.page.get_by_role("combobox")


def name(designer: Designer) -> Locator:
    """Of a sandbox that the finder, which is open, has found."""
    designer.page.get_by_role("combobox").fill("app7")
    designer.page.keyboard.press("Enter")
    return designer.inspector.get_by_role("textbox", name="Name", exact=True)


def table(designer: Designer) -> Locator:
    designer.drawer.get_by_role("tab", name="Table").click()
    return designer.drawer.get_by_role("searchbox")


def text(designer: Designer) -> Locator:
    designer.drawer.get_by_role("tab", name="Text").click()
    return designer.drawer.get_by_role("textbox", name="The design as YAML")


FIELDS: dict[str, tuple[Field, str]] = {
    "in the search": (finder, "app12 lan3"),
    "in a field of the inspector": (name, "-renamed12"),
    "in the table's filter": (table, "app12 lan3"),
    "in the text view": (text, "# a remark\n- name: web"),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
