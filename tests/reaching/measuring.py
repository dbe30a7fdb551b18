"""What pings show: from every sandbox to every address, all at once."""

import subprocess
from collections.abc import Iterable

from tests.kernel.world import World
from topology.values import Design

Pair = tuple[str, str]
"""A sandbox and an address."""


def pairs(design: Design) -> list[Pair]:
    """Every sandbox with every address of the others."""
    return [
        (sandbox.name, address.split("/")[0])
        for sandbox in design.sandboxes
        for endpoint in design.endpoints
        for address in endpoint.addresses or ()
        if endpoint.sandbox != sandbox.name
    ]


def reached(world: World, asked: Iterable[Pair]) -> set[Pair]:
    """Those of the pairs where an answer comes back."""
    running = {pair: _ping(world, *pair) for pair in asked}
    return {pair for pair, ping in running.items() if ping.wait() == 0}


def _ping(world: World, sandbox: str, address: str) -> subprocess.Popen[bytes]:
    command = ["ip", "netns", "exec", world.netns(sandbox), "ping", "-n", "-c1", "-W2", address]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
