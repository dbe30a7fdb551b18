"""What it costs that somebody looks at the traffic of a running topology.

    python -m tests.bench.traffic [--sandboxes N] [--seconds N] [--json]

An engine with a console of its own, as `manage.py up` has them, and one looker who takes all that the console
tells as fast as it comes, as a browser with the traffic shown does. Something goes through every endpoint, so
that each second there is something to tell of all. Processor time is that of the console, and of the engine
beside it. Needs root. Exit status 1 if a figure is over its bound.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from websockets.sync.client import unix_connect

from tests.bench import own_store
from tests.bench.arguments import parser
from tests.bench.designs import PER_BRIDGE, bridged
from tests.bench.figures import Figure, Report, finish
from tests.bench.processes import used
from tests.bench.stored import QUIET, begin, deployed, destroyed, engine_is_there
from tests.require import require
from tests.webapp.browser import session_of
from webapp.running.console import path
from webapp.store.models import Topology
from webapp.store.signing_in import administrator

BUSY = 3.0
"""Percent of a core."""


def main(arguments: list[str]) -> int:
    made = parser("traffic", sandboxes=500)
    made.add_argument("--seconds", type=float, default=30.0)
    options = made.parse_args(arguments)
    return finish(measure(options.sandboxes, options.seconds), options.json)


def measure(sandboxes: int = 500, seconds: float = 30.0) -> Report:
    name = f"traffic-{os.getpid()}"
    begin(bridged(name, sandboxes))
    with own_store.engine() as engine:
        engine_is_there()
        deployed(name)
        time.sleep(QUIET)
        with flows(name, sandboxes):
            console, beside, told = _look(name, engine, seconds)
        destroyed(name)
    return Report(
        f"Traffic of {sandboxes} endpoints, looked at for {seconds:g} s",
        (
            Figure("console", console, "% of a core", BUSY),
            Figure("engine beside it", beside, "% of a core", BUSY),
            Figure("rates told a second", told / seconds, "objects"),
        ),
        {"sandboxes": sandboxes, "seconds": seconds},
    )


@contextmanager
def flows(name: str, sandboxes: int) -> Iterator[None]:
    """Every second sandbox pings its neighbour, five times a second."""
    ping = str(require("ping"))
    started = [
        subprocess.Popen(
            [*_inside(name, number - 1), ping, "-q", "-i", "0.2", _address(number)], stdout=subprocess.DEVNULL
        )
        for number in range(1, sandboxes, 2)
    ]
    try:
        yield
    finally:
        for each in started:
            each.kill()
            each.wait()


def _inside(name: str, number: int) -> list[str]:
    return ["ip", "netns", "exec", f"{name}.app{number}"]


def _address(number: int) -> str:
    """As `bridged` gives it."""
    network, place = divmod(number, PER_BRIDGE)
    return f"10.{network}.0.{place + 2}"


def _look(name: str, engine: int, seconds: float) -> tuple[float, float, int]:
    """Percent of a core of the console and of the engine, and how many rates were told."""
    topology = str(Topology.objects.get(name=name).pk)
    opening = {"session": session_of(administrator()), "topology": topology, "request": {"type": "traffic"}}
    with unix_connect(str(path()), uri="ws://console/", compression=None, max_size=None) as connection:
        connection.send(json.dumps(opening))
        connection.recv()
        (console,) = _consoles(engine)
        before, told, end = (used(console), used(engine)), 0, time.monotonic() + seconds
        while time.monotonic() < end:
            said = connection.recv()
            told += len(json.loads(said)["objects"]) if isinstance(said, str) else 0
        after = used(console), used(engine)
    busy, beside = (100 * (now - then) / seconds for now, then in zip(after, before, strict=True))
    return busy, beside, told


def _consoles(engine: int) -> list[int]:
    """The processes of that name that the engine has started, whichever of its threads did."""
    children = [
        int(pid)
        for task in Path(f"/proc/{engine}/task").iterdir()
        for pid in (task / "children").read_text().split()
    ]
    return [pid for pid in children if b"runconsole" in Path(f"/proc/{pid}/cmdline").read_bytes()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
