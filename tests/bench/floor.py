"""How long the engine takes to build a topology and to take it down, beside the kernel's own floor.

    python -m tests.bench.floor [--sandboxes N] [--rounds N] [--json]

The floor is `kernel_floor.c`: one thread of C that makes as many namespaces, links, addresses and routes
with nothing but the kernel in the way. Rounds alternate between the two, so that both meet the same noise.
The engine's time is everything from a parsed design to a verified build; after the teardown it is seen from
outside that nothing is left. Needs root and a C compiler. Exit status 1 if a figure is over its bound.
"""

import os
import sys
from pathlib import Path
from statistics import median

from engine.backends import Backend
from tests.bench.arguments import parser
from tests.bench.building import Seconds, engine, floor, medians, prepared
from tests.bench.designs import bridged
from tests.bench.figures import Figure, Report, finish

BUILD, TEARDOWN = 1.0, 5.0
"""The most that the engine may take of the floor's build, and how many times faster it takes down."""


def main(arguments: list[str]) -> int:
    options = parser("floor", sandboxes=500).parse_args(arguments)
    return finish(measure(options.sandboxes, options.rounds), options.json)


def measure(sandboxes: int = 500, rounds: int = 7) -> Report:
    with prepared() as (program, backend):
        runs = [_round(program, backend, sandboxes) for _ in range(rounds)]
    floors, engines = zip(*runs, strict=True)
    build = median(engine["build"] / floor["build"] for floor, engine in runs)
    teardown = median(floor["teardown"] / engine["teardown"] for floor, engine in runs)
    seconds = {"floor": medians(floors), "engine": medians(engines)}
    return Report(
        f"The engine beside the kernel's floor: {sandboxes} sandboxes, medians of {rounds} rounds",
        (
            Figure("build: engine / floor", build, bound=BUILD),
            Figure("teardown: floor / engine", teardown, bound=TEARDOWN, least=True),
            *(Figure(f"build, {who}", steps["build"], "s") for who, steps in seconds.items()),
            *(Figure(f"teardown, {who}", steps["teardown"], "s") for who, steps in seconds.items()),
        ),
        {"sandboxes": sandboxes, "rounds": rounds, **seconds},
    )


def _round(program: Path, backend: Backend, sandboxes: int) -> tuple[Seconds, Seconds]:
    return floor(program, sandboxes), engine(backend, bridged(f"bench-{os.getpid()}", sandboxes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
