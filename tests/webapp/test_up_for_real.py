"""Every demonstration from `manage.py up` into the kernel: it pings as it says, and goes again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kernel.waiting import until
from tests.require import require
from tests.webapp.running import manage, status, up
from webapp.store.demonstrations import EXPECTED, FOLDER

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can be both root and somebody else"),
]

ORDINARY = "nobody"
SPANNING_TREE = 20.0
"""Seconds in which the slowest of the demonstrations has learnt its ways."""


@dataclass(frozen=True)
class Installation:
    """A running one; `enter` is put before a command that is to see its namespaces."""

    data: Path
    enter: Sequence[str]

    def pings(self, sandbox: str, address: str) -> bool:
        ping = [str(require("ping")), "-c1", "-W1", "-n", address]
        command = [*self.enter, str(require("ip")), "netns", "exec", sandbox, *ping]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def namespaces(self, name: str) -> set[str]:
        listed = subprocess.run([*self.enter, "ls", "/run/netns"], check=True, capture_output=True, text=True)
        return {each for each in listed.stdout.split() if each.split(".")[0] == name}


@pytest.fixture(scope="module")
def as_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    data = tmp_path_factory.mktemp("root") / "data"
    with up(data):
        yield Installation(data, [])


@pytest.fixture(scope="module")
def as_ordinary_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    data = tmp_path_factory.mktemp("rootless") / "data"
    data.mkdir()
    shutil.chown(data, ORDINARY)
    with up(data, prefix=[sys.executable, "-m", "tests.webapp.as_ordinary_user", ORDINARY]):
        holder = data / "run" / "rootless.pid"
        until(holder.exists, 30)
        yield Installation(data, ["nsenter", "--mount", "--target", holder.read_text().split()[0]])


@pytest.mark.parametrize("demonstration", EXPECTED)
@pytest.mark.parametrize("way", ["as_root", "as_ordinary_user"])
def test_a_demonstration_does_what_it_says_and_leaves_nothing(
    way: str, demonstration: str, request: pytest.FixtureRequest
) -> None:
    here: Installation = request.getfixturevalue(way)
    name = f"d{os.getpid()}-{demonstration}"[:32].rstrip("-")
    file = FOLDER / f"{demonstration}.yaml"
    assert manage(here.data, "import_design", str(file), "--name", name).returncode == 0
    deployed = manage(here.data, "deploy", name, "--wait")
    assert deployed.returncode == 0, deployed.stderr
    try:
        assert {each["state"] for each in status(here.data, name)["objects"]} == {"in_sync"}
        for source, address, reachable in EXPECTED[demonstration]:
            if reachable:
                until(lambda at=f"{name}.{source}", to=address: here.pings(at, to), SPANNING_TREE)  # type: ignore[misc]
            else:
                assert not here.pings(f"{name}.{source}", address)
    finally:
        assert manage(here.data, "destroy", name, "--wait").returncode == 0
    assert not here.namespaces(name)
