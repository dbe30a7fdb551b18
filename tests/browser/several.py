"""Several objects, and that they are there."""

from playwright.sync_api import expect

from tests.browser.designer import Designer

CHOSEN = ".object[aria-pressed=true]"


def three_and_a_network(designer: Designer) -> None:
    """Three sandboxes, chosen, above a network."""
    for x in (300, 500, 700):
        designer.drop("Sandbox", x, 200)
    designer.drop("Network", 500, 500)
    designer.drag((200, 120), (850, 300))
    expect(designer.page.locator(CHOSEN)).to_have_count(3)


def expect_endpoints(designer: Designer, *names: str) -> None:
    for name in names:
        expect(designer.object(f"endpoint {name}")).to_be_visible()
    designer.settle()


def undo(designer: Designer) -> None:
    designer.page.keyboard.press("Control+z")
