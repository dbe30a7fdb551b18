"""What a topology costs while nothing happens: a look at all of it, the idle engine, its memory.

    python -m tests.bench.steady [--sandboxes N] [--rounds N] [--seconds N] [--json]

A resync is all of what the engine does when it looks at a topology that is in sync, the store included; it
is set beside the build of as many sandboxes. The idle engine is a process of its own, as `manage.py up` has
it, over a time in which it resyncs as it always does. Needs root and a C compiler. Exit status 1 if a
figure is over its bound.
"""

import os
import sys
import time
from pathlib import Path
from statistics import median

from engine.backends.kernel import KernelBackend
from engine.tending import Tender
from tests.bench import own_store
from tests.bench.arguments import parser
from tests.bench.building import engine, prepared, settle
from tests.bench.designs import bridged
from tests.bench.figures import Figure, Report, finish
from tests.bench.processes import used, used_by_ended_children
from tests.bench.stored import QUIET, begin, deployed, destroyed, engine_is_there, wanted
from webapp.store.for_engine import StoredDesigns

RESYNC, IDLE, MEMORY = 0.1, 1.0, 150.0
PAUSE = 3.0
"""Seconds before each look, after which the caches are not warm, as in real life."""


def main(arguments: list[str]) -> int:
    made = parser("steady", sandboxes=1000)
    made.add_argument("--seconds", type=float, default=60.0)
    options = made.parse_args(arguments)
    return finish(measure(options.sandboxes, options.rounds, options.seconds), options.json)


def measure(sandboxes: int = 1000, rounds: int = 5, seconds: float = 60.0) -> Report:
    name = f"steady-{os.getpid()}"
    design = bridged(name, sandboxes)
    begin(design)
    with prepared() as (_, backend):
        builds = [engine(backend, design)["build"] for _ in range(rounds)]
        looks = _resyncs(backend, name, rounds)
    with own_store.engine() as pid:
        engine_is_there()
        deployed(name)
        busy = _idle(pid, seconds)
        memory = [_memory(each) for each in (pid, *_children(pid))]
        destroyed(name)
    settle()
    build, look = median(builds), median(looks)
    return Report(
        f"While nothing happens: {sandboxes} sandboxes, medians of {rounds} rounds",
        (
            Figure("resync with nothing to do / build", look / build, "x", RESYNC),
            Figure("resync with nothing to do", look * 1000, "ms"),
            Figure("build", build * 1000, "ms"),
            Figure(f"idle engine, over {seconds:g} s", busy, "% of a core", IDLE),
            Figure("memory of the engine", memory[0], "MB", MEMORY),
            Figure("memory of the processes that it started", sum(memory[1:]), "MB"),
        ),
        {"sandboxes": sandboxes, "rounds": rounds},
    )


def _resyncs(backend: KernelBackend, name: str, rounds: int) -> list[float]:
    """Seconds of each, `PAUSE` apart."""
    tender = Tender(backend, StoredDesigns())
    with wanted(name, tender):
        time.sleep(QUIET)
        return [_timed(tender, name) for _ in range(rounds)]


def _timed(tender: Tender, name: str) -> float:
    time.sleep(PAUSE)
    began = time.perf_counter()
    tender.tend(name)
    return time.perf_counter() - began


def _idle(pid: int, seconds: float) -> float:
    """Percent of a core that the process and its children use."""
    time.sleep(QUIET)
    before = _used(pid)
    time.sleep(seconds)
    return 100 * (_used(pid) - before) / seconds


def _used(pid: int) -> float:
    return used(pid) + used_by_ended_children(pid)


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _memory(pid: int) -> float:
    """Resident, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
