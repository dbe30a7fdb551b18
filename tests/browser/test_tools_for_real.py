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


NAMES = r"""
from socket import SOCK_DGRAM, inet_aton, socket

server = socket(type=SOCK_DGRAM)
server.bind(("", 53))
while True:
    asked, who = server.recvfrom(512)
    question = asked[12 : asked.index(b"\0", 12) + 5]
    is_known = question.startswith(b"\2db\3lab\0\0\1")
    head = asked[:2] + (b"\x85\0" if is_known else b"\x85\3") + bytes([0, 1, 0, is_known, 0, 0, 0, 0])
    record = b"\xc0\x0c\0\1\0\1" + bytes([0, 0, 0, 60, 0, 4]) + inet_aton("10.0.0.3")
    server.sendto(head + question + record * is_known, who)
"""
"""A name server (RFC 1035) that knows the address of db.lab, and that there is no other name."""


@pytest.fixture(scope="module", autouse=True)
def tools() -> None:
    for program in ("bwrap", "ping", "fping", "traceroute", "curl", "dig", "ss"):
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


def test_a_name_is_looked_up_at_the_name_server_that_the_sandbox_was_given(two_bridges: Drawing) -> None:
    page, designer = two_bridges.page, two_bridges.designer
    designer.choose("sandbox app1")
    designer.inspector.locator("summary", has_text="Looking up names").click()
    field = designer.inspector.locator(".field", has=page.get_by_role("group", name="Name servers"))
    field.get_by_role("button", name="Add").click()
    page.keyboard.type("10.0.0.3")
    page.keyboard.press("Tab")
    designer.settle()
    designer.deploy()
    until(lambda: "10.0.0.3" in two_bridges.inside("app1", "cat", "/etc/resolv.conf").stdout, 20)
    page.get_by_role("tab", name="Tools").click()
    page.get_by_label("From", exact=True).select_option("app1")
    said = page.locator(".tool-sentence")
    with two_bridges.running("app2", sys.executable, "-c", NAMES):
        until(lambda: ":53" in two_bridges.inside("app2", "ss", "-lnu").stdout, 10)
        use(page, "DNS", "db.lab")
        expect(said).to_have_text("db.lab is A 10.0.0.3")
        expect(page.locator(".tag[data-tone=good]")).to_have_text("A 10.0.0.3")
        expect(page.get_by_label("What the program says")).to_contain_text("SERVER: 10.0.0.3#53")
        use(page, "DNS", "other.lab")
        expect(said).to_have_text("app1 finds nothing under other.lab")
