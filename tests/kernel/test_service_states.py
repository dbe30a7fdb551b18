"""How each service is, is told by a running engine on the real kernel, and only when that is news."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from engine.backends.kernel import open_backend
from engine.backends.kernel.backend import KernelBackend
from engine.designs import Drift
from engine.status import Deviation, ObjectState
from engine.worker import Worker
from tests.engine.store import Designs
from tests.kernel.serving import pid_of, said, served, shell, sleeper
from tests.kernel.waiting import until
from tests.kernel.world import World
from tests.require import require
from topology.ipam import complete
from topology.values import Design, Service

SLEEP = "sleep 1000"


@pytest.fixture(autouse=True)
def confinable() -> None:
    require("bwrap")


class Kept:
    """A topology that a worker keeps, and what it has told of its services."""

    def __init__(self, world: World, designs: Designs, worker: Worker) -> None:
        self.world = world
        self.designs = designs
        self._worker = worker

    def want(self, *services: Service, drift: Drift = "repair") -> None:
        self.designs.want(self._design(*services), drift=drift)
        self._worker.wake(self.world.name)

    def edit(self, *services: Service) -> None:
        self.designs.edit(self._design(*services))
        self._worker.wake(self.world.name)

    def told(self, kind: str, name: str) -> list[ObjectState]:
        """All that was said of an object, in order, without repetitions."""
        reports = [each for _, _, status in list(self.designs.reports) for each in status.objects]
        found = [each for each in reports if (each.kind, each.name) == (kind, name)]
        return [each for before, each in zip([None, *found], found, strict=False) if each != before]

    def states(self, kind: str = "service", name: str = "app1.web") -> list[str]:
        return [each.state for each in self.told(kind, name)]

    def becomes(self, state: str, seconds: float = 10) -> None:
        until(lambda: self.states()[-1:] == [state], seconds, lambda: self.told("service", "app1.web"))

    def _design(self, *services: Service) -> Design:
        return complete(served(*services).model_copy(update={"name": self.world.name}))


@contextmanager
def working(backend: KernelBackend, designs: Designs) -> Iterator[Worker]:
    worker = Worker(backend, designs, resync=1.0, threads=2)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join()


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KernelBackend]:
    """One backend for all that follows, whose workers listen."""
    opened = open_backend(tmp_path_factory.mktemp("run"))
    yield opened
    opened.close()


@pytest.fixture
def kept(watched: KernelBackend) -> Iterator[Kept]:
    designs, world = Designs(), World(watched)
    with working(watched, designs) as worker:
        yield Kept(world, designs, worker)
    world.destroy()


def test_one_that_crashes_over_and_over_has_one_steady_state(kept: Kept) -> None:
    """Each of its last words is another one, as where a time is told; it is only told when the number of
    failures in a row has doubled."""
    kept.want(sleeper())
    kept.becomes("in_sync")
    kept.designs.reports.clear()
    kept.edit(shell("echo $$.$(date +%N) cannot open it >&2; exit 3"))
    until(lambda: said(kept.world).count("cannot open it") >= 6, 20)
    until(lambda: "at least 4 times in a row" in kept.told("service", "app1.web")[-1].reason)
    assert set(kept.states()) <= {"applying", "degraded"}
    assert kept.states().count("degraded") <= 3
    assert kept.told("service", "app1.web")[-1].reason.endswith("cannot open it; it is started again")
    assert kept.told("sandbox", "app1")[-1] == ObjectState(
        "sandbox", "app1", "degraded", "service app1.web is degraded"
    )
    assert set(kept.states("endpoint", "app1.eth0")) == {"in_sync"}


def test_one_that_crashed_is_in_sync_when_it_has_stayed_up(kept: Kept) -> None:
    kept.want(sleeper())
    kept.becomes("in_sync")
    kept.designs.reports.clear()
    pid = pid_of(kept.world, SLEEP)
    assert pid
    os.kill(pid, signal.SIGKILL)
    kept.becomes("in_sync")
    assert kept.states() == ["degraded", "in_sync"]
    assert [status.drift and status.drift.deviations for _, _, status in kept.designs.reports] == [
        (Deviation("service", "app1.web", "service web was killed by SIGKILL", "started again"),),
        None,
    ]


def test_one_that_is_not_started_again_has_failed_and_is_left_at_that(kept: Kept) -> None:
    kept.want(shell("echo no more; exit 3", restart="no"), drift="show")
    kept.becomes("failed")
    assert "exited with status 3: no more" in kept.told("service", "app1.web")[-1].reason
    assert said(kept.world) == "no more\n"


def test_one_that_was_given_up_runs_once_more_when_a_person_deploys_again(kept: Kept) -> None:
    once = shell("echo one more; exit 3", restart="no")
    kept.want(once)
    kept.becomes("failed")
    kept.designs.reports.clear()
    kept.want(once)
    kept.becomes("failed")
    assert said(kept.world).count("one more") == 2


def test_one_that_is_changed_while_it_crashes_is_in_sync_at_once(kept: Kept) -> None:
    kept.want(shell("exit 3"))
    kept.becomes("degraded")
    kept.edit(sleeper())
    kept.becomes("in_sync", 3)
