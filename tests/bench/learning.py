"""Whether what is predicted of routers that speak OSPF is what pings show, for designs by chance.

    python -m tests.bench.learning [--rounds DESIGNS] [--json]

The designs are the same each time. Needs root and BIRD. Exit status 1 if a single prediction is wrong.
"""

import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from engine.backends import Backend
from engine.reach import Reach, Walk
from tests.bench.arguments import parser
from tests.bench.building import prepared
from tests.bench.figures import Figure, Report, finish
from tests.kernel.world import World
from tests.reaching.routers import by_chance

DESIGNS, AT_ONCE = 40, 8
LEARNING = 25.0
"""Seconds in which all is learned: several times as long as the slowest router of these designs waits for
another. Nothing tells that no more will come."""


@dataclass(frozen=True)
class Asked:
    """One ping: in which topology, from which sandbox to which address, and what is predicted of it."""

    seed: int
    world: World
    sandbox: str
    address: str
    walk: Walk

    @property
    def is_wrong(self) -> bool:
        """Asked twice, since the first question for a neighbour may be lost."""
        return self.walk.predicted is not None and self._answers() is not self.walk.predicted

    def _answers(self) -> bool:
        where = self.world.netns(self.sandbox)
        command = ["ip", "netns", "exec", where, "ping", "-n", "-c2", "-i0.3", "-W1", self.address]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0


def main(arguments: list[str]) -> int:
    made = parser("learning")
    made.set_defaults(rounds=DESIGNS)
    options = made.parse_args(arguments)
    return finish(measure(options.rounds), options.json)


def measure(designs: int = DESIGNS) -> Report:
    asked: list[Asked] = []
    wrong: list[Asked] = []
    with prepared() as (_, backend):
        for first in range(0, designs, AT_ONCE):
            with _built(backend, range(first, min(first + AT_ONCE, designs))) as pings:
                time.sleep(LEARNING)
                asked += pings
                with ThreadPoolExecutor(16) as asking:
                    answers = asking.map(lambda each: each.is_wrong, pings)
                    wrong += [each for each, is_wrong in zip(pings, answers, strict=True) if is_wrong]
    for each in wrong:
        print(f"seed {each.seed}, {each.sandbox} to {each.address}: {each.walk}", file=sys.stderr)
    said = [each.walk.predicted for each in asked]
    return Report(
        f"Who reaches whom by routes that are learned: {designs} designs by chance",
        (
            Figure("wrong predictions", len(wrong), "", 0),
            Figure("answers predicted", said.count(True), ""),
            Figure("silence predicted", said.count(False), ""),
            Figure("left open", said.count(None), ""),
            Figure("by several ways", sum(each.walk.varies for each in asked), ""),
        ),
    )


@contextmanager
def _built(backend: Backend, seeds: Iterable[int]) -> Iterator[list[Asked]]:
    worlds = {seed: World(backend) for seed in seeds}
    try:
        for seed, world in worlds.items():
            failures = world.build(by_chance(seed))
            assert not failures, (seed, failures)
        yield [each for seed, world in worlds.items() for each in _asked(seed, world)]
    finally:
        for world in worlds.values():
            world.destroy()


def _asked(seed: int, world: World) -> Iterator[Asked]:
    for (sandbox, _), ways in Reach(by_chance(seed)).all().items():
        for address, walk in ways.items():
            yield Asked(seed, world, sandbox, str(address), walk)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
