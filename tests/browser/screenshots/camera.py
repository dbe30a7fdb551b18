"""Takes a screen in every appearance, and asks axe-core about each."""

from collections.abc import Collection, Mapping
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page

from tests.browser.accessibility import faults
from tests.browser.running import FORGET
from tests.browser.screenshots.pages import See

APPEARANCES = ("light", "dark", "projector")

SHOW = """async (appearance) => {
  localStorage.setItem('adminTheme', JSON.stringify(appearance));
  dispatchEvent(new StorageEvent('storage', { key: 'adminTheme' }));
}"""
PAINTED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
}"""


class Camera:
    """Takes the screens that are wanted, by parts of their names, or all; prints what axe-core finds."""

    def __init__(self, folder: Path, wanted: Collection[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._wanted = wanted
        self.faults = 0

    def wants(self, name: str) -> bool:
        return not self._wanted or any(each in name for each in self._wanted)

    def take_each(self, context: BrowserContext, screens: Mapping[str, See]) -> None:
        for name, see in screens.items():
            if self.wants(name):
                self._take(context.new_page(), name, see)

    def _take(self, page: Page, name: str, see: See) -> None:
        page.add_init_script(FORGET)
        page.emulate_media(reduced_motion="reduce")
        try:
            see(page)
            self._in_each_appearance(page, name)
        except (Error, AssertionError) as error:  # what cannot be reached must not cost all the others
            self._say(f"{name}: not taken: {error}")
        page.close()

    def _in_each_appearance(self, page: Page, name: str) -> None:
        for appearance in APPEARANCES:
            page.evaluate(SHOW, appearance)
            if "/admin/" in page.url:
                page.reload()
            page.evaluate(PAINTED)
            page.screenshot(path=self._folder / f"{name}-{appearance}.png")
            for fault in faults(page):
                self._say(f"{name}, {appearance}: {fault}")

    def _say(self, fault: str) -> None:
        """At once: whoever has no patience for all the screens has seen what was found until then."""
        self.faults += 1
        print(fault, flush=True)
