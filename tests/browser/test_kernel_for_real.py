"""The kernel's tables and the log as a person reads them, while things change."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from engine.names import patch_port_name
from tests.browser.accessibility import faults
from tests.browser.designer import Designer
from tests.browser.real import Drawing, deployed
from tests.browser.running import FORGET
from tests.webapp.installation import Installation
from webapp.store.demonstrations import FOLDER

pytestmark = [pytest.mark.browser, pytest.mark.kernel]


@pytest.fixture(scope="module")
def ring(
    guest: BrowserContext, installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Drawing]:
    """Three switches with STP, the first with a second subnet that nobody uses; deployed."""
    file, first = tmp_path_factory.mktemp("ring") / "ring.yaml", "name: switch1, subnets: [10.0.0.0/24"
    text = (FOLDER / "three-switches.yaml").read_text()
    file.write_text(text.replace(first, f"{first}, 10.7.0.0/24"))
    page = guest.new_page()
    page.add_init_script(FORGET)
    page.emulate_media(reduced_motion="reduce")
    with deployed(page, f"r{os.getpid()}", installation, file) as drawing:
        yield drawing
    page.close()


def view(page: Page, name: str) -> None:
    page.get_by_role("group", name="What of the kernel").get_by_role("button", name=name).click()


def rows(page: Page, table: str) -> Locator:
    return page.get_by_role("table", name=table).locator("tbody tr")


def test_what_the_kernel_holds_follows_what_is_chosen_and_what_changes(two_bridges: Drawing) -> None:
    page, designer, name = two_bridges.page, two_bridges.designer, two_bridges.name
    page.get_by_role("tab", name="Kernel").click()
    expect(page.get_by_text("Choose a sandbox or a network")).to_be_visible()
    designer.choose("sandbox app1")
    expect(rows(page, "Interfaces").filter(has_text="eth0")).to_contain_text("UP,LOWER_UP")
    view(page, "Routes")
    commands = page.locator(".kernel-commands code")
    expect(commands).to_have_text([f"ip -n {name}.app1 route", f"ip -n {name}.app1 -6 route"])
    two_bridges.ip("app1", "route", "add", "10.8.0.0/16", "via", "10.0.0.3")
    added = rows(page, "Routes").filter(has_text="10.8.0.0/16")
    expect(added).to_contain_text("10.0.0.3")
    assert not faults(page, ".kernel-panel")
    two_bridges.ip("app1", "route", "del", "10.8.0.0/16")
    expect(added).to_have_count(0)
    view(page, "Sockets")
    with two_bridges.running("app1", "python3", "-m", "http.server", "8080"):
        expect(rows(page, "Sockets")).to_contain_text("0.0.0.0:8080")
    expect(rows(page, "Sockets")).to_have_count(0)
    designer.choose("network bridge1")
    view(page, "FDB")
    expect(commands).to_have_text(f"bridge -n {name} fdb show br bridge1")
    expect(rows(page, "FDB").filter(has_text="app1-eth0").first).to_be_visible()
    view(page, "STP")
    expect(rows(page, "STP").filter(has_text="app1-eth0")).to_contain_text("forwarding")


def test_the_log_says_what_happens_and_what_the_engine_did_about_it(ring: Drawing) -> None:
    page = ring.page
    page.get_by_role("tab", name="Kernel").click()
    view(page, "Log")
    log = page.get_by_role("log", name="Log")
    lines = log.locator(".log-line")
    expect(lines.filter(has_text=f"ip netns add {ring.name}.app1").first).to_be_visible()
    ring.ip("app2", "link", "set", "eth0", "mtu", "1300")
    expect(lines.filter(has_text=re.compile(r"app2.*mtu 1300")).first).to_be_attached()
    expect(lines.filter(has_text="link set dev eth0 mtu 1500").first).to_be_attached()
    page.get_by_label("Filter the log").fill("app2 address")
    page.get_by_role("button", name="Pause").click()
    ring.ip("app2", "address", "add", "10.8.8.8/24", "dev", "eth0")
    expect(page.get_by_text(re.compile(r"paused; \d+ more came"))).to_be_visible()
    expect(lines.filter(has_text="10.8.8.8/24")).to_have_count(0)
    page.get_by_role("button", name="Go on").click()
    expect(lines.filter(has_text="10.8.8.8/24").first).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Filter the log").fill("")
    expect(lines.filter(has_text="10.8.8.8/24")).to_have_count(0)


def choose_from_all(designer: Designer, name: str) -> None:
    """What was found or chosen before may have brought the drawing to where this one is out of sight."""
    designer.page.get_by_role("button", name="Fit everything").click()
    designer.choose(name)
    expect(designer.object(name)).to_have_attribute("aria-pressed", "true")


def test_what_is_said_of_a_ring_before_it_runs_is_what_the_kernel_does(ring: Drawing) -> None:
    page = ring.page
    page.get_by_role("tab", name="Analysis").click()
    analysis = page.get_by_role("group", name="Analysis of")
    analysis.get_by_role("button", name="Unused subnets").click()
    expect(page.get_by_role("button", name="10.7.0.0/24 of switch1: no endpoint has")).to_be_visible()
    analysis.get_by_role("button", name="Single points of failure").click()
    expect(page.get_by_role("button", name="Without network switch1, app1 is cut off")).to_be_visible()
    analysis.get_by_role("button", name="Spanning trees").click()
    said = page.get_by_role("button", name="the root will be").inner_text()
    found = re.search(r"the root will be (switch\d); blocked: (p\d) at (switch\d)$", said)
    assert found, said
    root, patch, switch = found.groups()
    page.get_by_role("tab", name="Kernel").click()
    view(page, "STP")
    choose_from_all(ring.designer, f"network {switch}")
    blocked = rows(page, "STP").filter(has_text="blocking")
    expect(blocked).to_have_count(1, timeout=15_000)
    expect(blocked).to_contain_text(patch_port_name(patch, switch))
    choose_from_all(ring.designer, f"network {root}")
    expect(page.get_by_role("table", name="STP").get_by_role("cell", name="root", exact=True)).to_be_visible()
