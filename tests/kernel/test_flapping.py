"""Cables that flap on the real kernel, looked after by an engine, and seen from inside a sandbox."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import TypeVar

import pytest

from engine.backends.kernel import KernelBackend, open_backend
from engine.resources import FABRIC, State
from engine.scope import Scope
from engine.tending import Tender
from engine.worker import Worker
from tests.engine.store import Designs
from tests.kernel import labs
from tests.kernel.test_carrier import has_carrier
from tests.kernel.test_shaping import impaired, patched
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.ipam import complete
from topology.values import Design, Endpoint, Flap, Patch

W = TypeVar("W", Endpoint, Patch)

TEN_AND_TWO = Flap(up="10s", down="2s")

FLAPPING = {
    "endpoint on a bridge": (impaired(labs.one_bridge(), flap=TEN_AND_TWO), ("app1", "eth0")),
    "end of a cable": (impaired(labs.cable(), flap=TEN_AND_TWO), ("right", "eth0")),
    "patch": (patched(flap=TEN_AND_TWO), (FABRIC, "p1-s2")),
}


class Clock:
    """Stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def wait_for_carrier(world: World, end: tuple[str, str], wanted: bool) -> None:
    until(lambda: has_carrier(world, *end) == wanted)


def wanted(world: World, design: Design) -> Designs:
    designs = Designs()
    designs.want(complete(design.model_copy(update={"name": world.name})))
    return designs


@pytest.mark.parametrize("kind", FLAPPING)
def test_the_carrier_comes_and_goes_by_the_clock(world: World, kind: str) -> None:
    design, end = FLAPPING[kind]
    clock = Clock()
    designs = wanted(world, design)
    tender = Tender(world.backend, designs, clock)
    for clock.now, carries in ((1.0, True), (11.0, False), (13.0, True), (23.0, False), (25.0, True)):
        tender.tend(world.name)
        wait_for_carrier(world, end, carries)
    assert designs.states == ["applying", "in_sync"]


def test_an_engine_that_starts_later_goes_on_in_step(world: World) -> None:
    design, end = FLAPPING["endpoint on a bridge"]
    clock = Clock()
    designs = wanted(world, design)
    for clock.now, carries in ((1.0, True), (11.0, False), (13.0, True)):
        Tender(world.backend, designs, clock).tend(world.name)
        wait_for_carrier(world, end, carries)
    assert designs.states == ["applying", "in_sync", "in_sync", "in_sync"]


def test_by_the_clock_on_the_wall_nothing_is_told_and_no_interface_made_anew(
    world: World, tmp_path: Path
) -> None:
    designs = wanted(world, impaired(labs.one_bridge(), flap=Flap(up="300ms", down="200ms"), rate="10mbit"))
    with working(designs, tmp_path):
        assert designs.wait_for("in_sync", world.name)
        index = world.do("app1", "cat /sys/class/net/eth0/ifindex")
        before = carrier_changes(world)
        until(lambda: carrier_changes(world) >= before + 8, seconds=20)
        assert world.do("app1", "cat /sys/class/net/eth0/ifindex") == index
    assert [status.reason for _, _, status in designs.reports[1:]] == [""]


@pytest.mark.parametrize("kind", FLAPPING)
def test_a_turn_costs_a_look_at_what_turns(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    design, end = FLAPPING[kind]
    designs, looks = wanted(world, often(design)), noted_looks(monkeypatch)
    with working(designs, tmp_path, resync=3600.0):
        assert designs.wait_for("in_sync", world.name)
        until(world.has_settled, 20)
        wait_for_turns(world, end, 2)
        looks.clear()
        wait_for_turns(world, end, 4)
        assert looks
        assert None not in looks


def often(design: Design) -> Design:
    """What flaps in it turns twice a second."""
    flap = Flap(up="500ms", down="500ms")

    def faster(wires: Iterable[W]) -> tuple[W, ...]:
        return tuple(wire.model_copy(update={"flap": flap}) if wire.flap else wire for wire in wires)

    return design.model_copy(
        update={"endpoints": faster(design.endpoints), "patches": faster(design.patches)}
    )


def noted_looks(monkeypatch: pytest.MonkeyPatch) -> list[Scope | None]:
    """What engines look at from now on; None is a whole topology."""
    looks: list[Scope | None] = []
    observe = KernelBackend.observe

    def noted(self: KernelBackend, topology: str, scope: Scope | None = None) -> State:
        looks.append(scope)
        return observe(self, topology, scope)

    monkeypatch.setattr(KernelBackend, "observe", noted)
    return looks


def wait_for_turns(world: World, end: tuple[str, str], turns: int) -> None:
    for _ in range(turns):
        carries = has_carrier(world, *end)
        wait_for_carrier(world, end, not carries)


def test_drift_is_repaired_between_turns(world: World, tmp_path: Path) -> None:
    designs = wanted(world, impaired(labs.one_bridge(), flap=Flap(up="1h", down="1h")))
    with working(designs, tmp_path):
        assert designs.wait_for("in_sync", world.name)
        world.do("app2", "ip address delete 10.0.0.3/24 dev eth0")
        until(lambda: "10.0.0.3/24" in world.do("app2", "ip -o -4 address show dev eth0"))


def carrier_changes(world: World) -> int:
    return int(world.do("app1", "cat /sys/class/net/eth0/carrier_changes"))


@contextmanager
def working(designs: Designs, folder: Path, resync: float = 10.0) -> Iterator[None]:
    """An engine of its own for these designs."""
    with closing(open_backend(folder)) as backend:
        worker = Worker(backend, designs, threads=2, resync=resync)
        thread = Thread(target=worker.run)
        thread.start()
        try:
            yield
        finally:
            worker.stop()
            thread.join(timeout=20)
