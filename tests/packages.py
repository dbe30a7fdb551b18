"""Packages that are installed beside Patchboard for a test: the example driver, and made-up ones."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from engine.drivers import plugged
from topology import drivers

Installing = Callable[..., None]
"""Makes a package up, as `make_up` does, that is found from then on; its code is `GOOD` unless told."""

GOOD = """
from engine.drivers.bridge import check, lower
from topology.drivers import Traits
TRAITS = Traits(bridge=True)
"""

ROOT = Path(__file__).parents[1]
HUB = ROOT / "docs/examples/patchboard-hub"


def install(source: Path, at: Path) -> Path:
    """Build and install a package as a person would, but fetch nothing; returns the folder to import from."""
    copy = at / "source"
    shutil.copytree(source, copy)  # building leaves files behind
    there = at / "installed"
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(there), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return there


def make_up(at: Path, name: str, code: str, **groups: str) -> None:
    """Put a package into a folder as if it were installed: one module, and an entry point in each group
    (`drivers`, `traits`), written `name = module:thing`."""
    module = name.replace("-", "_")
    at.joinpath(f"{module}.py").write_text(code)
    about = at / f"{module}-1.0.dist-info"
    about.mkdir()
    about.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    points = (f"[patchboard.{group}]\n{point}\n" for group, point in groups.items())
    about.joinpath("entry_points.txt").write_text("\n".join(points))


def look_again() -> None:
    """Packages may have come or gone since drivers were looked for."""
    importlib.invalidate_caches()
    drivers.plugged.cache_clear()
    plugged.plugged.cache_clear()


def beside(there: Path) -> dict[str, str]:
    """The environment in which a process finds what was installed there."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(there), str(ROOT)])}
