"""Every screen of the designer, by name: what is done to see it, and what the server says meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.running import SCREEN
from tests.browser.screenshots.acts import (
    Act,
    button,
    commands,
    found,
    in_turn,
    key,
    looked_back,
    menu_of,
    more,
    nothing,
    on_paper,
    panel,
    planned,
    renamed,
    searched,
    sections,
)
from tests.browser.screenshots.troubles import cut_off, drifted, refused, silent, told, troubled

FIRST = found("app0")


@dataclass(frozen=True)
class Screen:
    act: Act
    before: Callable[[Page], None] = lambda page: None
    width: int = SCREEN["width"]


DRAWN = {
    "whole": Screen(key("Shift+1")),
    "near": Screen(in_turn(FIRST, key("Escape"))),
    "search": Screen(searched("app")),
    "search-nothing": Screen(searched("nothing like this")),
    "commands": Screen(key("Control+k")),
    "inspector-sandbox": Screen(FIRST),
    "inspector-sections": Screen(in_turn(FIRST, sections)),
    "inspector-network": Screen(found("network lan0")),
    "inspector-network-sections": Screen(in_turn(found("network lan0"), sections)),
    "inspector-endpoint": Screen(found("app0.eth0")),
    "inspector-several": Screen(key("Control+a")),
    "problems-none": Screen(panel("problems")),
    "plan": Screen(planned),
    "plan-commands": Screen(commands),
    "table": Screen(key("t")),
    "table-chosen": Screen(in_turn(key("Control+a"), panel("table"))),
    "text": Screen(panel("text")),
    "analysis": Screen(panel("analysis")),
    "history": Screen(key("h")),
    "lookback": Screen(looked_back),
    "comparison": Screen(in_turn(looked_back, button("Compare with now"))),
    "templates": Screen(key("Shift+T")),
    "export": Screen(more("Export and print", "Export as PNG")),
    "help": Screen(key("?")),
    "more": Screen(button("More")),
    "menu-object": Screen(menu_of("app0")),
    "menu-canvas": Screen(lambda designer: designer.page.mouse.click(640, 200, button="right")),
    "add": Screen(key("a")),
    "add-several": Screen(key("Shift+A")),
    "destroy": Screen(button("Destroy")),
    "rename-refused": Screen(in_turn(FIRST, renamed("a name with spaces"))),
    "paper": Screen(on_paper),
    "narrow-900": Screen(FIRST, width=900),
    "narrow-390": Screen(nothing, width=390),
    "narrow-390-chosen": Screen(FIRST, width=390),
    "narrow-390-table": Screen(panel("table"), width=390),
    "trouble": Screen(in_turn(key("Shift+1"), panel("problems")), lambda page: told(page, troubled)),
    "trouble-failed": Screen(found("network lan0"), lambda page: told(page, troubled)),
    "trouble-field": Screen(found("app0.eth0"), lambda page: told(page, troubled)),
    "drift": Screen(found("network lan0"), lambda page: told(page, drifted)),
    "engine-silent": Screen(nothing, lambda page: told(page, silent)),
    "edit-refused": Screen(in_turn(FIRST, key("ArrowRight")), lambda page: told(page, refused)),
}
"""Of a drawing that was deployed, and edited since."""

SMALL = {
    "patch": ("three-switches", Screen(found("patch"))),
    "router": ("router", Screen(found("router1"))),
    "empty": ("empty", Screen(nothing)),
    "empty-390": ("empty", Screen(nothing, width=390)),
    "cut-off": ("router", Screen(nothing, cut_off)),
}
"""Of these drawings, each of which is small."""
