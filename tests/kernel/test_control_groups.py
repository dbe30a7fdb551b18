"""Control groups bound what runs in them, in either version of them, and nothing of them is left."""

import multiprocessing
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from engine.backends.kernel import cgroups, permissions
from engine.backends.kernel.cgroups import MEMORY, PROCESSES, Group
from tests.require import missing

pytestmark = pytest.mark.both_kernels

INTO = 'for door in {doors}; do echo 0 >"$door"; done; exec "$@"'
TAKES_MEMORY = f"bytearray({MEMORY + (32 << 20)})"
FORKS = f"""
import os, signal, sys
children = []
for _ in range({PROCESSES + 20}):
    try:
        child = os.fork()
    except BlockingIOError:
        break
    if child == 0:
        signal.pause()
    children.append(child)
for child in children:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
sys.exit(len(children) < {PROCESSES + 20})
"""


@pytest.fixture
def group() -> Iterator[Group]:
    if not permissions.is_root():
        pytest.skip("an ordinary user can make none")
    made = cgroups.make()
    if made is None:
        missing("control groups for memory and processes (in a container: a writable /sys/fs/cgroup)")
        return
    yield made
    made.remove()


def ends_well(code: str, doors: Sequence[str] = ()) -> bool:
    """Whether this program does, when it has gone through the doors."""
    command = ["sh", "-c", INTO.format(doors=" ".join(doors)), "sh", sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("code", [TAKES_MEMORY, FORKS], ids=["memory", "processes"])
def test_nothing_takes_more_than_its_group_has(group: Group, code: str) -> None:
    assert not ends_well(code, group.doors)
    assert ends_well(code)


def test_what_takes_little_runs_in_a_group(group: Group) -> None:
    assert ends_well("bytearray(1 << 20)", group.doors)


def test_a_group_is_removed_with_what_ran_in_it(group: Group) -> None:
    assert all(folder.is_dir() for folder in group.folders)
    group.remove()
    assert not any(folder.exists() for folder in group.folders)


@pytest.mark.usefixtures("group")
def test_what_a_process_left_is_cleared_when_it_is_gone() -> None:
    process = multiprocessing.get_context("fork").Process(target=cgroups.make)
    process.start()
    process.join()
    assert groups_of(process.pid)
    cgroups.clear()
    assert not groups_of(process.pid)


def groups_of(pid: int | None) -> list[Path]:
    return [folder for top in cgroups.tops() for folder in (top / "patchboard").glob(f"{pid}.*")]
