"""The designer as a person uses it: what they see by its name, what they do by mouse and keys."""

from playwright.sync_api import Locator, Page

Point = tuple[float, float]


class Designer:
    """A topology open in a page."""

    def __init__(self, page: Page, topology: str) -> None:
        self.page = page
        page.goto(f"/topologies/{topology}/")
        page.get_by_role("group", name=f"Drawing of {topology}").wait_for(state="attached")
        page.get_by_text("Loading the drawing").wait_for(state="hidden")

    def object(self, name: str) -> Locator:
        """What is called so on the canvas: `sandbox app1`, `endpoint app1.eth0 on lan1`."""
        return self.page.locator(".world").get_by_role("button", name=f"{name},")

    def middle(self, name: str) -> Point:
        box = self.object(name).locator(".body").bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, start: Point, end: Point) -> None:
        """As a hand does: press, move in steps, let go."""
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()

    def drop(self, tool: str, x: float, y: float) -> None:
        """Drag a tool from the palette to a point of the window."""
        item = self.page.get_by_role("navigation", name="Palette").get_by_role("button", name=tool)
        self.drag(_middle(item), (x, y))

    def connect(self, name: str, to: str | Point, side: str = "bottom") -> None:
        """Drag from one of an object's handles to another object, or to a point."""
        target = to if isinstance(to, tuple) else self.middle(to)
        self.page.mouse.move(*self.middle(name))
        self.drag(_middle(self.page.locator(f"[data-handle={side}]")), target)

    def choose(self, name: str) -> None:
        self.page.mouse.click(*self.middle(name))


def _middle(locator: Locator) -> Point:
    box = locator.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
