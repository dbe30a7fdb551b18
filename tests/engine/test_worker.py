"""The worker keeps many topologies at once, and none delays another."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from threading import Event, Thread

import pytest

from engine.backends import Failure
from engine.backends.memory import MemoryBackend
from engine.designs import Wanted
from engine.errors import Transient
from engine.plan import Plan
from engine.resources import State, Veth
from engine.scope import Scope
from engine.worker import Worker
from tests.engine.builders import changed, lab, one_bridge
from tests.engine.store import Designs
from topology.values import Design, Flap

ADDRESS = ("address", "app1", "eth0", "10.0.0.2/24")
NEVER = 3600.0


def called(name: str) -> Design:
    return lab().model_copy(update={"name": name})


@contextmanager
def working(
    backend: MemoryBackend,
    designs: Designs,
    resync: float = NEVER,
    beat: float = NEVER,
    hangs: float = NEVER,
) -> Iterator[Worker]:
    """A worker that runs until the test is over; by itself it looks at everything only when it starts."""
    worker = Worker(backend, designs, resync=resync, beat=beat, threads=3, hangs=hangs)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(timeout=20)
        assert not thread.is_alive()


class Hanging(MemoryBackend):
    """Hangs whenever it looks at a topology that is called `stuck`, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = Event()

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        if topology.startswith("stuck"):
            self.let_go.wait(timeout=20)
        return super().observe(topology, scope)


class Raising(Designs):
    """A store that is away for the first few questions."""

    def __init__(self, times: int, error: Exception) -> None:
        super().__init__()
        self.times = times
        self.error = error

    def wanted(self) -> Iterable[Wanted]:
        self._maybe_raise()
        return super().wanted()

    def get(self, name: str) -> Wanted | None:
        self._maybe_raise()
        return super().get(name)

    def _maybe_raise(self) -> None:
        if self.times > 0:
            self.times -= 1
            raise self.error


@pytest.fixture
def designs() -> Designs:
    return Designs()


def test_what_is_wanted_at_the_start_is_built(designs: Designs) -> None:
    designs.want(one_bridge("app1"))
    with working(MemoryBackend(), designs):
        assert designs.wait_for("in_sync")


def test_what_is_wanted_later_is_built_when_it_is_woken(designs: Designs) -> None:
    with working(MemoryBackend(), designs) as worker:
        designs.want(one_bridge("app1"))
        worker.wake("lab")
        assert designs.wait_for("in_sync")


def test_what_nobody_mentioned_is_found_by_resync(designs: Designs) -> None:
    with working(MemoryBackend(), designs, resync=0.01):
        designs.want(one_bridge("app1"))
        assert designs.wait_for("in_sync")


def test_what_is_dear_to_look_at_is_looked_at_less_often(designs: Designs) -> None:
    looks: Counter[str] = Counter()
    often = Event()

    class Dear(MemoryBackend):
        def observe(self, topology: str, scope: Scope | None = None) -> State:
            looks[topology] += 1
            if looks["small"] == 50:
                often.set()
            end = time.thread_time() + (0.02 if topology == "large" else 0.0)
            while time.thread_time() < end:
                pass
            return super().observe(topology, scope)

    for name in ("small", "large"):
        designs.want(called(name))
    with working(Dear(), designs, resync=0.01):
        assert often.wait(timeout=20)
    assert looks["large"] <= 4  # 0.02 s of every 4 s


def test_drift_is_seen_by_its_event(designs: Designs) -> None:
    backend = MemoryBackend()
    designs.want(one_bridge("app1"), drift="show")
    with working(backend, designs):
        assert designs.wait_for("in_sync")
        backend.disturb("lab", ADDRESS, None)
        assert designs.wait_for("drifted")


def test_a_failure_is_tried_again_by_itself(designs: Designs) -> None:
    backend = MemoryBackend()
    backend.fail(lambda action: action.key[0] == "bridge")
    designs.want(one_bridge("app1"))
    with working(backend, designs):
        assert designs.wait_for("degraded")
        backend.heal()
        assert designs.wait_for("in_sync")


def test_waking_ends_the_wait_after_a_failure(designs: Designs) -> None:
    backend = MemoryBackend()
    backend.fail(lambda action: action.key[0] == "bridge", transient=False)
    designs.want(one_bridge("app1"))
    with working(backend, designs) as worker:
        assert designs.wait_for("failed")
        backend.heal()
        worker.wake("lab")
        assert designs.wait_for("in_sync")


def test_a_topology_that_hangs_delays_no_other(designs: Designs) -> None:
    backend = Hanging()
    designs.want(called("stuck"))
    designs.want(called("free"))
    with working(backend, designs):
        assert designs.wait_for("in_sync", "free")
        backend.let_go.set()


def test_more_topologies_that_hang_than_there_are_threads_delay_no_other(designs: Designs) -> None:
    backend = Hanging()
    for number in range(7):
        designs.want(called(f"stuck{number}"))
    with working(backend, designs, hangs=0.1) as worker:
        for number in range(7):
            worker.wake(f"stuck{number}")
        designs.want(called("free"))
        worker.wake("free")
        assert designs.wait_for("in_sync", "free")
        backend.let_go.set()
        assert all(designs.wait_for("in_sync", f"stuck{number}") for number in range(7))


def test_a_topology_that_fails_delays_no_other(designs: Designs) -> None:
    backend = MemoryBackend()
    backend.fail(lambda action: action.key == ("namespace", "app1"))
    designs.want(one_bridge("app1"))
    designs.want(called("free"))
    with working(backend, designs):
        assert designs.wait_for("in_sync", "free")


def test_a_bug_in_one_topology_does_not_end_the_worker(designs: Designs) -> None:
    broken = lab().model_copy(update={"endpoints": None, "name": "broken"})
    designs.want(broken)
    designs.want(called("free"))
    with working(MemoryBackend(), designs) as worker:
        assert designs.wait_for("in_sync", "free")
        designs.want(called("later"))
        worker.wake("later")
        assert designs.wait_for("in_sync", "later")


@pytest.mark.parametrize("error", [Transient("disk is full"), OSError("a bug")], ids=["away", "broken"])
def test_a_store_that_is_away_for_a_while_does_not_end_the_worker(error: Exception) -> None:
    designs = Raising(2, error)
    designs.want(lab())
    with working(MemoryBackend(), designs, resync=0.01):
        assert designs.wait_for("in_sync")


def test_a_store_that_is_away_is_said_in_a_line_each_time(caplog: pytest.LogCaptureFixture) -> None:
    designs = Raising(3, Transient("disk is full"))
    designs.want(lab())
    with working(MemoryBackend(), designs, resync=0.01):
        assert designs.wait_for("in_sync")
    said = [record for record in caplog.records if "disk is full; it is tried again" in record.getMessage()]
    assert len(said) == 3
    assert not any(record.exc_info for record in said)


def test_what_nobody_wants_any_more_is_found_by_resync(designs: Designs) -> None:
    gone = Event()

    class Telling(MemoryBackend):
        def apply(self, topology: str, plan: Plan, scope: Scope | None = None) -> tuple[Failure, ...]:
            failures = super().apply(topology, plan, scope)
            if not self.topologies():
                gone.set()
            return failures

    backend = Telling()
    designs.want(lab())
    with working(backend, designs, resync=0.01):
        assert designs.wait_for("in_sync")
        designs.forget("lab")
        assert gone.wait(timeout=10)


def test_it_gives_signs_of_life(designs: Designs) -> None:
    with working(MemoryBackend(), designs, beat=0.01):
        assert designs.wait_for_beats(3)


def test_its_sign_of_life_says_how_it_builds(designs: Designs) -> None:
    with working(MemoryBackend(), designs):
        assert designs.wait_for_beats(1)
    assert designs.beats[0] == "simulation"


def test_stopping_finishes_what_was_begun(designs: Designs) -> None:
    backend = Hanging()
    designs.want(called("stuck"))
    with working(backend, designs):
        backend.let_go.set()
        assert designs.wait_for("in_sync", "stuck")
    assert designs.states[-1] == "in_sync"


def test_many_topologies_are_all_built(designs: Designs) -> None:
    names = [f"t{number}" for number in range(50)]
    for name in names:
        designs.want(called(name))
    with working(MemoryBackend(), designs):
        assert all(designs.wait_for("in_sync", name) for name in names)


class Counting(MemoryBackend):
    """Tells when a port has been pulled and plugged in several times."""

    def __init__(self, wanted: int) -> None:
        super().__init__()
        self.enough = Event()
        self._seen: list[bool] = []
        self._wanted = wanted

    def apply(self, topology: str, plan: Plan, scope: Scope | None = None) -> tuple[Failure, ...]:
        failures = super().apply(topology, plan, scope)
        veth = self.observe(topology)["veth", "app1.eth0"]
        assert isinstance(veth, Veth)
        self._seen.append(veth.ends[0].up)
        if sum(one != other for one, other in pairwise(self._seen)) >= self._wanted:
            self.enough.set()
        return failures


def test_what_flaps_is_turned_when_its_time_has_come() -> None:
    backend, designs = Counting(4), Designs()
    flap = Flap(up="100ms", down="100ms")
    designs.want(changed(one_bridge("app1"), "endpoint", "app1.eth0", flap=flap))
    with working(backend, designs):
        assert backend.enough.wait(timeout=10)
    assert set(designs.states) == {"applying", "in_sync"}
