"""Topologies that are tended in memory."""

import pytest

from tests.engine.builders import one_bridge
from tests.engine.tended import World


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
