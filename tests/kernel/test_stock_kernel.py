"""What this machine's kernel may lack, on Debian's own: a machine boots, the marked tests run in it."""

import faulthandler
import os
import subprocess
import sys
from pathlib import Path

from tests.require import missing

ROOT = Path(__file__).parents[2]

# Nothing here is about Django, which an emulated processor takes 20 seconds to load.
OPTIONS = "-q --tb=short -p no:cacheprovider -o faulthandler_timeout=0 -W 'ignore:Unknown config option::'"
THERE = {"PATCHBOARD_STOCK_KERNEL": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": OPTIONS}


def test_the_marked_tests_pass_on_debians_own_kernel() -> None:
    """It takes minutes, emulated. Finding no marked test is a failure as well."""
    faulthandler.cancel_dump_traceback_later()
    fetched = subprocess.run(
        ["tools/stock-kernel-fetch"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if fetched.returncode != 0:
        missing(fetched.stderr)
    command = ["tools/stock-kernel", sys.executable, "-m", "pytest", "tests/kernel"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **THERE}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
