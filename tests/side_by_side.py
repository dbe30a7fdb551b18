"""Which tests run beside which and in which order, when `-n` has several processes run them.

Each process has a place, a network, servers and browsers of its own (`tests.own_place`), so any file may run
beside any other. Most tests of the kernel wait, and those with a browser compute: mixed, they fill all
processors. But Playwright leaves an event loop running in the process, in which nothing that is asynchronous
and none of Django's database can be tested any more: the last process has no browser, and all of that.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling
from xdist.workermanage import WorkerController

BROWSER, KERNEL, FOR_REAL = "tests/browser/", "tests/kernel/", "_for_real.py"
LONGEST = (
    "tests/kernel/test_stock_kernel.py",
    "tests/webapp/test_postgres.py",
    "tests/kernel/test_crash_points.py",
    "tests/webapp/test_up.py",
    f"{BROWSER}*{FOR_REAL}",
    "tests/webapp/test_up_for_real.py",
    "tests/kernel/test_rootless.py",
    "tests/kernel/test_refusals.py",
)
"""What takes a minute and more, but for single files with a browser."""


class Files(LoadScopeScheduling):  # type: ignore[misc]  # which comes without types
    """Hands out whole files."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)

    def _reschedule(self, node: WorkerController) -> None:
        if self.workqueue and self._next_for(node) is None:
            node.shutdown()  # once it is done with what it has
        else:
            super()._reschedule(node)

    def _assign_work_unit(self, node: WorkerController) -> None:
        name = self._next_for(node)
        if name is not None:
            self.workqueue.move_to_end(name, last=False)
            super()._assign_work_unit(node)

    def _next_for(self, node: WorkerController) -> str | None:
        return next((name for name in self.workqueue if self._fits(name, node)), None)

    def _fits(self, name: str, node: WorkerController) -> bool:
        if len(self.nodes) == 1:
            return True
        is_last = node == self.nodes[-1]
        return not name.startswith(BROWSER) if is_last else not needs_quiet(name)


def unit(nodeid: str) -> str:
    """What of a test's is handed out together: its file, or all that share a browser and a Patchboard that
    builds for real."""
    file = nodeid.split("::")[0]
    return f"{BROWSER}*{FOR_REAL}" if file.startswith(BROWSER) and file.endswith(FOR_REAL) else file


@cache
def needs_quiet(name: str) -> bool:
    """Whether it needs a process in which no event loop is left running."""
    if name.startswith(BROWSER):
        return False
    return name.startswith("tests/webapp/") or "async" in Path(name).read_text()


def in_order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """First the longest; then files with a browser among those of the kernel; at last the short ones, with
    which all processes end at about the same time."""
    units: dict[str, list[pytest.Item]] = {}
    for item in items:
        units.setdefault(unit(item.nodeid), []).append(item)
    longest = [name for name in LONGEST if name in units]
    others = [name for name in units if name not in longest]
    mixed = _mixed(*([name for name in others if name.startswith(each)] for each in (BROWSER, KERNEL)))
    short = [name for name in others if name not in mixed]
    return [item for name in [*longest, *mixed, *short] for item in units[name]]


def _mixed(*many: Sequence[str]) -> list[str]:
    """Each evenly spread over the whole."""
    places = [(number / len(names), name) for names in many for number, name in enumerate(names)]
    return [name for _, name in sorted(places)]
