"""The tests with a browser that need Debian's own kernel, such as the sliders of a cable, which need netem.

    python -m tests.bench.emulated [--json]

Web, engine and browser run in an emulated machine: that takes over four minutes, too long for `make test`.
Exit status 1 if a test fails.
"""

import sys
import time

from tests.bench.arguments import parser
from tests.bench.figures import Figure, Report, finish
from tests.stock_kernel import run_marked


def main(arguments: list[str]) -> int:
    return finish(measure(), parser("emulated").parse_args(arguments).json)


def measure() -> Report:
    """What a failed test says goes to the standard error."""
    began, run = time.monotonic(), run_marked("tests/browser", processors=2)
    if run.returncode:
        print(run.stdout, file=sys.stderr, flush=True)
    return Report(
        "In a browser on Debian's own kernel",
        (
            Figure("went wrong", int(run.returncode != 0), "times", 0),
            Figure("all in all", time.monotonic() - began, "s"),
        ),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
