"""Building and taking down, timed: by the floor, by the engine, and when the kernel has come to rest."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from engine import collecting
from engine.backends import Backend
from engine.backends.kernel import KernelBackend, open_backend
from engine.lower import lower
from engine.planning import plan
from tests.bench import remains
from topology.values import Design

SOURCE = Path(__file__).with_name("kernel_floor.c")

Seconds = dict[str, float]
"""By step."""


@contextmanager
def prepared() -> Iterator[tuple[Path, KernelBackend]]:
    """The floor's program, compiled, and the engine's backend of this machine, as an engine has it."""
    collecting.seldom()
    with tempfile.TemporaryDirectory(prefix="patchboard-bench-") as folder:
        program = Path(folder) / "kernel_floor"
        subprocess.run(["cc", "-O2", "-o", program, SOURCE], check=True)
        backend = open_backend(Path(folder) / "run")
        yield program, backend
        backend.close()


def floor(program: Path, sandboxes: int) -> Seconds:
    """What the kernel itself takes: `kernel_floor.c`, once."""
    command = [str(program), str(sandboxes), f"f{os.getpid()}x"]
    said = subprocess.run(command, check=True, capture_output=True).stdout
    settle()
    steps: Seconds = json.loads(said)
    return {step: steps[step] for step in ("namespaces", "links", "configure", "build", "teardown")}


def engine(backend: Backend, design: Design) -> Seconds:
    """From the parsed design to the verified build, and down again; raises if either is not so."""
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
        raise SystemExit(f"{len(failures or rest)} not built, such as {(failures or rest)[0]}")
    inside = remains.namespaces(design.name)
    clock.lap("between")
    backend.apply(design.name, plan(observed, {}))
    clock.lap("teardown")
    remains.none_of(design.name, inside)
    settle()
    del clock.laps["between"]
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


def medians(runs: Sequence[Seconds]) -> Seconds:
    return {step: round(median(run[step] for run in runs), 4) for step in runs[0]}
