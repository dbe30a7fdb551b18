"""Whether what is predicted of who reaches whom is what pings show, for designs by chance.

    python -m tests.bench.reaching [--rounds DESIGNS] [--json]

The designs are the same each time. Needs root. Exit status 1 if a single prediction is wrong.
"""

import sys
import time

from tests.bench.arguments import parser
from tests.bench.building import prepared
from tests.bench.figures import Figure, Report, finish
from tests.reaching.measuring import compare

DESIGNS, AT_ONCE = 200, 10


def main(arguments: list[str]) -> int:
    made = parser("reaching")
    made.set_defaults(rounds=DESIGNS)
    options = made.parse_args(arguments)
    return finish(measure(options.rounds), options.json)


def measure(designs: int = DESIGNS) -> Report:
    began, pings, wrong = time.monotonic(), 0, 0
    with prepared() as (_, backend):
        for first in range(0, designs, AT_ONCE):
            asked, mistaken = compare(backend, range(first, min(first + AT_ONCE, designs)))
            pings, wrong = pings + asked, wrong + len(mistaken)
            for each in mistaken:
                print(
                    f"seed {each.seed}, {each.sandbox} to {each.address}: {each.predicted}", file=sys.stderr
                )
    return Report(
        f"Who reaches whom, predicted and measured: {designs} designs by chance",
        (
            Figure("wrong predictions", wrong, "", 0),
            Figure("pings", pings, ""),
            Figure("building, pinging, taking away", time.monotonic() - began, "s"),
        ),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
