"""Packets as a person captures them, and the trail of a ping as a person follows it."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessibility import faults
from tests.browser.real import Drawing, deployed
from tests.require import require
from tests.webapp.installation import Installation
from webapp.store.demonstrations import FOLDER

pytestmark = [pytest.mark.browser, pytest.mark.kernel]


def read(file: Path, *options: str) -> str:
    """What tcpdump says of a downloaded capture."""
    command = [str(require("tcpdump")), "-n", *options, "-r", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def open_by_menu(drawing: Drawing, name: str, item: str) -> None:
    page, designer = drawing.page, drawing.designer
    designer.choose(name)
    page.mouse.click(*designer.middle(name), button="right")
    page.get_by_role("menuitem", name="Instruments").click()
    page.get_by_role("menuitem", name=item).click()


def follow(page: Page, source: str, target: str) -> None:
    page.get_by_label("From", exact=True).select_option(source)
    page.get_by_label("To", exact=True).select_option(target)
    page.get_by_role("button", name="Follow", exact=True).click()


def test_packets_are_captured_where_one_points_taken_apart_and_kept(
    two_bridges: Drawing, tmp_path: Path
) -> None:
    page = two_bridges.page
    said, rows = (
        page.locator(".instrument-sentence"),
        page.get_by_role("listbox", name="Frames").get_by_role("option"),
    )
    open_by_menu(two_bridges, "sandbox app1", "Capture here")
    page.get_by_label("Filter", exact=True).fill("foo bar")
    expect(page.get_by_role("group", name="Bytes")).to_be_hidden()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".capture-error")).to_contain_text("syntax error")
    page.get_by_label("Filter", exact=True).fill("arp or icmp")
    page.get_by_label("Add a point").select_option("bridge1")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(said).to_have_text("Capturing at app1.eth0, bridge1: 0 frames.")
    two_bridges.inside("app1", "ping", "-n", "-c2", "-i0.2", "10.0.0.3")
    request = rows.filter(has_text="echo request, number 2").filter(has_text="app1 → bridge1")
    expect(request).to_have_count(1)
    request.click()
    page.locator(".layers summary").filter(has_text="IPv4").click()
    page.locator(".layer-field").filter(has_text="TTL").hover()
    expect(page.locator(".hex-bytes [data-lit]")).to_have_text("40")
    assert not faults(page, ".packets-panel")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(said).to_have_text(re.compile(r"Ended with \d+ frames: you stopped it\."))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="pcapng").click()
    file = tmp_path / "captured.pcapng"
    waiting.value.save_as(file)
    listed = read(file)
    assert len(listed.splitlines()) == int(re.findall(r"\d+", said.inner_text())[0])
    assert "10.0.0.2 > 10.0.0.3: ICMP echo request" in listed
    page.get_by_text("In Wireshark").click()
    asked = f"{two_bridges.name} app1 bridge1 --filter 'arp or icmp'"
    expect(page.locator(".capture-command")).to_have_text(
        f".venv/bin/python manage.py capture {asked} | wireshark -k -i -"
    )
    piped = tmp_path / "piped.pcapng"
    with two_bridges.capturing(piped, "app1", "--filter", "icmp", "--frames", "2"):
        two_bridges.inside("app1", "ping", "-n", "-c1", "10.0.0.3")
    assert len(read(piped).splitlines()) == 2


def test_a_ping_is_followed_over_every_cable_and_where_it_ends_is_said_with_the_reason(
    two_bridges: Drawing,
) -> None:
    page = two_bridges.page
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("tab", name="Trail").click()
    follow(page, "app1", "app2")
    said, steps = page.locator(".trail-panel .instrument-sentence"), page.locator(".trail-steps li")
    expect(said).to_have_text("app2 answered app1.")
    expect(steps.nth(0)).to_contain_text("app1 → bridge1")
    expect(steps.nth(0)).to_contain_text("Who has 10.0.0.3? Tell 10.0.0.2")
    expect(steps.nth(0)).to_have_attribute("data-current", "")
    expect(page.locator(".travel .traveller")).to_have_count(1)
    assert not faults(page, ".trail-panel")
    before = page.locator(".travel .traveller").bounding_box()
    page.keyboard.press("ArrowRight")
    expect(steps.nth(1)).to_have_attribute("data-current", "")
    assert page.locator(".travel .traveller").bounding_box() != before
    expect(page.locator(".tag[data-tone=good]")).to_have_text("✓ delivered")
    page.keyboard.press("ArrowLeft")
    expect(steps.nth(0)).to_have_attribute("data-current", "")
    page.get_by_label("Step", exact=True).fill("6")
    expect(page.locator(".trail-steps li[data-current]")).to_contain_text("echo reply")
    follow(page, "app1", "app3")
    expect(said).to_have_text(
        re.compile("app3 did not answer app1: .* is a bridge, which does not route; draw a router")
    )
    page.locator(".trail-step").filter(has_text="echo request").last.click()
    expect(page.locator(".tag[data-tone=bad]")).to_have_text(
        "✕ bridge1 takes it for itself, and a bridge does not route"
    )
    page.get_by_role("tab", name="Trail").click()
    expect(page.locator(".traveller, .tag")).to_have_count(0)


def test_what_a_router_changes_in_a_frame_and_to_which_address_it_translates_stands_at_the_step(
    guest: BrowserContext, installation: Installation
) -> None:
    require("nft")
    page = guest.new_page()
    page.emulate_media(reduced_motion="reduce")
    with deployed(page, f"n{os.getpid()}", installation, FOLDER / "router.yaml") as drawing:
        for words in (
            "add table ip n",
            "add chain ip n c { type nat hook postrouting priority 100; }",
            "add rule ip n c oifname eth1 masquerade",
        ):
            assert drawing.inside("router", "nft", words).returncode == 0
        page.get_by_role("tab", name="Trail").click()
        follow(page, "app1", "app2")
        sent = page.locator(".trail-step").filter(has_text="router → lan2").filter(has_text="echo request")
        sent.click()
        changes = ("IPv4 source 10.0.0.2 → 10.10.10.254", "IPv4 TTL 64 → 63")
        assert set(changes) < set(sent.locator(".trail-change").all_text_contents())
        expect(sent).to_contain_text("Ethernet source")
        expect(page.locator(".layer-field[data-changed]")).to_contain_text(
            ["was ", "was ", "was 64", "was 10.0.0.2"]
        )
        back = page.locator(".trail-step").filter(has_text="router → lan1").filter(has_text="echo reply")
        expect(back).to_contain_text("IPv4 destination 10.10.10.254 → 10.0.0.2")
    page.close()
