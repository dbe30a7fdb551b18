"""The sliders of a cable, moved by hand on a kernel with netem; `tc` and `ping` say what came of it."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.designer import Designer
from tests.browser.real import Drawing
from tests.kernel.waiting import until
from tests.webapp.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.stock_kernel]

NAME, APP2 = "one-bridge", "10.0.0.3"
ENDS = [(f"{NAME}.app1", "eth0"), (NAME, "app1-eth0")]
"""Of the cable: in the sandbox, and at the bridge."""
PATIENCE = 60.0
"""Seconds that an emulated machine is given to build."""
SLOW = 100
"""Milliseconds that it may add to a ping."""


class Wire:
    """The cable of app1 in a deployed topology, by its sliders and by what is made of them."""

    def __init__(self, drawing: Drawing, installation: Installation) -> None:
        self.page = drawing.page
        self._drawing = drawing
        self._installation = installation

    def slider(self, label: str) -> Locator:
        return self.page.get_by_role("region", name="Chaos").get_by_role("slider", name=label)

    def round_trip(self) -> float:
        return self._drawing.round_trip("app1", APP2)

    def expect_delay(self, milliseconds: int) -> None:
        """The slider shows it, the kernel has it, and a ping has it on its way there and on its way back."""
        expect(self.slider("Delay")).to_have_attribute("aria-valuetext", f"{milliseconds} ms")
        self.expect_impairments({"delay": milliseconds / 1000})
        assert 2 * milliseconds <= self.round_trip() < 2 * milliseconds + SLOW

    def expect_impairments(self, impairments: dict[str, float]) -> None:
        """At each end, netem has none but those, and nothing is left to do; without any there is no netem."""
        both = [impairments, impairments] if impairments else []
        until(lambda: self._impairments() == both, PATIENCE, self._impairments)
        self._drawing.expect_state("in sync")

    def expect_nothing(self) -> None:
        """Pings are quick, as soon as an address that could not be asked for is asked for again."""
        self.expect_impairments({})
        until(lambda: self.round_trip() < SLOW, PATIENCE)

    def indexes(self) -> list[int]:
        """Of the interfaces at its ends: each has its own as long as it is there."""
        return [self._installation.interface(*end)["ifindex"] for end in ENDS]

    def _impairments(self) -> list[dict[str, float]]:
        queues = [queue for end in ENDS for queue in self._installation.queues(*end)]
        return [_amounts(queue["options"]) for queue in queues if queue["kind"] == "netem"]


def _amounts(options: dict[str, Any]) -> dict[str, float]:
    """Of netem's options: seconds of delay, and the lost part of all."""
    delay, loss = options.get("delay", {}).get("delay"), options.get("loss-random", {}).get("loss")
    return {name: round(amount, 6) for name, amount in (("delay", delay), ("loss", loss)) if amount}


@pytest.fixture
def wire(guest: BrowserContext, installation: Installation) -> Iterator[Wire]:
    """In the demonstration that a new Patchboard has; chosen."""
    page = guest.pages[0]
    page.emulate_media(reduced_motion="reduce")
    designer = Designer(page, NAME)
    drawing = Drawing(designer, NAME, installation)
    try:
        drawing.deploy()
        page.get_by_role("button", name="Fit everything").click()
        designer.choose("sandbox app1")
        designer.inspector.get_by_text("eth0 on").click()
        yield Wire(drawing, installation)
    finally:
        drawing.destroy()
    assert not drawing.namespaces()


def test_a_cable_delays_and_loses_as_much_as_its_sliders_say(wire: Wire) -> None:
    """One deployed topology for all, since to get there takes longest."""
    delay, loss = wire.slider("Delay"), wire.slider("Loss")
    indexes = wire.indexes()
    assert wire.round_trip() < SLOW

    delay.press("PageUp")
    delay.press("ArrowRight")
    wire.expect_delay(110)
    drag(delay, 600)
    dragged = int(delay.input_value())
    assert 550 < dragged < 650
    wire.expect_delay(dragged)
    wire.page.get_by_role("button", name="Undo").click()
    wire.expect_delay(110)
    delay.press("Home")
    wire.expect_nothing()

    loss.press("End")
    expect(loss).to_have_attribute("aria-valuetext", "100 %")
    wire.expect_impairments({"loss": 1})
    assert wire.round_trip() == math.inf
    loss.press("Home")
    wire.expect_nothing()
    assert wire.indexes() == indexes


def drag(slider: Locator, amount: int) -> None:
    """By mouse, from where its thumb is to about there."""
    box, most, now = slider.bounding_box(), int(slider.get_attribute("max") or ""), int(slider.input_value())
    assert box
    thumb, y = box["height"], box["y"] + box["height"] / 2  # which is as wide as high, and stays in the box
    mouse = slider.page.mouse

    def x(value: int) -> float:
        return box["x"] + thumb / 2 + (box["width"] - thumb) * value / most

    mouse.move(x(now), y)
    mouse.down()
    mouse.move(x(amount), y, steps=5)
    mouse.up()
