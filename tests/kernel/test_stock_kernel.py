"""What this machine's kernel may lack, on Debian's own: machines boot, the marked tests run in them."""

import faulthandler
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.require import missing

ROOT = Path(__file__).parents[2]
MACHINES = 2
"""Each emulates one processor, and does its part of the tests."""

MARKED = re.compile(r"pytest\.mark\.(stock_kernel|both_kernels)")

# Nothing here is about Django, which an emulated processor takes 20 seconds to load.
OPTIONS = "-q --tb=short -p no:cacheprovider -o faulthandler_timeout=0 -W 'ignore:Unknown config option::'"
THERE = {
    **os.environ,
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTEST_ADDOPTS": OPTIONS,
    "DJANGO_SETTINGS_MODULE": "webapp.settings",
}


@pytest.fixture(autouse=True)
def fetched() -> None:
    """It takes minutes, emulated."""
    faulthandler.cancel_dump_traceback_later()
    done = _run(["tools/stock-kernel-fetch"])
    if done.returncode != 0:
        missing(done.stdout)


def test_the_marked_tests_pass_on_debians_own_kernel() -> None:
    """Finding no marked test is a failure as well."""
    parts = [f"{number}/{MACHINES}" for number in range(1, MACHINES + 1)]
    with ThreadPoolExecutor(MACHINES) as machines:
        runs = list(machines.map(partial(_run_marked, "tests/kernel", 1), parts))
    assert [run.returncode for run in runs] == [0] * MACHINES, "\n".join(run.stdout for run in runs)


def test_those_with_a_browser_pass_there_as_well() -> None:
    run = _run_marked("tests/browser", 2, "1")
    assert run.returncode == 0, run.stdout


def _run_marked(folder: str, processors: int, part: str) -> subprocess.CompletedProcess[str]:
    """Only the files with marked tests are read there: that takes long as well."""
    files = [file for file in sorted((ROOT / folder).rglob("test_*.py")) if MARKED.search(file.read_text())]
    names = [str(file.relative_to(ROOT)) for file in files]
    command = ["tools/stock-kernel", "--cpus", str(processors), sys.executable, "-m", "pytest", *names]
    return _run(command, PATCHBOARD_STOCK_KERNEL=part)


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
