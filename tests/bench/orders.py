"""Deeds in an order by chance, much further than in the tests: is all in the end as drawn, or said not to be?

    python -m tests.bench.orders [--seed N] [--only WHERE] [--json]

Each run goes another way; its seed leads the same way again. Needs root. Exit status 1 if anything went
wrong.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterable
from secrets import randbelow

from tests import by_chance, own_place
from tests.bench.figures import Figure, Report, finish

MACHINES = {"memory": "tests/engine/test_machine.py", "kernel": "tests/kernel/test_machine.py"}


def main(arguments: list[str]) -> int:
    made = argparse.ArgumentParser(prog="python -m tests.bench.orders")
    made.add_argument("--seed", type=int)
    made.add_argument("--only", action="append", choices=MACHINES)
    made.add_argument("--json", action="store_true")
    options = made.parse_args(arguments)
    return finish(measure(options.seed, options.only or MACHINES), options.json)


def measure(seed: int | None = None, where: Iterable[str] = tuple(MACHINES)) -> Report:
    """What went wrong goes to the standard error: the order of deeds that led there, and the command that
    leads there again."""
    seed = randbelow(1 << 32) if seed is None else seed
    print(f"deeds in an order by chance, seed {seed}", file=sys.stderr, flush=True)
    figures = [figure for each in where for figure in _figures(each, seed)]
    return Report(f"Deeds in an order by chance: seed {seed}", tuple(figures), {"seed": seed})


def _figures(where: str, seed: int) -> tuple[Figure, Figure]:
    began, wrong = time.monotonic(), _goes_wrong(where, seed)
    return (
        Figure(f"in the {where}: went wrong", wrong, "times", 0),
        Figure(f"in the {where}, all in all", time.monotonic() - began, "s"),
    )


def _goes_wrong(where: str, seed: int) -> bool:
    command = [sys.executable, *_again(where, seed)]
    done = subprocess.run(command, cwd=own_place.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, "again:", " ".join(command), sep="\n", file=sys.stderr, flush=True)
    return done.returncode != 0


def _again(where: str, seed: int) -> list[str]:
    """What to tell Python, to go the same way."""
    chance = [f"--hypothesis-profile={by_chance.PROFILE}", f"--hypothesis-seed={seed}"]
    return ["-m", "pytest", MACHINES[where], "-q", "-o", "faulthandler_timeout=0", *chance]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
