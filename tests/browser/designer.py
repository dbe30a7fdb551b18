"""The designer as a person uses it: what they see by its name, what they do by mouse and keys."""

import re
from typing import Literal

from playwright.sync_api import Locator, Page, expect

Point = tuple[float, float]

_FOCUSED = "document.activeElement.dataset.name"
Button = Literal["left", "middle", "right"]


class Designer:
    """A topology open in a page."""

    def __init__(self, page: Page, topology: str) -> None:
        self.page = page
        page.goto(f"/topologies/{topology}/")
        page.get_by_role("group", name=f"Drawing of {topology}").wait_for(state="attached")
        page.get_by_text("Loading the drawing").wait_for(state="hidden")

    @property
    def objects(self) -> Locator:
        return self.page.locator(".world .object")

    @property
    def inspector(self) -> Locator:
        return self.page.get_by_role("complementary", name="Inspector")

    @property
    def drawer(self) -> Locator:
        return self.page.get_by_role("region", name="Drawer")

    @property
    def plan(self) -> Locator:
        """What deploying would do, in the drawer."""
        return self.page.locator(".drawer .plan")

    @property
    def state(self) -> Locator:
        """The topology's own, in the top bar."""
        return self.page.locator(".bar .state")

    def object(self, name: str) -> Locator:
        """What is called so on the canvas: `sandbox app1`, `endpoint app1.eth0`."""
        return self.page.locator(".world").get_by_role("button", name=re.compile(f"^{re.escape(name)},"))

    def tool(self, name: str) -> Locator:
        return self.page.get_by_role("navigation", name="Palette").get_by_role("button", name=name)

    def settle(self) -> None:
        """Wait until the server has answered every edit; what was just done is drawn with the next frame."""
        self.page.evaluate("new Promise(requestAnimationFrame)")
        expect(self.page.locator(".world .pending")).to_have_count(0)

    def middle(self, name: str) -> Point:
        self.settle()
        return _middle(self.object(name).locator(".body"))

    def width(self, name: str) -> float:
        """On the screen."""
        box = self.object(name).locator(".body").bounding_box()
        assert box
        return box["width"]

    def place(self, name: str) -> Point:
        """Where it is in the drawing, whatever the view."""
        self.settle()
        x, y = re.findall(r"-?[\d.]+", self.object(name).get_attribute("transform") or "")
        return float(x), float(y)

    def handle(self, side: str) -> Point:
        """Of the object under the cursor."""
        handle = self.page.locator(f"[data-handle={side}]")
        handle.wait_for()
        return _middle(handle)

    def wait_for_middle(self, name: str, place: Point) -> None:
        """Until it stands there, to the pixel."""
        self.page.wait_for_function(
            "([element, x, y]) => { const { left, right, top, bottom } = element.getBoundingClientRect();"
            " return Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y) < 1; }",
            arg=[self.object(name).locator(".body").element_handle(), *place],
        )

    def start(self, starter: str) -> None:
        self.page.get_by_role("button", name=starter).click()
        self.page.get_by_role("heading", name="Nothing drawn yet").wait_for(state="hidden")
        self.settle()

    def look_at_plan(self) -> Locator:
        """Press Deploy, which shows the plan; once it is there, the button that carries it out."""
        toolbar = self.page.get_by_role("toolbar", name="Topology")
        toolbar.get_by_role("button", name="Deploy", exact=True).click()
        carry_out = self.plan.get_by_role("button", name="Deploy", exact=True)
        expect(carry_out).to_have_attribute("aria-disabled", "false")
        return carry_out

    def deploy(self) -> None:
        """Look at the plan, and have it carried out."""
        self.look_at_plan().click()
        expect(self.plan).to_be_hidden()

    def drag(self, start: Point, end: Point, button: Button = "left") -> None:
        """As a hand does: press, move in steps, let go."""
        self.page.mouse.move(*start)
        self.page.mouse.down(button=button)
        self.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up(button=button)

    def hold(self, name: str) -> None:
        """Begin to drag it, and do not let go."""
        x, y = self.middle(name)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 40, y + 40, steps=3)

    def drop(self, tool: str, x: float, y: float) -> None:
        """Drag a tool from the palette to a point of the window, and wait until it is there and chosen."""
        there, before = self.objects.count(), self.page.evaluate(_FOCUSED)
        self.drag(_middle(self.tool(tool)), (x, y))
        self.objects.nth(there).wait_for()
        self.page.wait_for_function(f"before => ![undefined, before].includes({_FOCUSED})", arg=before)
        self.settle()

    def connect(self, name: str, to: str | Point, side: str = "bottom") -> None:
        """Drag from one of an object's handles to another object, or to a point."""
        target = to if isinstance(to, tuple) else self.middle(to)
        self.page.mouse.move(*self.middle(name))
        there = self.objects.count()
        self.drag(self.handle(side), target)
        if isinstance(to, str):
            self.objects.nth(there).wait_for()
        self.settle()

    def choose(self, name: str) -> None:
        self.page.mouse.click(*self.middle(name))


def _middle(locator: Locator) -> Point:
    box = locator.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
