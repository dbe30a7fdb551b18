"""What is drawn by mouse exists in the kernel, and the inspector says of it what `ip` says."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.designer import Designer
from tests.browser.real import drawn
from tests.browser.running import SCREEN
from tests.webapp.installation import IS_ROOT, WAYS, WHY_ROOT, Installation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.kernel,
    pytest.mark.skipif(not IS_ROOT, reason=WHY_ROOT),
]


@pytest.fixture(params=WAYS)
def installation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    with WAYS[request.param](Path(tmp_path_factory.mktemp("real"))) as installation:
        yield installation


@pytest.fixture
def page(chromium: Browser, installation: Installation) -> Iterator[Page]:
    context = chromium.new_context(base_url=installation.patchboard.address, viewport=SCREEN)
    page = context.new_page()
    page.goto(installation.patchboard.link)
    yield page
    context.close()


def test_a_network_drawn_by_mouse_pings_and_is_what_the_inspector_says(
    page: Page, installation: Installation
) -> None:
    with drawn(page, f"b{os.getpid()}", installation) as drawing:
        drawing.deploy()
        for each in ("sandbox app1", "sandbox app2", "network lan1", "endpoint app1.eth0"):
            expect(drawing.designer.object(each)).to_have_attribute("data-state", "in_sync")
        assert drawing.pings("app1", "10.0.0.3")
        assert shown(drawing.designer, "app1", "eth0") == drawing.interface("app1", "eth0")
    assert not drawing.namespaces()


def shown(designer: Designer, sandbox: str, interface: str) -> dict[str, object]:
    """An endpoint in the inspector; what is left out is shown as what it becomes."""
    designer.choose(f"sandbox {sandbox}")
    designer.inspector.get_by_text(f"{interface} on").click()
    inspector = designer.inspector
    return {
        "interface": inspector.get_by_label("Interface").input_value(),
        "addresses": [inspector.get_by_role("textbox", name="Address", exact=True).input_value()],
        "mac": inspector.get_by_label("MAC address").get_attribute("placeholder"),
        "mtu": inspector.get_by_label("MTU (bytes)").get_attribute("placeholder"),
        "up": inspector.get_by_label("Cable plugged in").is_checked(),
    }
