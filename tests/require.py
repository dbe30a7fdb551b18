"""Tools of the machine that a test needs and that pip cannot bring."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

PACKAGES = {
    "arping": "iputils-arping",
    "bird": "bird2",
    "bwrap": "bubblewrap",
    "dig": "bind9-dnsutils",
    "initdb": "postgresql",
    "ip": "iproute2",
    "nft": "nftables",
    "node": "nodejs",
    "ping": "iputils-ping",
    "ss": "iproute2",
    "tc": "iproute2",
}
SEARCH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def require(tool: str) -> Path:
    """Where `tool` is. Without it the test does not run; see `missing`."""
    found = shutil.which(tool, path=SEARCH) or next(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), None)
    if found:
        return Path(found)
    missing(f"{tool} is not installed; as root: apt-get install -y {PACKAGES.get(tool, tool)}")


def missing(reason: str) -> NoReturn:
    """What the test needs is not there: it is skipped, except in CI, where that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
