"""Asks axe-core what keeps somebody from using a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = next(Path(__file__).parent.glob("vendor/axe-core@*/axe.min.js")).read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults(page: Page, within: str = "html") -> list[str]:
    """One line for each element that breaks a rule of WCAG 2.2 AA."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "([within, rules]) => axe.run(within, {runOnly: rules, resultTypes: ['violations']})", [within, RULES]
    )
    return [
        f"{fault['id']}: {at['html'][:160]} {at['failureSummary']}"
        for fault in found["violations"]
        for at in fault["nodes"]
    ]
