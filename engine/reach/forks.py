"""What becomes of a packet wherever places choose between routes that are equally good."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

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
                    choice = chosen.difference(self._alike[other]) | {other}
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
            taken = lookup(self.picture, where, goal) if where in self._choosing else None
            if taken:
                yield from ((into, each) for each in self._alike.get(taken, ()) if each != taken)

    @cached_property
    def _alike(self) -> Mapping[Route, Sequence[Route]]:
        """The routes that are taken for the same packets as each that is learned, where there are several."""
        groups: dict[object, list[Route]] = defaultdict(list)
        for each in (route for routes in self.picture.routes.values() for route in routes if route.learned):
            groups[each.link[0], each.to, each.metric].append(each)
        return {route: group for group in groups.values() if len(group) > 1 for route in group}

    @cached_property
    def _choosing(self) -> frozenset[str]:
        """The places that have such routes."""
        return frozenset(route.link[0] for route in self._alike)

    def _with(self, chosen: Chosen) -> Picture:
        if chosen not in self._pictures:
            instead = {each: route for route in chosen for each in self._alike[route]}
            self._pictures[chosen] = self.picture.taking(instead)
        return self._pictures[chosen]


def _passed(start: At, hops: Sequence[Hop], goal: Address) -> Iterator[tuple[str, str, Address]]:
    """The places on a way, where it ends too: by which link it came there, and to where it is sent."""
    at = start
    for hop in hops:
        yield *at, hop.goal
        at = hop.into
    yield *at, hops[-1].goal if hops else goal
