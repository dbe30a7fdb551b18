"""What a person does at the designer to see a screen of it. Each is handed the designer, as it opens."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.designer import Designer

Act = Callable[[Designer], object]


def nothing(designer: Designer) -> None:
    """The screen is seen as it opens."""


def key(chord: str) -> Act:
    return lambda designer: designer.page.keyboard.press(chord)


def button(name: str) -> Act:
    return lambda designer: designer.page.get_by_role("button", name=name, exact=True).first.click()


def in_turn(*acts: Act) -> Act:
    def all_of_them(designer: Designer) -> None:
        for act in acts:
            act(designer)

    return all_of_them


def searched(text: str) -> Act:
    def search(designer: Designer) -> None:
        designer.page.keyboard.press("Control+k")
        designer.page.get_by_role("combobox").fill(text)

    return search


def found(name: str) -> Act:
    """By the search, as it may lie outside of what is seen; it is chosen then."""

    def find(designer: Designer) -> None:
        searched(name)(designer)
        designer.page.keyboard.press("Enter")
        expect(designer.page.locator(".world [aria-pressed=true]").first).to_be_visible()

    return find


def panel(name: str) -> Act:
    def open_it(designer: Designer) -> None:
        designer.drawer.locator(f"[data-panel={name}]").click()
        designer.drawer.get_by_role("tabpanel").wait_for()

    return open_it


def more(menu: str, *item: str) -> Act:
    """Of the bar's menu, what stands in a menu of its own there."""

    def pick(designer: Designer) -> None:
        button("More")(designer)
        for each in (menu, *item):
            designer.page.get_by_role("menuitem", name=each).first.click()

    return pick


def menu_of(name: str) -> Act:
    return in_turn(found(name), key("Shift+F10"))


def planned(designer: Designer) -> None:
    designer.look_at_plan()


def commands(designer: Designer) -> None:
    """Of the plan, as a script has them."""
    designer.look_at_plan()
    designer.plan.get_by_role("button", name="Commands").click()


def looked_back(designer: Designer) -> None:
    designer.page.keyboard.press("h")
    designer.drawer.locator(".history-row[data-kind=edit]").last.click()
    designer.page.get_by_role("region", name="Earlier revision").wait_for()


def sections(designer: Designer) -> None:
    for summary in designer.inspector.locator("summary").all():
        summary.click()


def renamed(name: str) -> Act:
    def rename(designer: Designer) -> None:
        designer.page.keyboard.press("F2")
        designer.page.locator(".rename input").fill(name)
        designer.page.keyboard.press("Enter")

    return rename


def on_paper(designer: Designer) -> None:
    designer.page.evaluate("document.fonts.ready.then(() => dispatchEvent(new Event('beforeprint')))")
    designer.page.emulate_media(media="print")
