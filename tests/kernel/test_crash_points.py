"""Killed at any point, the engine leaves what the next one brings to where it should be, with nothing leaked.

`tests.kernel.crashing` says what a point is. Here are all points of building, updating and tearing down, and
some of each recovery, with eight sandboxes; `python -m tests.bench.crashes` takes all of them, with fifty.
"""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from engine.backends.kernel import KernelBackend, holder, open_backend
from tests import own_place
from tests.kernel import crashing, oracle, stacks
from tests.kernel.crashing import Way
from tests.kernel.dying import dying_at
from tests.kernel.test_vlan import members
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from topology.ipam import complete
from topology.values import Design, Sandbox

ALONE = Design(name="alone", sandboxes=(Sandbox(name="app1"),))
ROOT = Path(__file__).parents[2]
SANDBOXES = 8
RECOVERIES = 60
FEWEST = {
    **{"build": 150, "update": 80, "teardown": 50, "recovery": RECOVERIES},
    **{"services-begin": 25, "services-change": 15},
}
"""Fewer points than that, and what looks for them has gone blind."""


@pytest.mark.parametrize("way", FEWEST)
def test_an_engine_killed_before_or_after_any_change_is_made_up_for_by_the_next(
    backend: KernelBackend, way: str
) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.bench.crashes",
        "--json",
        f"--sandboxes={SANDBOXES}",
        f"--only={way}",
    ]
    if way == "recovery":
        command.append(f"--most={RECOVERIES}")
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)[way]
    assert found["points"] >= FEWEST[way]
    assert (found["wrong"], found["leaked"]) == ([], [])
    assert found["converged"] == found["points"]


@pytest.mark.stock_kernel
def test_killed_amid_vlans_ipvlan_and_netem_it_is_made_up_for_too(backend: KernelBackend) -> None:
    """From a process without threads, of which nothing stays but what failed."""
    assert crashing.ended(crashing.forked(lambda: kill_half_way(World(backend)))) == 0


def kill_half_way(world: World) -> None:
    """Through building, updating and tearing down, which follow each other."""
    own_place.be_alone()
    crashing.ask_once()
    one, other = (
        complete(design.model_copy(update={"name": world.name}))
        for design in (stacks.mixed(), stacks.mixed("7ms", 40))
    )
    ways = [Way(world.name, *wishes) for wishes in pairwise([None, one, other, None])]
    undisturbed = [(crashing.passed(way), seen_by_hand(world)) for way in ways]
    built, updated, left_over = (seen for _, seen in undisturbed)
    assert (built != updated, left_over) == (True, [])
    for way, (points, seen) in zip(ways, undisturbed, strict=True):
        point = points[len(points) // 2]
        crashing.die_at(point, way)
        crashing.passed(way)
        assert seen_by_hand(world) == seen, f"killed at {point}"


def seen_by_hand(world: World) -> object:
    """All of it that the system's own programs show; of one that was destroyed, all that is left over."""
    names = sorted(world.names())
    if not names:
        return oracle.left_over(world.name)
    shaping = [run("tc", "-n", name, "qdisc", "show").splitlines() for name in names]
    shaped = [sorted(line for line in each if "netem" in line or "tbf" in line) for each in shaping]
    return world.picture(), members(world), shaped


def test_what_makes_namespaces_may_be_killed_at_any_line_and_they_are_made_all_the_same(
    backend: KernelBackend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = 0
    while not killed_holder(killed + 1, tmp_path, monkeypatch):
        killed += 1
    assert killed > 20


def killed_holder(lines: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Build with a holder that is killed after so many lines, then with one that is not. Whether it lived."""
    program, survived = dying_at(lines, folder)
    with monkeypatch.context() as patched:
        patched.setattr(holder, "__file__", str(program))
        world = World(open_backend(folder))
        failures = world.build(ALONE)
    assert [failure for failure in failures if not failure.transient] == []
    until(lambda: world.reconcile().is_done)  # one more was started meanwhile, and is killed too
    assert oracle.wrong(ALONE.model_copy(update={"name": world.name})) == []
    world.destroy()
    world.backend.close()
    assert oracle.left_over(world.name) == []
    return survived.exists()
