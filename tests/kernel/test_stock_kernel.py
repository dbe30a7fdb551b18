"""What this machine's kernel may lack, on Debian's own: a machine boots, the marked tests run in it."""

import faulthandler
import os
import subprocess
import sys
from pathlib import Path

from tests.require import missing

ROOT = Path(__file__).parents[2]
PYTEST = [sys.executable, *"-m pytest -q --tb=short -p no:cacheprovider -o faulthandler_timeout=0".split()]

WITHOUT_DJANGO = ["-W", "ignore:Unknown config option::"]
"""Nothing here is about it, and an emulated processor takes 20 seconds to load it."""


def test_the_marked_tests_pass_on_debians_own_kernel() -> None:
    """It takes minutes, emulated. Finding no marked test is a failure as well."""
    faulthandler.cancel_dump_traceback_later()
    fetched = subprocess.run([ROOT / "tools/stock-kernel-fetch"], capture_output=True, text=True, check=False)
    if fetched.returncode != 0:
        missing(fetched.stderr)
    command = ["tools/stock-kernel", *PYTEST, *WITHOUT_DJANGO, "tests/kernel"]
    there = {**os.environ, "PATCHBOARD_STOCK_KERNEL": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=ROOT, env=there, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
