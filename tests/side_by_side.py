"""Which tests run beside which and in which order, when `-n` has several processes run them.

Each process has a place, a network, servers and browsers of its own (`tests.own_place`), so any file may run
beside any other. Most tests of the kernel wait, and those with a browser compute: mixed, they fill all
processors.
"""

from collections.abc import Sequence

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

COMPUTING, WAITING, FOR_REAL = "tests/browser/", "tests/kernel/", "_for_real.py"
LONGEST = (
    "tests/kernel/test_stock_kernel.py",
    "tests/kernel/test_crash_points.py",
    "tests/kernel/test_rootless.py",
    "tests/webapp/test_up_for_real.py",
    "tests/webapp/test_up.py",
    "tests/webapp/test_postgres.py",
    "tests/kernel/test_refusals.py",
    f"{COMPUTING}*{FOR_REAL}",
)
"""What takes a minute and more, but for single files with a browser."""


class Files(LoadScopeScheduling):  # type: ignore[misc]  # which comes without types
    """Hands out whole files."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)


def unit(nodeid: str) -> str:
    """What of a test's is handed out together: its file, or all that share a browser and a Patchboard that
    builds for real."""
    file = nodeid.split("::")[0]
    return f"{COMPUTING}*{FOR_REAL}" if file.startswith(COMPUTING) and file.endswith(FOR_REAL) else file


def in_order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """First the longest; then files with a browser among those of the kernel; at last the short ones, with
    which all processes end at about the same time."""
    units: dict[str, list[pytest.Item]] = {}
    for item in items:
        units.setdefault(unit(item.nodeid), []).append(item)
    longest = [name for name in LONGEST if name in units]
    others = [name for name in units if name not in longest]
    mixed = _mixed(*([name for name in others if name.startswith(each)] for each in (COMPUTING, WAITING)))
    short = [name for name in others if name not in mixed]
    return [item for name in [*longest, *mixed, *short] for item in units[name]]


def _mixed(*many: Sequence[str]) -> list[str]:
    """Each evenly spread over the whole."""
    places = [(number / len(names), name) for names in many for number, name in enumerate(names)]
    return [name for _, name in sorted(places)]
