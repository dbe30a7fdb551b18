"""Quick tools as a person uses them: what they find is said, drawn on the canvas, and compared."""

import re
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.real import Drawing
from tests.kernel.waiting import until
from tests.require import require

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

PAGES = """
from http.server import SimpleHTTPRequestHandler
from socketserver import TCPServer

TCPServer(("", 80), SimpleHTTPRequestHandler).serve_forever()
"""
"""As `python3 -m http.server`, which first asks what it is called, of a name server that is away."""


@pytest.fixture(scope="module", autouse=True)
def tools() -> None:
    for program in ("bwrap", "ping", "fping", "traceroute", "curl", "ss"):
        require(program)


def use(page: Page, tool: str, target: str) -> None:
    page.get_by_label("Tool", exact=True).select_option(label=tool)
    page.get_by_label("To", exact=True).fill(target)
    page.get_by_role("button", name="Run", exact=True).click()


def test_two_chosen_sandboxes_ping_and_the_time_stands_at_the_one_that_answers(two_bridges: Drawing) -> None:
    page, designer = two_bridges.page, two_bridges.designer
    designer.choose("sandbox app1")
    page.keyboard.down("Shift")
    page.mouse.click(*designer.middle("sandbox app2"))
    page.mouse.click(*designer.middle("sandbox app2"), button="right")
    page.keyboard.up("Shift")
    page.get_by_role("menuitem", name="Ping app2").click()
    said = page.locator(".tool-sentence")
    expect(said).to_have_text(re.compile(r"app2 answers app1 after [\d.]+ ms, 0 % lost"))
    expect(page.locator(".tag[data-tone=good]")).to_have_text(re.compile(r"[\d.]+ ms"))
    expect(page.get_by_label("What the program says")).to_contain_text("64 bytes from 10.0.0.3")
    assert not faults(page, ".tools-panel")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(said).to_have_text("Stopped.")
    page.get_by_role("button", name="Run", exact=True).dblclick()
    expect(said).to_have_text(re.compile(r"app2 answers app1 after [\d.]+ ms, 0 % lost"))
    page.get_by_role("button", name="Stop", exact=True).click()
    use(page, "Ping", "app3")
    expect(said).to_have_text(re.compile("app3 does not answer app1: "))
    expect(page.locator(".tag[data-tone=bad]")).to_have_text("✕ no answer")
    use(page, "Traceroute", "app2")
    expect(said).to_have_text("app2 is 1 hop from app1")
    use(page, "HTTP get", "app2")
    expect(said).to_have_text(re.compile("app2 gives app1 no page: Failed to connect"))
    with two_bridges.running("app2", sys.executable, "-c", PAGES):
        until(lambda: ":80" in two_bridges.inside("app2", "ss", "-lnt").stdout, 10)
        use(page, "HTTP get", "app2")
        expect(said).to_have_text("app2 answers app1 with status 200")
        expect(page.locator(".tag[data-tone=good]")).to_have_text("status 200")
    page.get_by_role("button", name="Ping all").click()
    expect(said).to_have_text("All of it is as the design predicts.")
    expect(page.locator(".matrix-cell[data-share=all]")).to_have_count(4)
    expect(page.locator(".matrix-cell[data-share=none]")).to_have_count(8)


def test_what_is_measured_otherwise_than_predicted_stands_out(two_bridges: Drawing) -> None:
    page = two_bridges.page
    two_bridges.inside("app2", "sysctl", "-w", "net.ipv4.icmp_echo_ignore_all=1")
    page.get_by_role("tab", name="Tools").click()
    page.get_by_role("button", name="Ping all").click()
    expect(page.locator(".tool-sentence")).to_have_text("1 answer is not what the design predicts.")
    expect(page.locator("[data-differs=true]")).to_have_attribute(
        "title", "app2 from app1: 10.0.0.3: no answer, but the design predicts an answer"
    )
