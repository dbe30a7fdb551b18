"""Drawings that are real: made by mouse or from a file, deployed, and looked at and disturbed with `ip`."""

import math
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.designer import Designer
from tests.require import require
from tests.webapp.installation import Installation
from tests.webapp.running import manage


class Drawing:
    """Two sandboxes on a network lan1 in a new topology, of which `ip` says what is so."""

    def __init__(self, designer: Designer, name: str, installation: Installation) -> None:
        self.designer = designer
        self.page = designer.page
        self.name = name
        self._installation = installation

    def deploy(self) -> None:
        self.designer.deploy()
        self.expect_state("in sync")

    def show_drift(self) -> None:
        """Not put it back, as is chosen in the menu of the bar."""
        more = self.page.get_by_role("button", name="More", exact=True)
        more.click()
        self.page.get_by_role("menuitem", name="Show drift instead of putting it back").click()
        expect(self.page.get_by_text("chose to show drift")).to_be_attached()
        more.click()
        expect(self.page.get_by_role("menuitem", name="Put drift back at once")).to_be_visible()
        self.page.keyboard.press("Escape")

    def destroy(self) -> None:
        """If it was deployed."""
        button = self.page.get_by_role("toolbar", name="Topology").get_by_role("button", name="Destroy")
        if button.get_attribute("aria-disabled") == "true":
            return
        button.click()
        self.page.get_by_role("dialog").get_by_role("button", name="Destroy").click()
        self.expect_state("designed")

    def expect_state(self, words: str) -> None:
        expect(self.designer.state).to_have_text(words)

    def ip(self, sandbox: str, *words: str) -> None:
        """What somebody does by hand."""
        self._run(str(require("ip")), "-n", f"{self.name}.{sandbox}", *words)

    def fabric(self, *words: str) -> None:
        """The same where the bridges are."""
        self._run(str(require("ip")), "-n", self.name, *words)

    def inside(self, sandbox: str, *command: str) -> subprocess.CompletedProcess[str]:
        return self._run(str(require("ip")), "netns", "exec", f"{self.name}.{sandbox}", *command, check=False)

    @contextmanager
    def running(self, sandbox: str, *command: str) -> Iterator[None]:
        """In a sandbox, as long as the block lasts."""
        words = [str(require("ip")), "netns", "exec", f"{self.name}.{sandbox}", *command]
        with subprocess.Popen([*self._installation.enter, *words], stdout=subprocess.DEVNULL) as process:
            try:
                yield
            finally:
                process.kill()

    def round_trip(self, sandbox: str, address: str) -> float:
        """Milliseconds, of the fastest of some pings; infinite if none comes back."""
        said = self.inside(sandbox, str(require("ping")), "-n", "-c5", "-i0.2", "-W2", address).stdout
        return min((float(time) for time in re.findall(r"time=([\d.]+)", said)), default=math.inf)

    def pings(self, sandbox: str, address: str) -> bool:
        return self._installation.pings(f"{self.name}.{sandbox}", address)

    def interface(self, sandbox: str, name: str) -> dict[str, object]:
        """As the fields of the inspector have it."""
        link = self._installation.interface(f"{self.name}.{sandbox}", name)
        held = [each for each in link["addr_info"] if each["scope"] == "global"]
        return {
            "interface": link["ifname"],
            "addresses": [f"{each['local']}/{each['prefixlen']}" for each in held],
            "mac": link["address"],
            "mtu": str(link["mtu"]),
            "up": {"UP", "LOWER_UP"} <= set(link["flags"]),
        }

    @contextmanager
    def capturing(self, file: Path, *arguments: str) -> Iterator[None]:
        """`manage.py capture` goes on, into the file; at the end it is waited for."""
        command = [sys.executable, "manage.py", "capture", self.name, *arguments]
        with file.open("wb") as out, self._installation.program(command, out) as process:
            assert process.stderr and process.stderr.readline().startswith("capturing at ")
            yield
            assert process.wait(20) == 0

    def namespaces(self) -> set[str]:
        return self._installation.namespaces(self.name)

    def _run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self._installation.enter, *command], check=check, capture_output=True, text=True, timeout=20
        )


@contextmanager
def drawn(page: Page, name: str, installation: Installation) -> Iterator[Drawing]:
    """Drawn by mouse, in a page that is at the list of topologies; destroyed at the end."""
    drawing = Drawing(_draw(page, name), name, installation)
    try:
        yield drawing
    finally:
        drawing.destroy()


@contextmanager
def deployed(page: Page, name: str, installation: Installation, file: Path) -> Iterator[Drawing]:
    """What a design file says, deployed, and open in the page; destroyed at the end."""
    data = installation.data
    try:
        assert manage(data, "import_design", str(file), "--name", name).returncode == 0
        assert manage(data, "deploy", name, "--wait").returncode == 0
        drawing = Drawing(Designer(page, name), name, installation)
        drawing.expect_state("in sync")
        yield drawing
    finally:
        manage(data, "destroy", name, "--wait")


def _draw(page: Page, name: str) -> Designer:
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
