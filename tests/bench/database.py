"""From the click on Deploy until every object is said to be in sync, beside the kernel's own floor.

    python -m tests.bench.database [--sandboxes N] [--rounds N] [--json]

The store is a SQLite file; the engine is a process of its own, as `manage.py up` has it. The time is that
from the transaction that asks for the design to the one after which every object's row says *in sync*.
Rounds alternate with the floor's. Needs root and a C compiler. Exit status 1 if it is over its bound.
"""

import os
import sys
import time
from statistics import median

from tests.bench import own_store
from tests.bench.arguments import parser
from tests.bench.building import floor, prepared, settle
from tests.bench.designs import bridged
from tests.bench.figures import Figure, Report, finish
from tests.bench.stored import begin, deployed, destroyed, engine_is_there

BOUND = 1.3


def main(arguments: list[str]) -> int:
    options = parser("database", sandboxes=500).parse_args(arguments)
    return finish(measure(options.sandboxes, options.rounds), options.json)


def measure(sandboxes: int = 500, rounds: int = 5) -> Report:
    name = f"stored-{os.getpid()}"
    begin(bridged(name, sandboxes))
    with prepared() as (program, _), own_store.engine():
        engine_is_there()
        runs = [(floor(program, sandboxes)["build"], _round(name)) for _ in range(rounds + 1)][1:]
    floors, stored = (median(each) for each in zip(*runs, strict=True))
    return Report(
        f"Through database, engine and status rows: {sandboxes} sandboxes, medians of {rounds} rounds",
        (
            Figure(
                "deploy until all in sync / floor", median(took / least for least, took in runs), "x", BOUND
            ),
            Figure("deploy until all in sync", stored, "s"),
            Figure("build, floor", floors, "s"),
        ),
        {"sandboxes": sandboxes, "rounds": rounds},
    )


def _round(name: str) -> float:
    began = time.perf_counter()
    deployed(name)
    took = time.perf_counter() - began
    destroyed(name)
    settle()
    return took


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
