"""Who reaches whom, of all sandboxes of a design."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import permutations

from engine.addressing import by_sandbox
from engine.lower import lower
from engine.reach import frames
from engine.reach.causes import Cause, Walk
from engine.reach.forks import Forks
from engine.reach.learning import taught
from engine.reach.losses import lost, shares
from engine.reach.lowered import picture
from engine.reach.picture import Address
from engine.reach.sentences import sentence
from engine.reach.shown import keys
from topology.values import Design

Pair = tuple[str, str]


class Reach:
    """The walks from each sandbox to each address of each other, as a design is drawn now. It is complete and
    can be built (`engine.obstacles` finds nothing). What routing daemons learn is worked out as far as it is
    certain (`engine.reach.learning`); they are taken to have learned all of it."""

    def __init__(self, design: Design) -> None:
        self.sandboxes = [sandbox.name for sandbox in design.sandboxes]
        self._design = design
        state = lower(design).state
        self._losing = shares(state)
        self._picture = taught(picture(state), self._losing, design)
        self._forks = Forks(self._picture)

    @cached_property
    def addresses(self) -> Mapping[str, list[Address]]:
        return by_sandbox(self._design)

    def between(self, source: str, target: str) -> Mapping[Address, Walk]:
        """By address of the target."""
        return {address: self.to(source, address) for address in self.addresses.get(target, ())}

    def to(self, source: str, address: Address) -> Walk:
        return self._forks.walk(source, address)

    def lost(self, way: Walk) -> float:
        """Which share of questions gets no answer there by chance, as the design has it."""
        return lost(self._picture, self._losing, way)

    def keys(self, way: Walk) -> list[str]:
        """All that a walk goes through to where it ends, as the browser names it."""
        found = (frames.way(self._picture, hop.out, hop.into) for hop in way.there)
        return keys(self._picture, *(point.at for each in found if each for point in each[0]))

    def sentence(self, cause: Cause) -> str:
        return sentence(self._picture, cause)

    def all(self) -> Mapping[Pair, Mapping[Address, Walk]]:
        return {pair: self.between(*pair) for pair in permutations(self.sandboxes, 2)}


def places(way: Walk) -> tuple[list[str], list[str]]:
    """The sandboxes that a walk goes through, there and back, without the first one of each."""
    return [hop.into[0] for hop in way.there], [hop.into[0] for hop in way.back]


def asymmetric(walks: Mapping[Pair, Mapping[Address, Walk]]) -> Iterator[tuple[Pair, Address, Walk]]:
    """Those whose answers come back another way than the questions went, once a pair. Where somebody chooses
    between routes that is not known."""
    for pair, ways in walks.items():
        for address, way in ways.items():
            there, back = places(way)
            if way.reaches and not way.varies and there[:-1] != back[:-1][::-1]:
                yield pair, address, way
                break


def learners(walks: Mapping[Pair, Mapping[Address, Walk]]) -> list[str]:
    """Those on whose learning it depends whether somebody is reached."""
    causes = (way.cause for ways in walks.values() for way in ways.values() if way.predicted is None)
    return list(dict.fromkeys(cause.place for cause in causes if cause))


def longest(walks: Mapping[Pair, Mapping[Address, Walk]]) -> tuple[Pair, Walk] | None:
    """The walk with the most hops; of several the first."""
    reaching = ((pair, way) for pair, ways in walks.items() for way in ways.values() if way.reaches)
    return max(reaching, key=lambda found: len(found[1].there), default=None)
