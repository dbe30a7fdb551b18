"""What one edit of a running topology costs, whatever its size, beside the same by hand.

    python -m tests.bench.edit [--sandboxes N] [--rounds N] [--json]

Two edits, an endpoint that is added and an address that is changed, each from the edited design to the
verified change, in a topology of N sandboxes and in one of 10, by turns. By hand they are the `ip` commands
that a person would type, one process each. Needs root. Exit status 1 if one costs more than the bounds.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from engine.adjusting import Built, adjust
from engine.backends import Backend
from engine.backends.kernel import open_backend
from engine.commands import commands
from engine.lower import lower
from engine.planning import plan
from engine.reconcile import inspect, reconcile
from tests.bench.arguments import parser
from tests.bench.designs import bridged
from tests.bench.figures import Figure, Report
from topology.edits import apply
from topology.values import Design

SMALL = 10
BY_SIZE, BY_HAND = 3.0, 3.0
"""How many times the edit of the small topology, and the commands by hand, an edit may take."""

Operation = dict[str, Any]
_numbers = count(100)


def main(arguments: list[str]) -> int:
    options = parser("edit", sandboxes=1000).parse_args(arguments)
    result = measure(options.sandboxes, options.rounds)
    print(json.dumps(result) if options.json else as_text(result))
    return 0 if all(each["within"] for each in result["edits"].values()) else 1


def report(sandboxes: int = 1000, rounds: int = 5) -> Report:
    """The same as figures."""
    result = measure(sandboxes, rounds)
    figures = [
        Figure(f"{name}: {ratio}", each[ratio], "x", bound)
        for name, each in result["edits"].items()
        for ratio, bound in (("large / small", BY_SIZE), ("large / by hand", BY_HAND))
    ]
    said = f"small {SMALL}, large {sandboxes} sandboxes, medians of {rounds} rounds"
    return Report(f"One edit of a running topology: {said}", tuple(figures), result)


def measure(sandboxes: int, rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="patchboard-bench-") as folder:
        backend = open_backend(Path(folder) / "run")
        with deployed(backend, "small", SMALL) as small, deployed(backend, "large", sandboxes) as large:
            edits = {name: _edit(make, small, large, rounds) for name, make in EDITS.items()}
        backend.close()
    return {"sandboxes": sandboxes, "small": SMALL, "rounds": rounds, "edits": edits}


def add_endpoint(number: int) -> Operation:
    value = {"sandbox": "app1", "network": "lan0", "addresses": [f"10.0.0.{number}/24"]}
    return {"op": "add", "kind": "endpoint", "value": value}


def change_address(number: int) -> Operation:
    fields = {"addresses": [f"10.0.0.{number}/24"]}
    return {"op": "set", "kind": "endpoint", "name": "app2.eth0", "fields": fields}


EDITS: dict[str, Callable[[int], Operation]] = {
    "add an endpoint": add_endpoint,
    "change an address": change_address,
}


@dataclass(slots=True)
class Running:
    """A topology that runs, and what it was made from."""

    backend: Backend
    built: Built

    def edit(self, operation: Operation) -> float:
        """Seconds; raises if it did not go as a small edit."""
        after = apply(self.built.design, [operation])
        began = time.perf_counter()
        adjusted = adjust(self.backend, self.built, self.built.revision + 1, after)
        took = time.perf_counter() - began
        if adjusted is None:
            raise SystemExit(f"not adjusted: {operation}")
        self.built = adjusted.built
        return took

    def by_hand(self, operation: Operation) -> float:
        """Seconds that the commands for it take; afterwards it is undone by the engine."""
        after = lower(apply(self.built.design, [operation]))
        typed = commands(after.topology, plan(self.built.desired.state, after.state))
        began = time.perf_counter()
        for command in typed:
            subprocess.run(command, check=True)
        took = time.perf_counter() - began
        reconcile(self.backend, self.built.desired, inspect(self.backend, self.built.desired))
        return took


@contextmanager
def deployed(backend: Backend, name: str, sandboxes: int) -> Iterator[Running]:
    design: Design = apply(bridged(f"{name}-{os.getpid()}", sandboxes), [])
    desired = lower(design)
    try:
        if not reconcile(backend, desired, inspect(backend, desired)).is_done:
            raise SystemExit(f"{design.name} cannot be built")
        yield Running(backend, Built(1, design, desired))
    finally:
        backend.apply(design.name, plan(backend.observe(design.name), {}))


def _edit(make: Callable[[int], Operation], small: Running, large: Running, rounds: int) -> dict[str, Any]:
    """By turns, so that all meet the same noise; the first is not counted, it finds everything cold."""
    runs = [
        (
            small.edit(make(next(_numbers))),
            large.edit(make(next(_numbers))),
            large.by_hand(make(next(_numbers))),
        )
        for _ in range(rounds + 1)
    ][1:]
    at_small, at_large, by_hand = (median(each) for each in zip(*runs, strict=True))
    by_size, to_hand = at_large / at_small, at_large / by_hand
    return {
        "small": round(at_small, 5),
        "large": round(at_large, 5),
        "by hand": round(by_hand, 5),
        "large / small": round(by_size, 2),
        "large / by hand": round(to_hand, 2),
        "bounds": [BY_SIZE, BY_HAND],
        "within": by_size <= BY_SIZE and to_hand <= BY_HAND,
    }


def as_text(result: dict[str, Any]) -> str:
    lines = [f"one edit, medians of {result['rounds']} rounds, milliseconds"]
    for name, each in result["edits"].items():
        small, large, by_hand = (each[key] * 1000 for key in ("small", "large", "by hand"))
        sizes = f"{result['small']} sandboxes {small:.1f}  {result['sandboxes']} sandboxes {large:.1f}"
        by_size, to_hand = each["large / small"], each["large / by hand"]
        lines.append(f"{name:>18}: {sizes}  by hand {by_hand:.1f}")
        lines.append(
            f"{'':>18}  large / small {by_size} (bound {BY_SIZE}), / by hand {to_hand} (bound {BY_HAND})"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
