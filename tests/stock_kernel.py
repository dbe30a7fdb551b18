"""Running the marked tests on Debian's own kernel, in an emulated machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.require import missing

ROOT = Path(__file__).parents[1]
MARKED = re.compile(r"pytest\.mark\.(stock_kernel|both_kernels)")

# Nothing there is loaded that is not needed: Django alone takes an emulated processor 20 seconds.
OPTIONS = "-q --tb=short -p no:cacheprovider -o faulthandler_timeout=0 -W 'ignore:Unknown config option::'"
THERE = {
    **os.environ,
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTEST_ADDOPTS": OPTIONS,
    "DJANGO_SETTINGS_MODULE": "webapp.settings",
}


def run_marked(folder: str, processors: int, part: str = "1") -> subprocess.CompletedProcess[str]:
    """Those of the folder, or a part such as `1/2`. Only files that have some are read there: that takes long
    as well. Finding none is a failure."""
    fetched = _run(["tools/stock-kernel-fetch"])
    if fetched.returncode != 0:
        missing(fetched.stdout)
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
