"""How building grows with the topology: the engine's time for each sandbox, from 10 to 4,000 of them.

    python -m tests.bench.curve [--rounds N] [--json]

The time is everything from a parsed design to a verified build, as in `tests.bench.floor`. Needs root.
Exit status 1 if a sandbox among 4,000 costs more than 1.5 times one among 100.
"""

import os
import sys
from statistics import median

from tests.bench.arguments import parser
from tests.bench.building import engine, prepared
from tests.bench.designs import bridged
from tests.bench.figures import Figure, Report, finish

SIZES = (10, 100, 500, 1000, 2000, 4000)
BASE, BOUND = 100, 1.5


def main(arguments: list[str]) -> int:
    options = parser("curve").parse_args(arguments)
    return finish(measure(options.rounds), options.json)


def measure(rounds: int = 3) -> Report:
    with prepared() as (_, backend):
        runs = [
            {size: engine(backend, bridged(f"bench-{os.getpid()}", size))["build"] for size in SIZES}
            for _ in range(rounds)
        ]
    each = {size: median(run[size] / size for run in runs) * 1000 for size in SIZES}
    largest = SIZES[-1]
    return Report(
        f"Building, by size: milliseconds for each sandbox, medians of {rounds} rounds",
        (
            Figure(f"a sandbox among {largest} / among {BASE}", each[largest] / each[BASE], "x", BOUND),
            *(Figure(f"a sandbox among {size}", took, "ms") for size, took in each.items()),
        ),
        {"rounds": rounds, "milliseconds": each},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
