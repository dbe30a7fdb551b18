"""What this machine's kernel may lack, on Debian's own: machines boot, the marked tests run in them."""

import faulthandler
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.require import missing

ROOT = Path(__file__).parents[2]
MACHINES = 2
"""Each emulates one processor, and does its part of the tests."""

MARKED = re.compile(r"pytest\.mark\.(stock_kernel|both_kernels)")

# Nothing here is about Django, which an emulated processor takes 20 seconds to load.
OPTIONS = "-q --tb=short -p no:cacheprovider -o faulthandler_timeout=0 -W 'ignore:Unknown config option::'"
THERE = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": OPTIONS}


def test_the_marked_tests_pass_on_debians_own_kernel() -> None:
    """It takes minutes, emulated. Finding no marked test is a failure as well."""
    faulthandler.cancel_dump_traceback_later()
    fetched = _run(["tools/stock-kernel-fetch"])
    if fetched.returncode != 0:
        missing(fetched.stdout)
    with ThreadPoolExecutor(MACHINES) as machines:
        runs = list(machines.map(_run_part, range(1, MACHINES + 1)))
    assert [run.returncode for run in runs] == [0] * MACHINES, "\n".join(run.stdout for run in runs)


def _run_part(number: int) -> subprocess.CompletedProcess[str]:
    command = ["tools/stock-kernel", "--cpus", "1", sys.executable, "-m", "pytest", *_marked_files()]
    return _run(command, PATCHBOARD_STOCK_KERNEL=f"{number}/{MACHINES}")


def _marked_files() -> list[str]:
    """Only these are read there: that takes long as well."""
    files = sorted((ROOT / "tests/kernel").rglob("test_*.py"))
    return [str(file.relative_to(ROOT)) for file in files if MARKED.search(file.read_text())]


def _run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=THERE | environment,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
