"""What is drawn by mouse exists in the kernel, and the inspector says of it what `ip` says."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.designer import Designer
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
    name = f"b{os.getpid()}"
    designer = draw(page, name)
    designer.deploy()
    expect(designer.state).to_contain_text("in sync")
    for each in ("sandbox app1", "sandbox app2", "network lan1", "endpoint app1.eth0"):
        expect(designer.object(each)).to_have_attribute("data-state", "in_sync")
    try:
        assert installation.pings(f"{name}.app1", "10.0.0.3")
        assert shown(designer, "app1", "eth0") == observed(installation, f"{name}.app1", "eth0")
    finally:
        page.get_by_role("button", name="Destroy").click()
        page.get_by_role("dialog").get_by_role("button", name="Destroy").click()
        expect(designer.state).to_contain_text("designed")
    assert not installation.namespaces(name)


@pytest.mark.parametrize("installation", ["as_root"], indirect=True)
def test_the_kernel_gets_what_the_plan_said_and_with_auto_deploy_each_edit(
    page: Page, installation: Installation
) -> None:
    name = f"b{os.getpid()}"
    designer = draw(page, name)
    plan = designer.plan
    try:
        designer.look_at_plan()
        expect(plan).to_contain_text("Creates 5")
        expect(designer.page.locator(".world .sign[data-effect=create]")).to_have_count(5)
        plan.get_by_role("button", name="Commands").click()
        expect(plan).to_contain_text(f"ip netns add {name}.app1")
        assert not installation.namespaces(name)
        designer.deploy()
        expect(designer.state).to_contain_text("in sync")
        set_mtu(designer, "1400")
        designer.look_at_plan()
        expect(plan).to_contain_text("Changes 1")
        expect(designer.page.locator(".world .sign")).to_have_count(1)
        assert installation.interface(f"{name}.app1", "eth0")["mtu"] == 1500
        plan.get_by_label("Deploy each edit at once").check()
        until(lambda: installation.interface(f"{name}.app1", "eth0")["mtu"] == 1400, 10)
        designer.page.keyboard.press("Escape")
        set_mtu(designer, "1300")
        until(lambda: installation.interface(f"{name}.app1", "eth0")["mtu"] == 1300, 10)
    finally:
        page.get_by_role("button", name="Destroy").click()
        page.get_by_role("dialog").get_by_role("button", name="Destroy").click()
        expect(designer.state).to_contain_text("designed")


def set_mtu(designer: Designer, mtu: str) -> None:
    """Of app1's interface."""
    designer.object("endpoint app1.eth0").focus()
    designer.page.keyboard.press("Enter")
    field = designer.inspector.get_by_label("MTU (bytes)")
    field.fill(mtu)
    field.press("Enter")
    designer.settle()


def draw(page: Page, name: str) -> Designer:
    """Two sandboxes on a network, in a new topology."""
    page.get_by_role("button", name="New topology").click()
    page.get_by_role("dialog").get_by_label("Name").fill(name)
    page.get_by_role("dialog").get_by_role("button", name="Create").click()
    page.wait_for_url(f"**/topologies/{name}/")
    designer = Designer(page, name)
    designer.drop("Sandbox", 350, 250)
    designer.drop("Sandbox", 750, 250)
    designer.drop("Network", 550, 500)
    designer.connect("sandbox app1", "network lan1")
    designer.connect("sandbox app2", "network lan1")
    return designer


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


def observed(installation: Installation, sandbox: str, interface: str) -> dict[str, object]:
    link = installation.interface(sandbox, interface)
    held = [each for each in link["addr_info"] if each["scope"] == "global"]
    return {
        "interface": link["ifname"],
        "addresses": [f"{each['local']}/{each['prefixlen']}" for each in held],
        "mac": link["address"],
        "mtu": str(link["mtu"]),
        "up": {"UP", "LOWER_UP"} <= set(link["flags"]),
    }
