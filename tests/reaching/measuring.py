"""What pings show beside what was predicted: from every sandbox to every address, in several topologies."""

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address

from engine.backends import Backend
from engine.backends.kernel.picturing import seen
from engine.backends.kernel.places import Places
from engine.lower import lower
from engine.reach import Walk, picture, walk
from engine.resources import FABRIC
from tests.kernel.waiting import until
from tests.kernel.world import World
from tests.reaching.designs import by_chance
from topology.values import Design

PATIENCE = 2
"""Seconds that an answer is waited for. Between two sandboxes it takes milliseconds, once ARP is through."""


@dataclass(frozen=True)
class Asked:
    """One ping: in which topology, from which sandbox to which address, and what is predicted of it, by what
    was drawn and by what there is."""

    seed: int
    world: World
    sandbox: str
    address: str
    predicted: Walk
    seen: Walk

    def agrees_with(self, came_back: bool) -> bool:
        return (self.predicted.reaches, self.seen.reaches) == (came_back, came_back)


def compare(backend: Backend, seeds: Iterable[int]) -> tuple[int, list[Asked]]:
    """Build the designs of these seeds and ping everybody from everywhere: how many pings, and those
    of which a prediction is wrong.

    What is predicted is of one flow by itself. All at once they share the questions for a neighbour: each
    names as its sender that of the packet which came last, and whoever is asked may not answer that one
    (`rp_filter`). So whatever is not as predicted is pinged again with nothing beside it.
    """
    with _built(backend, seeds) as asked:
        pings = [(each, _ping(each)) for each in asked]
        answered = [(each, ping.wait() == 0) for each, ping in pings]
        doubtful = [each for each, came_back in answered if not each.agrees_with(came_back)]
        return len(asked), [each for each in doubtful if not each.agrees_with(_comes_back_alone(each))]


@contextmanager
def _built(backend: Backend, seeds: Iterable[int]) -> Iterator[list[Asked]]:
    worlds: dict[int, World] = {}
    places = Places(1000)
    try:
        for seed in seeds:
            worlds[seed] = World(backend)
            failures = worlds[seed].build(by_chance(seed))
            assert not failures, (seed, failures)
        for world in worlds.values():
            until(world.has_settled, 20)
        yield [each for seed, world in worlds.items() for each in _asked(seed, world, places)]
    finally:
        places.close()
        for world in worlds.values():
            world.destroy()


def _asked(seed: int, world: World, places: Places) -> Iterator[Asked]:
    """Of losses it is asked as the design says them, however this kernel brings them about."""
    design = by_chance(seed)
    drawn = picture(lower(design).state)
    there = seen(world.name, places)
    for sandbox, address in _pairs(design):
        ways = (walk(each, sandbox, ip_address(address)) for each in (drawn, there))
        yield Asked(seed, world, sandbox, address, *ways)


def _pairs(design: Design) -> Iterator[tuple[str, str]]:
    """Every sandbox with every address of the others."""
    for sandbox in design.sandboxes:
        for endpoint in design.endpoints:
            if endpoint.sandbox != sandbox.name:
                yield from ((sandbox.name, text.split("/")[0]) for text in endpoint.addresses or ())


def _comes_back_alone(asked: Asked) -> bool:
    """With no neighbour known from before."""
    for place in (FABRIC, *(sandbox.name for sandbox in by_chance(asked.seed).sandboxes)):
        asked.world.do(place, "ip neigh flush all")
    return _ping(asked).wait() == 0


def _ping(asked: Asked) -> subprocess.Popen[bytes]:
    where, waiting = asked.world.netns(asked.sandbox), ["-c1", f"-W{PATIENCE}"]
    command = ["ip", "netns", "exec", where, "ping", "-n", *waiting, asked.address]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
