"""What this machine's kernel may lack, on Debian's own: machines boot, the marked tests run in them."""

import faulthandler
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tests.stock_kernel import run_marked

MACHINES = 2
"""Each emulates one processor, and does its part of the tests."""


def test_the_marked_tests_pass_on_debians_own_kernel() -> None:
    """It takes minutes, emulated. Those with a browser take longer still: `make bench` runs them."""
    faulthandler.cancel_dump_traceback_later()
    parts = [f"{number}/{MACHINES}" for number in range(1, MACHINES + 1)]
    with ThreadPoolExecutor(MACHINES) as machines:
        runs = list(machines.map(partial(run_marked, "tests/kernel", 1), parts))
    assert [run.returncode for run in runs] == [0] * MACHINES, "\n".join(run.stdout for run in runs)
