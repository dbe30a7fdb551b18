"""What becomes of a packet wherever places choose between routes that are equally good.

Linux chooses by a hash of the packet's addresses, in a way that differs from kernel to kernel; so some flows
may pass where others are lost, and every route that may be taken is walked.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from engine.reach.causes import Cause, Hop, Walk
from engine.reach.packet import PING, Flow
from engine.reach.picture import Address, Picture, Route
from engine.reach.routing import lookup
from engine.reach.walk import walk

MOST = 16
"""Ways that are walked to find one that leads nowhere."""

Chosen = frozenset[Route]
"""Routes that are taken rather than others as good."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A walk, and the picture in which the routes are taken that it went by. It differs from `other` in
    taking `route` instead of `instead_of`."""

    picture: Picture
    walk: Walk
    chosen: Chosen = frozenset()
    other: "Branch | None" = None
    route: Route | None = None
    instead_of: Route | None = None


@dataclass(frozen=True)
class Forks:
    """Where places of a picture choose."""

    picture: Picture
    _pictures: dict[Chosen, Picture] = field(default_factory=dict)

    def walk(self, place: str, address: Address) -> Walk:
        """The first; if another ends otherwise, that is its cause."""
        first, *others = self._until_one_differs(place, address)
        last = others[-1] if others else first
        if last.route and last.walk.predicted is not first.walk.predicted:
            return replace(first.walk, cause=Cause("several routes", last.route.link[0], "", address))
        return replace(first.walk, varies=bool(others))

    def branches(self, place: str, address: Address, size: int = 0, flow: Flow = PING) -> Iterator[Branch]:
        """All of them, first that by the routes that come first."""
        waiting = [Branch(self.picture, walk(self.picture, place, address, size, flow))]
        yield waiting[0]
        tried: set[tuple[str, Route]] = set()
        for found in waiting:
            for into, taken, route in self._others(place, address, found):
                tried.add((into, taken))
                if (into, route) not in tried:
                    tried.add((into, route))
                    chosen = found.chosen.difference(self._alike[route]) | {route}
                    picture = self._taking(chosen)
                    walked = walk(picture, place, address, size, flow)
                    waiting.append(Branch(picture, walked, chosen, found, route, taken))
                    yield waiting[-1]

    def _until_one_differs(self, place: str, address: Address) -> Iterator[Branch]:
        for each in self.branches(place, address):
            yield each
            if each.other and each.walk.predicted is not each.other.walk.predicted:
                return

    def _others(self, place: str, address: Address, found: Branch) -> Iterator[tuple[str, Route, Route]]:
        """By which link it came to a place, the route that it took there or would have, and one as good."""
        for where, into, goal, sender in _passed(place, address, found.walk):
            taken = lookup(found.picture, where, goal, sender, into) if where in self._choosing else None
            if taken:
                yield from ((into, taken, each) for each in self._alike.get(taken, ()) if each != taken)

    @cached_property
    def _alike(self) -> Mapping[Route, Sequence[Route]]:
        """The routes that are taken for the same packets as each, where there are several."""
        groups: dict[object, list[Route]] = defaultdict(list)
        for each in (route for routes in self.picture.routes.values() for route in routes):
            if each.learned or each.shared:
                groups[each.link[0], each.to, each.table, each.metric].append(each)
        return {route: group for group in groups.values() if len(group) > 1 for route in group}

    @cached_property
    def _choosing(self) -> frozenset[str]:
        """The places that have such routes."""
        return frozenset(route.link[0] for route in self._alike)

    def _taking(self, chosen: Chosen) -> Picture:
        if chosen not in self._pictures:
            instead = {each: route for route in chosen for each in self._alike[route]}
            self._pictures[chosen] = self.picture.taking(instead)
        return self._pictures[chosen]


def worst(
    picture: Picture, place: str, address: Address, size: int = 0, flow: Flow = PING
) -> tuple[Branch, Route | None]:
    """The first branch that is stopped, with the route by which it came to be while others pass; if all end
    alike, the first one."""
    found = list(islice(Forks(picture).branches(place, address, size, flow), MOST))
    for each in found:
        if each.other and each.walk.reaches != each.other.walk.reaches:
            return (each.other, each.instead_of) if each.walk.reaches else (each, each.route)
    return found[0], None


def _passed(place: str, address: Address, found: Walk) -> Iterator[tuple[str, str, Address, Address | None]]:
    """The places on a way, where it ends too: by which link it came there, to where it is sent, and by whom;
    None: it begins there."""
    yield from _sending((place, "", None), found.there, address, found.source)
    if found.there and found.source:
        end, asked = found.there[-1].into[0], found.there[-1].goal
        yield from _sending((end, "", asked), found.back, found.source, asked)


def _sending(
    start: tuple[str, str, Address | None], hops: Sequence[Hop], goal: Address, sender: Address | None
) -> Iterator[tuple[str, str, Address, Address | None]]:
    place, into, known = start
    for hop in hops:
        yield place, into, hop.goal, known
        (place, into), known = hop.into, sender
    yield place, into, hops[-1].goal if hops else goal, known
