"""How much faster the engine builds than what else is at hand: a script for `ip`, and Mininet.

    python -m tests.bench.others [--sandboxes N] [--rounds N] [--json]

The same star three ways, by turns. The script is the fastest there is for `ip`: one `ip -batch` for all
namespaces and the fabric, then one for each sandbox, as a batch cannot change its namespace; it marks
nothing and verifies nothing. Mininet is Debian's package, with LinuxBridge. Needs root, `ip` and `mn`.
Exit status 1 if the engine is not as much faster as it should be.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from tests.bench.arguments import parser
from tests.bench.building import engine, prepared, settle
from tests.bench.designs import PER_BRIDGE, bridged
from tests.bench.figures import Figure, Report, finish

SCRIPT, MININET = 3.5, 12.0
STAR = Path(__file__).with_name("mininet_star.py")


def main(arguments: list[str]) -> int:
    options = parser("others", sandboxes=500).parse_args(arguments)
    return finish(measure(options.sandboxes, options.rounds), options.json)


def measure(sandboxes: int = 500, rounds: int = 3) -> Report:
    name = f"bench-{os.getpid()}"
    with prepared() as (_, backend):
        runs = [
            (engine(backend, bridged(name, sandboxes))["build"], script(name, sandboxes), mininet(sandboxes))
            for _ in range(rounds)
        ]
    own, scripted, emulated = (median(each) for each in zip(*runs, strict=True))
    return Report(
        f"The engine beside other ways: {sandboxes} sandboxes, medians of {rounds} rounds",
        (
            Figure("build: ip -batch / engine", median(s / e for e, s, _ in runs), "x", SCRIPT, least=True),
            Figure("build: Mininet / engine", median(m / e for e, _, m in runs), "x", MININET, least=True),
            Figure("build, engine", own, "s"),
            Figure("build, ip -batch", scripted, "s"),
            Figure("build, Mininet with LinuxBridge", emulated, "s"),
        ),
        {"sandboxes": sandboxes, "rounds": rounds},
    )


def script(name: str, sandboxes: int) -> float:
    """Seconds that `ip` takes for it; afterwards all is gone again."""
    places = [f"{name}.app{number}" for number in range(sandboxes)]
    namespaces = [f"netns add {place}" for place in (name, *places)]
    began = time.perf_counter()
    _batch(namespaces)
    _batch(_fabric(places), name)
    for number, place in enumerate(places):
        _batch(_sandbox(number), place)
    took = time.perf_counter() - began
    _batch(f"netns delete {place}" for place in (name, *places))
    settle()
    return took


def _fabric(places: list[str]) -> Iterable[str]:
    for number, place in enumerate(places):
        bridge, position = divmod(number, PER_BRIDGE)
        if position == 0:
            yield f"link add lan{bridge} up type bridge"
            yield f"address add 10.{bridge}.0.1/24 dev lan{bridge}"
        port = f"link add p{number} up master lan{bridge} type veth"
        yield f"{port} peer name eth0 netns {place}"


def _sandbox(number: int) -> Iterable[str]:
    bridge, position = divmod(number, PER_BRIDGE)
    yield "link set lo up"
    yield "link set eth0 up"
    yield f"address add 10.{bridge}.0.{position + 2}/24 dev eth0"
    yield f"route add default via 10.{bridge}.0.1"


def _batch(lines: Iterable[str], place: str | None = None) -> None:
    inside = ["-n", place] if place else []
    text = "\n".join(lines).encode()
    subprocess.run(["ip", *inside, "-batch", "-"], input=text, check=True, stdout=subprocess.DEVNULL)


def mininet(hosts: int) -> float:
    """Seconds that Mininet takes for it, in a network namespace of its own."""
    inside = "mount -t sysfs sys /sys && ip link set lo up && exec /usr/bin/python3 "
    command = ["unshare", "--net", "--mount", "--fork", "sh", "-c", f"{inside} {STAR} {hosts}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    settle()
    build: float = json.loads(said.splitlines()[-1])["build"]
    return build


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
