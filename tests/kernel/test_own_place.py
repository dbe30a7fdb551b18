"""A run of the tests that is killed leaves nothing on the machine, and nobody else's is touched. Seen from
another run, with `ip` and /proc."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.resources import FABRIC
from tests import belongings
from tests.kernel import running
from tests.kernel.running import Process
from tests.kernel.serving import pid_of, served, sleeper
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from tests.require import require

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
STARTED = (
    "supervising.main",
    "sleep 1000",
    "postgres ",
    "redis-server ",
    "manage.py up",
    "runengine",
    "chrom",
)


class Run:
    """Another one, in which a topology with a service, servers and a browser are running, outside what hides
    this one's from the machine."""

    def __init__(self, told: Path) -> None:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/kernel/leaving.py"]
        beside = str(Path(tempfile.gettempdir()).parent)
        self._environment = {**os.environ, "TMPDIR": beside, "TOLD": str(told)}
        self.process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL)
        self._told = told

    def wait(self) -> None:
        """Until all of it is there."""
        until(lambda: self._told.exists() or self.process.poll() is not None, PATIENCE)
        self.name, self.folder = json.loads(self._told.read_text())
        until(lambda: not self.lacks(), PATIENCE, self.lacks)
        self.namespaces = {(self.root / "run/netns" / name).stat().st_ino for name in self.names()}
        self.ids = {each.pid for each in self.processes()}

    @property
    def root(self) -> Path:
        """The machine's files as the run sees them."""
        return Path(f"/proc/{self.process.pid}/root")

    def names(self) -> list[str]:
        return [entry.name for entry in (self.root / "run/netns").iterdir()]

    def lacks(self) -> list[str]:
        """What does not run yet that it has started."""
        lines = [str(each) for each in self.processes()]
        return [words for words in STARTED if not any(words in line for line in lines)]

    def processes(self) -> list[Process]:
        """Its own, its children and theirs, and those in its view of the machine."""
        view = _view(self.process.pid)
        known = {self.process.pid}
        everybody = sorted(running.everybody(), key=lambda each: each.pid)
        for each in everybody * 2:  # a child's number may be lower than its parent's
            if each.parent in known or _view(each.pid) == view:
                known.add(each.pid)
        return [each for each in everybody if each.pid in known]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def next(self) -> None:
        """The one that comes next."""
        subprocess.run(
            [sys.executable, "-c", "import tests.own_data"], cwd=ROOT, env=self._environment, check=True
        )

    def left(self) -> list[str]:
        """All that is still there of it, on the machine and for this run."""
        processes = [each for each in running.everybody() if each.pid in self.ids or self.folder in str(each)]
        said = [f"process {each}" for each in processes]
        said += [f"inside a namespace: {each}" for each in running.inside(self.namespaces)]
        said += [f"mount {line}" for line in set(_mounts()) if self.name in line or self.folder in line]
        said += [str(entry) for folder in _places() for entry in folder.glob(f"*{self.name}*")]
        return said + [self.folder] * Path(self.folder).exists()


def _view(pid: int) -> int:
    try:
        return Path(f"/proc/{pid}/ns/mnt").stat().st_ino
    except FileNotFoundError:  # it has ended
        return 0


def _places() -> Iterator[Path]:
    """As this run sees them, and as the machine does."""
    folders = ("run/netns", "run/patchboard", "run/patchboard/logs", "run/patchboard/commands", "etc/netns")
    machine = f"/proc/{_watcher(os.environ[belongings.MARK])}/root"
    return (Path(root, folder) for root in ("/", machine) for folder in folders)


def _watcher(folder: str) -> int:
    """The process that clears up after the run with that folder; it sees what the machine does."""
    return next(each.pid for each in running.everybody() if each.words[-2:] == ("tests.watcher", folder))


def _mounts() -> Iterator[str]:
    for each in running.everybody():
        try:
            yield from Path(f"/proc/{each.pid}/mountinfo").read_text().splitlines()
        except OSError:
            continue  # it has ended


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Run]:
    started = Run(tmp_path / "told")
    try:
        started.wait()
        yield started
    finally:
        started.kill()


@pytest.fixture
def serving(world: World) -> World:
    """A topology of this run's own, with a service."""
    require("bwrap")
    assert world.build(served(sleeper())) == ()
    return world


def test_what_a_killed_run_has_made_goes_away_by_itself_and_nothing_else(serving: World, other: Run) -> None:
    before = serving.picture()
    service = pid_of(serving, "sleep 1000")
    lay_cable(serving, other)
    other.kill()
    until(lambda: not other.left(), PATIENCE, other.left)
    until(lambda: serving.picture() == before, PATIENCE)  # the kernel has cut it, so the other end is gone
    assert pid_of(serving, "sleep 1000") == service
    assert Path(os.environ[belongings.MARK]).is_dir()


def test_what_a_run_has_made_that_is_killed_with_its_watcher_goes_with_the_next(other: Run) -> None:
    os.kill(_watcher(other.folder), signal.SIGKILL)
    other.kill()
    assert "supervising.main" in str(other.left())
    other.next()
    until(lambda: not other.left(), PATIENCE, other.left)


def lay_cable(world: World, other: Run) -> None:
    """From the fabric into one of the run's namespaces."""
    (inside, *_) = running.inside(other.namespaces)
    run("ip", "-n", world.name, *f"link add cable type veth peer name cable netns {inside.pid}".split())
    assert "cable" in str(world.ip(FABRIC, "link", "show"))
