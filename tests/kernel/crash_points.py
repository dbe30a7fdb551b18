"""Every point of building, updating, tearing down and recovering a topology, with an engine killed at each.

Several topologies go through it beside each other, each taking some of the points: most of the time is spent
waiting for the kernel to take old namespaces apart, which it does for many at once. Each sees nothing of the
others, as on a machine there is one engine at a time: it clears up after the supervisors of all topologies.
"""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field

from tests import own_place
from tests.kernel import crashing, oracle, running
from tests.kernel.crashing import Point, Way
from tests.kernel.rich import SMALLEST, busy, edited, idle, rich
from tests.kernel.waiting import until

TOGETHER = 6
Kills = tuple[Point, ...]


@dataclass
class Findings:
    """After how many of so many sequences of kills all was as drawn; what was not, and what was left over.

    `of` is how many sequences there are, of which `points` were gone through.
    """

    of: int = 0
    points: int = 0
    converged: int = 0
    wrong: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return self.points == self.converged and not self.leaked


WAYS = ("build", "update", "teardown", "recovery", "services-begin", "services-change")


def ways(name: str, sandboxes: int) -> dict[str, Way]:
    """What runs takes a while each time until it is seen to have come up, so it has ways of its own, on the
    smallest topology; but it is taken down with all the rest."""
    whole, small = rich(name, sandboxes), rich(name, SMALLEST)
    return {
        "build": Way(name, None, idle(whole)),
        "update": Way(name, idle(whole), idle(edited(whole))),
        "teardown": Way(name, whole, None),
        "recovery": Way(name, None, idle(whole)),
        "services-begin": Way(name, idle(small), small),
        "services-change": Way(name, small, busy(small)),
    }


def examine(what: str, sandboxes: int, most: int | None = None) -> Findings:
    """Kill engines on one of the ways; at all points, or so many of them evenly spread."""
    first, *others = (
        ways(f"t{os.getpid()}-{what}{number}", sandboxes)[what] for number in range(1 + TOGETHER)
    )
    _leave(lambda: crashing.Engine(first.name).bring(first.before))
    every = list(_sequences(what, first))
    _leave(lambda: crashing.Engine(first.name).bring(None))
    sequences = spread(every, most)
    begun = [_started(way, sequences[number::TOGETHER]) for number, way in enumerate(others)]
    found = [wait() for wait in begun]
    until(lambda: not running.stray_holders())
    return Findings(
        len(every),
        sum(each.points for each in found),
        sum(each.converged for each in found),
        [words for each in found for words in each.wrong],
        [words for each in found for words in each.leaked],
    )


def spread(things: Sequence[Kills], most: int | None) -> list[Kills]:
    """At most so many of them, evenly."""
    if most is None or len(things) <= most:
        return list(things)
    return [things[number * len(things) // most] for number in range(most)]


def _sequences(what: str, way: Way) -> Iterable[Kills]:
    found = crashing.points(way)
    if what != "recovery":
        yield from ((point,) for point in found)
        return
    for first in _first_kills(found):
        yield from ((first, 1 + again) for again in range(len(crashing.points(way, [first]))))


def _first_kills(found: list[str]) -> list[str]:
    """When no link that was made has its mark yet, and when most of the topology is there."""
    return [next(point for point in found if "set link" in point), found[2 * len(found) // 3]]


def _kill_all(way: Way, sequences: Sequence[Kills]) -> Findings:
    _leave(lambda: crashing.Engine(way.name).bring(way.before))
    findings = Findings()
    for kills in sequences:
        verdict = crashing.killed_at(way, *kills)
        findings.points += 1
        findings.converged += not verdict.wrong
        where = f"killed at {', then at '.join(map(str, kills))}: "
        findings.wrong += [where + words for words in verdict.wrong]
        findings.leaked += [where + words for words in verdict.leaked]
    _leave(lambda: crashing.Engine(way.name).bring(None))
    findings.leaked += oracle.left_over(way.name)
    return findings


def _leave(act: Callable[[], None]) -> None:
    """Do it in a process of its own, of which nothing stays but what it did."""
    assert crashing.ended(crashing.forked(act)) == 0


def _started(way: Way, sequences: Sequence[Kills]) -> Callable[[], Findings]:
    """Have it done beside this process; who calls what is returned waits for the findings."""
    reading, writing = os.pipe()

    def go() -> None:
        own_place.be_alone()
        with os.fdopen(writing, "w") as told:
            json.dump(asdict(_kill_all(way, sequences)), told)

    pid = crashing.forked(go)
    os.close(writing)

    def wait() -> Findings:
        with os.fdopen(reading) as heard:
            said = heard.read()
        assert crashing.ended(pid) == 0, f"{way.name}: no findings"
        return Findings(**json.loads(said))

    return wait
