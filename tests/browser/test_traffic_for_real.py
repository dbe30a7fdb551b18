"""Traffic as a person looks at it: on the canvas, in the inspector and in the drawer, while it flows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.accessibility import faults
from tests.browser.real import Drawing

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

BITS = 8 * (1000 + 42) * 50
"""A second each way of fifty pings with a thousand bytes."""
DRAWN = re.compile(r"L\d+\.\d (?!20\.0)\d+\.\d")
"""A sparkline that is not in the middle all the time."""


@contextmanager
def pinging(drawing: Drawing, sandbox: str, address: str) -> Iterator[None]:
    """Fifty times a second, with a thousand bytes."""
    with drawing.running(sandbox, "ping", "-q", "-n", "-i", "0.02", "-s", "1000", address):
        yield


def bits(text: str) -> float:
    """Of "417 kbit/s"."""
    found = re.match(r"([\d.]+) ([kMG]?)bit/s", text)
    assert found, text
    return float(found[1]) * {"": 1, "k": 1e3, "M": 1e6, "G": 1e9}[found[2]]


def test_a_flow_is_seen_as_it_is_on_the_canvas_in_the_inspector_and_in_the_drawer(
    two_bridges: Drawing,
) -> None:
    page, designer = two_bridges.page, two_bridges.designer
    page.get_by_role("button", name="Show traffic").click()
    expect(page.get_by_role("region", name="Traffic: what the lanes mean")).to_be_visible()
    with pinging(two_bridges, "app1", "10.0.0.3"):
        page.wait_for_function("() => document.querySelector('.flow-lanes').dataset.lanes === '4'")
        designer.choose("sandbox app1")
        block = designer.inspector.get_by_role("region", name="Traffic")
        rates = block.locator(".flow-rate")
        expect(rates.first).to_have_text(re.compile("kbit/s"))
        page.wait_for_function(
            "least => parseFloat(document.querySelector('.flow-rate').textContent) > least", arg=BITS / 1300
        )
        assert [bits(text) for text in rates.all_text_contents()] == pytest.approx([BITS, BITS], rel=0.25)
        for way in ("in", "out"):
            expect(block.locator(f".sparkline .flow-{way}")).to_have_attribute("d", DRAWN)
        page.get_by_role("tab", name="Traffic").click()
        table = page.get_by_role("table", name="Top talkers")
        expect(table.get_by_role("row")).to_have_count(3)
        expect(table.get_by_role("row").nth(1)).to_contain_text("bridge1")
        expect(page.locator(".traffic-chart canvas")).to_be_visible()
        assert not faults(page, ".traffic-panel")
        table.get_by_role("button", name="app2.eth0").click()
        expect(page.locator(".traffic-course h3")).to_have_text("Bits a second: endpoint app2.eth0")
    expect(page.get_by_text("Nothing moves in the network.")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.flow-lanes').dataset.lanes === '0'")


def test_while_it_is_off_or_the_tab_is_hidden_nothing_is_heard(two_bridges: Drawing) -> None:
    page = two_bridges.page
    with page.expect_websocket(is_console) as line:
        page.keyboard.press("Shift+F")
    line.value.wait_for_event("framereceived")
    with line.value.expect_event("close"):
        hide(page, hidden=True)
    with page.expect_websocket(is_console):
        hide(page, hidden=False)
    with page.expect_websocket(is_console) as line:
        page.reload()
    line.value.wait_for_event("framereceived")
    button = page.get_by_role("button", name="Show traffic")
    expect(button).to_have_attribute("aria-pressed", "true")
    with line.value.expect_event("close"):
        button.click()
    expect(page.locator(".flow-lanes")).to_be_hidden()


def is_console(socket: WebSocket) -> bool:
    return "/console/" in socket.url


def hide(page: Page, hidden: bool) -> None:
    """As a tab that another one is put before."""
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )
