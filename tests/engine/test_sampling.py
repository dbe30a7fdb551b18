"""All who look at a topology's traffic are told by one sampler, which waits a while for the last who left."""

import asyncio
import time
from array import array
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.backends.kernel.place import Missing
from engine.console import sampling, traffic
from engine.console.instrument import Instrument
from engine.console.line import SEEING
from engine.traffic import Sample
from tests.engine.consoling import Caller, Consoles, People, console

APP1 = ("endpoint", "app1.eth0")


class Meters:
    """Stands in for the kernel's: app1 takes in 1,000 bytes from one reading to the next, a second later."""

    made = 0
    closed = 0
    taken = 0
    began = 0.0
    is_there = True

    def __init__(self, topology: str, places: object) -> None:
        if not Meters.is_there:
            raise Missing(Path(f"/run/netns/{topology}"))
        Meters.made += 1
        self._readings = 0

    def read(self) -> Sample:
        if not Meters.is_there:
            raise Missing(Path("/run/netns/lab"))
        self._readings += 1
        Meters.taken += 1
        counters = (1000 * self._readings, 0, 0, 0, 0, 0)
        return Sample(Meters.began + self._readings, {APP1: ((("", 100),), counters)})

    def close(self) -> None:
        Meters.closed += 1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds that are shorter, and a kernel that counts so evenly."""
    monkeypatch.setattr(sampling, "EVERY", 0.02)
    monkeypatch.setattr(sampling, "TopologyMeters", Meters)
    monkeypatch.setattr(Meters, "made", 0)
    monkeypatch.setattr(Meters, "closed", 0)
    monkeypatch.setattr(Meters, "taken", 0)
    monkeypatch.setattr(Meters, "began", time.monotonic())
    monkeypatch.setattr(Meters, "is_there", True)


@asynccontextmanager
async def consoles() -> AsyncIterator[Consoles]:
    people = People({"ann": "owner", "vic": "viewer"})
    instrument = Instrument(traffic.TrafficRequest, traffic.Traffic().run, SEEING)
    async with console(people, {"traffic": instrument}) as running:
        yield running


async def rates(caller: Caller, told: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first message of rates that is so."""
    while True:
        message = await caller.hear()
        if isinstance(message, dict) and message["type"] == "rates" and told(message):
            return message


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.01)


async def test_rates_are_told_and_then_only_that_they_are_as_they_were() -> None:
    async with consoles() as running, running.line("ann", type="traffic") as caller:
        first = await rates(caller, lambda message: bool(message["objects"]))
        assert first["objects"] == [["endpoint", "app1.eth0", 8000, 0, 0, 0, 0, 0]]
        assert (await rates(caller, lambda message: True))["objects"] == []


async def test_who_joins_later_gets_the_history_and_the_rates_that_are_now() -> None:
    async with consoles() as running, running.line("ann", type="traffic") as early:
        await rates(early, lambda message: bool(message["objects"]))
        async with running.line("vic", type="traffic") as late:
            history = await late.hear()
            values = array("f", await late.hear())
            assert history["objects"] == [list(APP1)]
            assert len(values) == 2 * history["seconds"]
            assert values[-2] == 8000
            now = await rates(late, lambda message: True)
            assert now["objects"] == [["endpoint", "app1.eth0", 8000, 0, 0, 0, 0, 0]]
        assert Meters.made == 1


async def test_however_many_look_the_kernel_is_asked_once_a_second() -> None:
    began = time.monotonic()
    async with consoles() as running, AsyncExitStack() as lines:
        for _ in range(10):
            await lines.enter_async_context(running.line("ann", type="traffic"))
        await until(lambda: Meters.taken > 10)
        taken, seconds = Meters.taken, (time.monotonic() - began) / sampling.EVERY
    assert taken <= 1 + seconds


async def test_who_comes_back_soon_finds_the_history_as_after_a_reload() -> None:
    async with consoles() as running:
        async with running.line("ann", type="traffic") as caller:
            await rates(caller, lambda message: bool(message["objects"]))
        before = Meters.taken
        await until(lambda: Meters.taken > before + 3)
        async with running.line("ann", type="traffic") as caller:
            assert (await caller.hear())["objects"] == [list(APP1)]
        assert (Meters.made, Meters.closed) == (1, 0)


async def test_once_nobody_has_come_back_nothing_is_counted_or_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "LINGER", 0.1)
    async with consoles() as running:
        async with running.line("ann", type="traffic") as caller:
            await rates(caller, lambda message: bool(message["objects"]))
        await until(lambda: Meters.closed == 1)
        async with running.line("ann", type="traffic") as caller:
            assert (await caller.hear())["objects"] == []
            await rates(caller, lambda message: True)
        assert Meters.made == 2


async def test_one_that_comes_after_it_by_its_name_has_no_past() -> None:
    async with consoles() as running:
        async with running.line("ann", type="traffic") as caller:
            await rates(caller, lambda message: bool(message["objects"]))
            Meters.is_there = False
        async with asyncio.timeout(5):
            while await history(running):
                await asyncio.sleep(3 * sampling.EVERY)


async def history(running: Consoles) -> list[Any]:
    """The objects that who comes now finds in it."""
    async with running.line("ann", type="traffic") as caller:
        objects: list[Any] = (await caller.hear())["objects"]
        return objects


async def test_what_is_destroyed_rests_and_is_seen_again_when_it_is_back() -> None:
    async with consoles() as running, running.line("ann", type="traffic") as caller:
        await rates(caller, lambda message: bool(message["objects"]))
        Meters.is_there = False
        still = await rates(caller, lambda message: bool(message["objects"]))
        assert still["objects"] == [["endpoint", "app1.eth0", 0, 0, 0, 0, 0, 0]]
        Meters.is_there = True
        again = await rates(caller, lambda message: bool(message["objects"]))
        assert again["objects"][0][2] == 8000
