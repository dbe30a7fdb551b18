"""Topologies that are tended in memory, `python -m engine` on a simulation, and a console's machine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from engine.backends.kernel.places import Places
from engine.console.machine import Machine
from engine.console.terminals.sessions import Sessions
from tests.engine.builders import one_bridge
from tests.engine.command_line import CommandLine
from tests.engine.tended import World
from tests.engine.terminal_lines import LIMITS


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def settled(world: World) -> World:
    """One in which a design is in sync, under drift policy `repair`."""
    world.designs.want(one_bridge("app1"))
    world.tend()
    world.designs.reports.clear()
    return world


@pytest.fixture
def shown(world: World) -> World:
    """One in which a design is in sync, under drift policy `show`."""
    world.designs.want(one_bridge("app1"), drift="show")
    world.tend()
    world.designs.reports.clear()
    return world


@pytest.fixture
def engine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    monkeypatch.setenv("PATCHBOARD_DATA", str(tmp_path / "data"))
    return CommandLine(tmp_path, capsys)


@pytest.fixture
async def machine() -> AsyncIterator[Machine]:
    """A console's, whose terminals have limits that a test reaches."""
    made = Machine("root", Places(1), Sessions(LIMITS))
    yield made
    await made.aclose()
