"""A topology in trouble keeps no other one waiting, and comes right by itself when the trouble is over."""

import errno
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from engine.backends.kernel import KernelBackend, namespaces, open_backend
from engine.backends.kernel.namespaces import Holder
from engine.worker import Worker
from tests.engine.store import Designs
from tests.kernel import effects, oracle, refusing
from tests.kernel.rich import rich
from tests.kernel.world import World
from topology.values import Design

SANDBOXES = 5
AT_MOST = 15.0
"""Seconds in which the other one is to be built; it takes a tenth of one where nothing else runs."""
STEPS = [
    "mount",
    "netlink new link",
    "netlink set link",
    "netlink new address",
    "netlink new route",
]


@pytest.fixture
def other(backend: KernelBackend) -> Iterator[World]:
    made = World(backend)
    yield made
    made.destroy()


@contextmanager
def working(folder: Path, designs: Designs) -> Iterator[None]:
    """An engine with threads for two topologies that looks at everything only when it starts."""
    with closing(open_backend(folder)) as backend:
        worker = Worker(backend, designs, resync=3600.0, beat=3600.0, threads=2)
        thread = Thread(target=worker.run)
        thread.start()
        try:
            yield
            assert thread.is_alive()
        finally:
            worker.stop()
            thread.join(timeout=20)


def two(world: World, other: World) -> tuple[Designs, Design, Design]:
    designs = Designs()
    broken, sound = rich(world.name, SANDBOXES), rich(other.name, SANDBOXES)
    designs.want(broken)
    designs.want(sound)
    return designs, broken, sound


@pytest.mark.parametrize("step", STEPS)
def test_while_one_topology_hangs_another_is_built_and_afterwards_itself(
    world: World, other: World, tmp_path: Path, step: str
) -> None:
    designs, broken, sound = two(world, other)
    hang = refusing.Hanging(lambda effect: str(effect).startswith(step) and world.name in effect.what)
    start = time.monotonic()
    with effects.told(hang), working(tmp_path, designs):
        assert hang.begun.wait(AT_MOST)
        assert designs.wait_for("in_sync", other.name)
        assert time.monotonic() - start < AT_MOST
        assert "in_sync" not in [status.state for name, _, status in designs.reports if name == world.name]
        hang.heal()
        assert designs.wait_for("in_sync", world.name)
    assert oracle.wrong(broken) + oracle.wrong(sound) == []


@pytest.mark.parametrize("step", STEPS)
def test_while_one_topology_is_refused_another_is_built_and_afterwards_itself(
    world: World, other: World, tmp_path: Path, step: str
) -> None:
    designs, broken, sound = two(world, other)
    refuse = refusing.Always(
        errno.ENOMEM, lambda effect: str(effect).startswith(step) and world.name in effect.what
    )
    start = time.monotonic()
    with effects.told(refuse), working(tmp_path, designs):
        assert designs.wait_for("in_sync", other.name)
        assert time.monotonic() - start < AT_MOST
        assert designs.wait_for("degraded", world.name)
        refuse.heal()
        assert designs.wait_for("in_sync", world.name)
    assert oracle.wrong(broken) + oracle.wrong(sound) == []


def test_a_topology_that_cannot_be_read_is_degraded_and_says_so_and_another_is_built(
    world: World, other: World, tmp_path: Path
) -> None:
    designs, broken, sound = two(world, other)
    troubled = [True]
    trouble = effects.interrupted(lambda place: troubled[0] and place.startswith(world.name))
    with trouble, working(tmp_path, designs):
        assert designs.wait_for("in_sync", other.name)
        assert designs.wait_for("degraded", world.name)
        reasons = {status.reason for name, _, status in designs.reports if name == world.name}
        troubled[0] = False
        assert designs.wait_for("in_sync", world.name)
    assert any("changes faster than it can be read" in reason for reason in reasons)
    assert oracle.wrong(broken) + oracle.wrong(sound) == []


def test_what_was_read_short_is_read_again(world: World) -> None:
    left = [40]

    def now_and_then(_: str) -> bool:
        left[0] -= 1
        return left[0] > 0 and left[0] % 3 > 0

    design = rich(world.name, SANDBOXES)
    with effects.interrupted(now_and_then):
        world.build(design)
        assert world.reconcile().is_done
    assert left[0] < 20
    assert oracle.wrong(design) == []


def test_a_holder_whose_start_hangs_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(namespaces.Holders()) as holders:
        holders.take().close()
        begun, may_go_on = Event(), Event()

        def hanging() -> namespaces.Holder:
            begun.set()
            may_go_on.wait()
            return Holder()

        monkeypatch.setattr(namespaces, "Holder", hanging)
        ahead = Thread(target=holders.start_ahead)
        ahead.start()
        assert begun.wait(AT_MOST)
        monkeypatch.setattr(namespaces, "Holder", Holder)
        taking = Thread(target=lambda: holders.take().close())
        taking.start()
        taking.join(AT_MOST)
        is_waiting = taking.is_alive()
        may_go_on.set()
        ahead.join()
        assert not is_waiting
