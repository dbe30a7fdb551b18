"""An engine killed half-way through building: the next one converges, and nothing leaks."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import World, run

SANDBOXES = 120
PATIENCE = 20.0
ROOT = Path(__file__).parents[2]

Moment = Callable[[World], bool]


def names(at_least: int) -> Moment:
    return lambda world: len(world.names()) >= at_least


def links(at_least: int) -> Moment:
    return lambda world: world.names() != set() and _links_in_fabric(world) >= at_least


def _links_in_fabric(world: World) -> int:
    command = ["ip", "-n", world.name, "-o", "link", "show"]
    said = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    return len(said.splitlines())


MOMENTS = {
    "the first name": names(1),
    "a third of the names": names(SANDBOXES // 3),
    "the bridge": links(2),
    "some links": links(20),
    "most links": links(100),
    "the last link": links(SANDBOXES + 2),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_next_engine_finishes_what_a_killed_one_began(world: World, moment: str) -> None:
    kill_while_building(world, MOMENTS[moment])
    world.build(labs.one_bridge(SANDBOXES))
    assert world.reconcile().is_done
    assert world.pings("app1", "10.0.0.100")
    assert set(world.links(FABRIC)) == {"lo", "lan1", *(f"app{n}-eth0" for n in range(1, SANDBOXES + 1))}


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_next_engine_can_destroy_what_a_killed_one_began(world: World, moment: str) -> None:
    kill_while_building(world, MOMENTS[moment])
    world.destroy()
    assert world.names() == set()
    assert world.name not in Path("/proc/self/mountinfo").read_text()
    until(lambda: not orphaned_holders())


def test_links_made_but_not_marked_yet_are_made_anew(world: World) -> None:
    world.build(labs.one_bridge())
    run("ip", "-n", world.name, "link", "set", "app1-eth0", "alias", "")
    run("ip", "-n", world.netns("app1"), "link", "set", "eth0", "alias", "")
    run("ip", "-n", world.name, "link", "set", "lan1", "alias", "")
    assert world.reconcile().is_done
    assert world.pings("app1", "10.0.0.3")


def kill_while_building(world: World, moment: Moment) -> None:
    command = [sys.executable, "-m", "tests.kernel.builder", world.name, str(SANDBOXES)]
    with subprocess.Popen(command, cwd=ROOT) as builder:
        until(lambda: moment(world) or builder.poll() is not None, PATIENCE)
        builder.kill()


def orphaned_holders() -> list[str]:
    """Processes that make namespaces for an engine that is gone."""
    processes = [line.split(None, 1) for line in run("ps", "-eo", "ppid,args").splitlines()]
    return [words for parent, words in processes if parent == "1" and "holder.py" in words]
