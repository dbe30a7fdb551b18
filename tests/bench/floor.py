"""How long the engine takes to build a topology, beside the kernel's own floor, in the same run.

    python -m tests.bench.floor [--sandboxes N] [--rounds N] [--json]

The floor is `kernel_floor.c`: one thread of C that makes as many namespaces, links, addresses and routes
with nothing but the kernel in the way. Rounds alternate between the two, so that both meet the same noise.
The engine's time is everything from a parsed design to a verified build. Needs root and a C compiler.
Exit status 1 if the engine takes longer than the bound.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from engine.backends import Backend
from engine.backends.kernel import open_backend
from engine.lower import lower
from engine.planning import plan
from tests.bench.arguments import parser
from tests.bench.designs import bridged
from topology.values import Design

BOUND = 1.5
SOURCE = Path(__file__).with_name("kernel_floor.c")

Seconds = dict[str, float]
Summary = dict[str, Any]


def main(arguments: list[str]) -> int:
    options = parser("floor").parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="patchboard-bench-") as folder:
        program = compile_floor(Path(folder))
        backend = open_backend(Path(folder) / "run")
        rounds = [_round(program, backend, options.sandboxes) for _ in range(options.rounds)]
        backend.close()
    result = summary(options.sandboxes, rounds)
    print(json.dumps(result) if options.json else as_text(result))
    return 0 if result["ratio"] <= BOUND else 1


def compile_floor(folder: Path) -> Path:
    program = folder / "kernel_floor"
    subprocess.run(["cc", "-O2", "-o", program, SOURCE], check=True)
    return program


def _round(program: Path, backend: Backend, sandboxes: int) -> tuple[Seconds, Seconds]:
    floor = floor_once(program, sandboxes)
    settle()
    engine = engine_once(backend, bridged(f"bench-{os.getpid()}", sandboxes))
    settle()
    return floor, engine


def floor_once(program: Path, sandboxes: int) -> Seconds:
    command = [str(program), str(sandboxes), f"f{os.getpid()}x"]
    said = subprocess.run(command, check=True, capture_output=True).stdout
    steps: Seconds = json.loads(said)
    return {step: steps[step] for step in ("namespaces", "links", "configure", "build", "teardown")}


def engine_once(backend: Backend, design: Design) -> Seconds:
    """Build and destroy; raises if the build is not what was asked for."""
    clock = Clock()
    desired = lower(design).state
    clock.lap("lower")
    actions = plan(backend.observe(design.name), desired)
    clock.lap("plan")
    failures = backend.apply(design.name, actions)
    clock.lap("apply")
    observed = backend.observe(design.name)
    rest = plan(observed, desired)
    clock.lap("verify")
    build = sum(clock.laps.values())
    if failures or rest:
        raise SystemExit(f"not built: {failures or rest}")
    backend.apply(design.name, plan(observed, {}))
    clock.lap("teardown")
    return {**clock.laps, "build": build}


class Clock:
    """Seconds from lap to lap, by name."""

    def __init__(self) -> None:
        self.laps: Seconds = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name], self._last = now - self._last, now


def settle() -> None:
    """Wait until the kernel has taken apart the namespaces that were given up: it does so in their order,
    so when a last one's end of a veth pair is gone, all are."""
    stays, goes = f"stays{os.getpid()}", f"goes{os.getpid()}"
    for name in (stays, goes):
        _ip("netns", "add", name)
    _ip("-n", stays, "link", "add", "canary", "type", "veth", "peer", "name", "canary", "netns", goes)
    _ip("netns", "delete", goes)
    while _ip("-n", stays, "-o", "link", "show", "type", "veth"):
        time.sleep(0.01)
    _ip("netns", "delete", stays)


def _ip(*arguments: str) -> bytes:
    return subprocess.run(["ip", *arguments], check=True, capture_output=True).stdout


def summary(sandboxes: int, rounds: Sequence[tuple[Seconds, Seconds]]) -> Summary:
    """Medians of each step, and the median of each round's ratio."""
    floors, engines = zip(*rounds, strict=True)
    ratios = [engine["build"] / floor["build"] for floor, engine in rounds]
    return {
        "sandboxes": sandboxes,
        "rounds": len(rounds),
        "floor": _medians(floors),
        "engine": _medians(engines),
        "ratio": round(median(ratios), 3),
        "bound": BOUND,
    }


def _medians(runs: Sequence[Seconds]) -> Seconds:
    return {step: round(median(run[step] for run in runs), 4) for step in runs[0]}


def as_text(result: Summary) -> str:
    lines = [f"{result['sandboxes']} sandboxes, medians of {result['rounds']} rounds, seconds"]
    for who in ("floor", "engine"):
        steps = "  ".join(f"{step} {seconds:.3f}" for step, seconds in result[who].items())
        lines.append(f"{who:>7}: {steps}")
    verdict = "within" if result["ratio"] <= BOUND else "over"
    lines.append(f"  build: engine / floor = {result['ratio']:.2f}, {verdict} the bound of {BOUND}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
