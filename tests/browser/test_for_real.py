"""What is drawn by mouse exists in the kernel, and the inspector says of it what `ip` says."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.designer import Designer
from tests.browser.real import drawn
from tests.browser.running import SCREEN
from tests.kernel.waiting import until
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


@pytest.mark.parametrize("installation", ["as_root"], indirect=True)
def test_the_kernel_gets_what_the_plan_said_and_with_auto_deploy_each_edit_and_its_undo(
    page: Page, installation: Installation
) -> None:
    name = f"b{os.getpid()}"
    with drawn(page, name, installation) as drawing:
        designer, plan = drawing.designer, drawing.designer.plan
        designer.look_at_plan()
        expect(plan).to_contain_text("Creates 5")
        expect(designer.page.locator(".object[data-mark=added] .sign")).to_have_count(5)
        plan.get_by_role("button", name="Commands").click()
        expect(plan).to_contain_text(f"ip netns add {name}.app1")
        assert not drawing.namespaces()
        drawing.deploy()
        set_mtu(designer, "1400")
        designer.look_at_plan()
        expect(plan).to_contain_text("Changes 1")
        expect(designer.page.locator(".world .sign")).to_have_count(1)
        assert drawing.interface("app1", "eth0")["mtu"] == "1500"
        plan.get_by_label("Deploy each edit at once").check()
        until(lambda: drawing.interface("app1", "eth0")["mtu"] == "1400", 10)
        designer.page.keyboard.press("Escape")
        set_mtu(designer, "1300")
        until(lambda: drawing.interface("app1", "eth0")["mtu"] == "1300", 10)
        designer.page.get_by_role("button", name="Undo", exact=True).click()
        until(lambda: drawing.interface("app1", "eth0")["mtu"] == "1400", 10)


def set_mtu(designer: Designer, mtu: str) -> None:
    """Of app1's interface."""
    designer.object("endpoint app1.eth0").focus()
    designer.page.keyboard.press("Enter")
    field = designer.inspector.get_by_label("MTU (bytes)")
    field.fill(mtu)
    field.press("Enter")
    designer.settle()


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
