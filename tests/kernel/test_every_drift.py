"""Every kind of drift is noticed, put back and on record; by policy it is only shown."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from engine.backends.kernel import KernelBackend, open_backend
from engine.designs import Drift
from engine.status import Drifted
from engine.worker import Worker
from tests.engine.store import Designs
from tests.kernel import stacks
from tests.kernel.drifting import FOUND, KINDS, RULES, STACKED, Kind, everything
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from tests.require import require
from topology.ipam import complete
from topology.values import Design

NEVER, RESYNC = 3600.0, 1.0
"""Seconds: for what is heard, and for what makes no event."""


@contextmanager
def working(backend: KernelBackend, designs: Designs, resync: float) -> Iterator[Worker]:
    worker = Worker(backend, designs, resync=resync, threads=2)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join()


class Lab:
    """A topology of every kind of thing, kept by a worker."""

    def __init__(self, world: World, designs: Designs, worker: Worker, design: Design) -> None:
        self.world = world
        self.worker = worker
        self.designs = designs
        self.design = complete(design.model_copy(update={"name": world.name}))

    def want(self, policy: Drift) -> None:
        self.designs.reports.clear()
        self.designs.want(self.design, drift=policy)
        self.worker.wake(self.world.name)
        until(lambda: self._state() == "in_sync", 20)

    def drifts(self) -> list[Drifted]:
        return [status.drift for _, _, status in list(self.designs.reports) if status.drift]

    def told(self, words: str, done: str) -> bool:
        """Whether it is on record that this was so and what was done."""
        return any(
            words in each.what and re.fullmatch(done, each.done)
            for drift in self.drifts()
            for each in drift.deviations
        )

    def _state(self) -> str:
        reports = list(self.designs.reports)
        return reports[-1][2].state if reports else ""


@contextmanager
def kept(folder: Path, resync: float, design: Design | None = None) -> Iterator[Lab]:
    """By a backend of its own, which listens."""
    for command in ("tc", "bridge", "sysctl", "bwrap"):
        require(command)
    with closing(open_backend(folder)) as backend:
        designs, world = Designs(), World(backend)
        with working(backend, designs, resync) as worker:
            made = Lab(world, designs, worker, design or everything())
            made.want("repair")
            yield made
        world.destroy()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """For all that is heard: it is never looked at without a reason."""
    with kept(tmp_path_factory.mktemp("run"), NEVER) as made:
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_drift_is_put_back_and_on_record(lab: Lab, kind: str) -> None:
    put_back_and_on_record(lab, KINDS[kind])


@pytest.mark.usefixtures("without_netem")
@pytest.mark.parametrize("kind", RULES)
def test_drift_of_rules_is_put_back_and_on_record(lab: Lab, kind: str) -> None:
    put_back_and_on_record(lab, RULES[kind])


@pytest.mark.parametrize("kind", FOUND)
def test_drift_that_makes_no_event_is_found_at_the_next_resync(tmp_path: Path, kind: str) -> None:
    with kept(tmp_path, RESYNC) as lab:
        put_back_and_on_record(lab, FOUND[kind])


@pytest.mark.stock_kernel
def test_drift_of_netem_vlans_and_ipvlan_is_put_back_and_on_record(tmp_path: Path) -> None:
    with kept(tmp_path, NEVER, stacks.mixed()) as lab:
        for kind in STACKED.values():
            put_back_and_on_record(lab, kind)


def put_back_and_on_record(lab: Lab, drift: Kind) -> None:
    before = lab.world.do(drift.place, drift.shown)
    lab.designs.reports.clear()
    lab.world.do(drift.place, drift.hand)
    until(lambda: lab.told(drift.told, "put back"), 10, lab.drifts)
    until(lambda: lab.world.do(drift.place, drift.shown) == before, 5)


def test_a_sandbox_that_is_gone_comes_back(lab: Lab) -> None:
    lab.designs.reports.clear()
    run("ip", "netns", "del", lab.world.netns("app2"))
    until(lambda: lab.told("its namespace is missing", "put back"), 10)
    assert lab.world.pings("app2", "10.0.0.1")


def test_a_service_that_dies_comes_back_and_is_on_record(lab: Lab) -> None:
    before = lab.world.do("app1", "pgrep -x sleep || true")
    lab.designs.reports.clear()
    lab.world.do("app1", "pkill -KILL -x sleep")
    until(lambda: lab.told("service sleeper was killed by SIGKILL", "started again"), 10, lab.drifts)
    until(lambda: lab.world.do("app1", "pgrep -x sleep || true") not in ("", before), 10)


SHOWN = [
    "link gone",
    "link down",
    "address added",
    "address removed",
    "prefix length changed",
    "MTU changed",
    "qdisc changed",
]


@pytest.mark.parametrize("kind", SHOWN)
def test_drift_is_only_shown_if_that_is_the_policy(lab: Lab, kind: str) -> None:
    drift = KINDS[kind]
    before = lab.world.do(drift.place, drift.shown)
    lab.want("show")
    lab.designs.reports.clear()
    lab.world.do(drift.place, drift.hand)
    until(lambda: lab.told(drift.told, "left as it is"), 10)
    assert lab.world.do(drift.place, drift.shown) != before
    lab.want("repair")
    until(lambda: lab.world.do(drift.place, drift.shown) == before, 5)
