"""Every demonstration from `manage.py up` into the kernel: it pings as it says, and goes again."""

import os
import signal
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.reach import Reach
from tests.kernel.waiting import until
from tests.webapp.installation import IS_ROOT, WHY_ROOT, Installation
from tests.webapp.installation import as_ordinary_user as installed_as_ordinary_user
from tests.webapp.installation import as_root as installed_as_root
from tests.webapp.running import manage, status
from topology.formats import native
from webapp.store.demonstrations import EXPECTED, FOLDER

pytestmark = [pytest.mark.kernel, pytest.mark.skipif(not IS_ROOT, reason=WHY_ROOT)]

SPANNING_TREE = 20.0
"""Seconds in which the slowest of the demonstrations has learnt its ways."""


@pytest.fixture(scope="module")
def as_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed_as_root(tmp_path_factory.mktemp("root")) as installation:
        yield installation


@pytest.fixture(scope="module")
def as_ordinary_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed_as_ordinary_user(tmp_path_factory.mktemp("rootless")) as installation:
        yield installation


@pytest.mark.parametrize("demonstration", EXPECTED)
@pytest.mark.parametrize("way", ["as_root", "as_ordinary_user"])
def test_a_demonstration_does_what_it_says_and_leaves_nothing(
    way: str, demonstration: str, request: pytest.FixtureRequest
) -> None:
    here: Installation = request.getfixturevalue(way)
    deployed = manage(here.data, "deploy", demonstration, "--wait")
    assert deployed.returncode == 0, deployed.stderr
    try:
        assert {each["state"] for each in status(here.data, demonstration)["objects"]} == {"in_sync"}
        for source, address, reachable in EXPECTED[demonstration]:
            if reachable:
                until(lambda at=f"{demonstration}.{source}", to=address: here.pings(at, to), SPANNING_TREE)  # type: ignore[misc]
            else:
                assert not here.pings(f"{demonstration}.{source}", address)
        for sandbox, predicted in _predicted(demonstration).items():
            answering = {address for address, answers in predicted.items() if answers}
            place, addresses = f"{demonstration}.{sandbox}", [*predicted]
            until(lambda p=place, a=addresses, e=answering: here.answering(p, a) == e, SPANNING_TREE)  # type: ignore[misc]
    finally:
        assert manage(here.data, "destroy", demonstration, "--wait").returncode == 0
    assert not here.namespaces(demonstration)


def _predicted(demonstration: str) -> dict[str, dict[str, bool | None]]:
    """By sandbox and address of another whether it answers; of the demonstrations nothing is left open."""
    reach = Reach(native.load((FOLDER / f"{demonstration}.yaml").read_text()))
    found: dict[str, dict[str, bool | None]] = defaultdict(dict)
    for (sandbox, _), ways in reach.all().items():
        found[sandbox] |= {str(address): way.predicted for address, way in ways.items()}
    return found


def test_a_web_process_keeps_no_namespace_alive(as_root: Installation) -> None:
    """One that starts anew while something is deployed has mounts of its own if root's home is closed."""
    name = f"d{os.getpid()}-kept"
    manage(as_root.data, "import_design", str(FOLDER / "one-bridge.yaml"), "--name", name)
    assert manage(as_root.data, "deploy", name, "--wait").returncode == 0
    killed = as_root.patchboard.children()["web"]
    os.kill(killed, signal.SIGKILL)
    until(lambda: as_root.patchboard.children().get("web", killed) != killed, 30)
    web = Path(f"/proc/{as_root.patchboard.children()['web']}")
    until(lambda: web.stat().st_uid != 0, 30)
    try:
        if web.joinpath("ns/mnt").stat().st_ino != Path("/proc/self/ns/mnt").stat().st_ino:
            assert f"/run/netns/{name}" not in (web / "mountinfo").read_text()
    finally:
        assert manage(as_root.data, "destroy", name, "--wait").returncode == 0
