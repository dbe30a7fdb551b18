"""What becomes of a packet wherever places choose between routes that are equally good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from engine.reach.causes import Cause, Hop, Walk
from engine.reach.picture import Address, At, Picture, Route
from engine.reach.routing import lookup
from engine.reach.walk import walk

Chosen = frozenset[Route]
"""Routes that are taken rather than others as good."""


@dataclass(frozen=True)
class Forks:
    """Walks over a picture. Linux chooses by the addresses of a packet, in a way that differs from kernel to
    kernel; so every route that is chosen somewhere is walked, and only what comes of all of them is said."""

    picture: Picture
    _pictures: dict[Chosen, Picture] = field(default_factory=dict)

    def walk(self, place: str, address: Address) -> Walk:
        """The first of them; if not all end alike, that is its cause."""
        first = walk(self.picture, place, address)
        waiting: list[tuple[Chosen, Walk]] = [(frozenset(), first)]
        tried: set[tuple[str, Route]] = set()
        for chosen, found in waiting:
            for into, other in self._others(place, address, found):
                if (into, other) not in tried:
                    tried.add((into, other))
                    choice = frozenset({*(each for each in chosen if not _is_same(each, other)), other})
                    walked = walk(self._with(choice), place, address)
                    if walked.predicted is not first.predicted:
                        return replace(first, cause=Cause("several routes", other.link[0], "", address))
                    waiting.append((choice, walked))
        return replace(first, varies=len(waiting) > 1)

    def _others(self, place: str, address: Address, found: Walk) -> Iterator[tuple[str, Route]]:
        """Routes as good as those which a walk took or would have, with the link by which it came there."""
        passed = [*_passed((place, ""), found.there, address)]
        if found.source:
            passed += _passed((passed[-1][0], ""), found.back, found.source)
        for where, into, goal in passed:
            taken = lookup(self.picture, where, goal)
            if taken and taken.learned:
                routes = self.picture.routes[where]
                others = (each for each in routes if each != taken and _is_same(each, taken))
                yield from ((into, each) for each in others)

    def _with(self, chosen: Chosen) -> Picture:
        if chosen not in self._pictures:
            known = self.picture.routes.items()
            routes = {
                place: tuple(sorted(each, key=lambda route: route not in chosen)) for place, each in known
            }
            self._pictures[chosen] = self.picture.with_routes(routes, self.picture.learning)
        return self._pictures[chosen]


def _is_same(one: Route, other: Route) -> bool:
    """For the same packets of one place."""
    alike = ((each.link[0], each.to, each.table, each.metric) for each in (one, other))
    return len({*alike}) == 1


def _passed(start: At, hops: Sequence[Hop], goal: Address) -> Iterator[tuple[str, str, Address]]:
    """The places on a way, where it ends too: by which link it came there, and to where it is sent."""
    at = start
    for hop in hops:
        yield *at, hop.goal
        at = hop.into
    yield *at, hops[-1].goal if hops else goal
