"""Walks by each of the next hops among which places share what goes to a prefix (multipath routes).

Which one a packet takes, the kernel decides by a hash of the flow; so some flows pass where others are lost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from engine.reach.causes import Walk
from engine.reach.packet import PING, Flow
from engine.reach.picture import Address, Picture, Route
from engine.reach.walk import walk

MOST = 16
"""Combinations of next hops that are walked."""

Fork = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A walk, and the picture in which the next hops come first that it went by. `by` says in words which of
    several it is that loses what others let pass, "" if it makes no difference."""

    picture: Picture
    walk: Walk
    chosen: tuple[Route, ...] = ()
    by: str = ""


def worst(picture: Picture, place: str, address: Address, size: int = 0, flow: Flow = PING) -> Branch:
    """As `walk`, by the next hops that come first; by others, if those stop it."""
    branches = list(islice(_branches(picture, (place, address, size, flow), ()), MOST))
    stopped = next((each for each in branches if each.walk.cause), None)
    passing = [each for each in branches if each.walk.reaches]
    if stopped is None or not passing:
        return branches[0]
    nearest = max(passing, key=lambda each: len(list(_common(stopped, each))))
    return replace(stopped, by=_words(stopped.chosen[len(list(_common(stopped, nearest)))]))


def _common(one: Branch, other: Branch) -> Iterator[Route]:
    """What both went by, as far as they are the same."""
    for mine, its in zip(one.chosen, other.chosen, strict=False):
        if mine != its:
            return
        yield mine


def _words(route: Route) -> str:
    return f"{route.link[0]} sends by {route.via or route.link[1]}"


def _branches(
    picture: Picture, asked: tuple[str, Address, int, Flow], chosen: tuple[Route, ...]
) -> Iterator[Branch]:
    found = walk(picture, *asked)
    forks = _forks(picture, asked, found)
    decided = {_fork(each) for each in chosen}
    open_fork = next((ways for fork, ways in forks.items() if fork not in decided), None)
    if open_fork is None:
        yield Branch(picture, found, chosen)
        return
    for route in open_fork:
        yield from _branches(_by(picture, route), asked, (*chosen, route))


def _fork(route: Route) -> Fork:
    return route.link[0], route.to, route.table, route.metric


def _forks(
    picture: Picture, asked: tuple[str, Address, int, Flow], found: Walk
) -> Mapping[Fork, Sequence[Route]]:
    """Of the places on the walk, the ways that what goes there or back may take."""
    hops = (*found.there, *found.back)
    places = dict.fromkeys([asked[0], *(at[0] for hop in hops for at in (hop.out, hop.into))])
    goals = {asked[1], found.source, *(hop.goal for hop in hops)}
    forks: dict[Fork, list[Route]] = {}
    for place in places:
        for route in _shared(picture.routes.get(place, ())):
            if any(goal in route.to for goal in goals if goal and goal.version == route.to.version):
                forks.setdefault(_fork(route), []).append(route)
    return {fork: sorted(ways, key=_order) for fork, ways in forks.items()}


def _order(route: Route) -> str:
    """The same, whichever comes first now."""
    return f"{route.via} {route.link}"


def _shared(routes: Iterable[Route]) -> Iterator[Route]:
    return (route for route in routes if route.shared)


def _by(picture: Picture, route: Route) -> Picture:
    """With the route before the others."""
    place = route.link[0]
    others = [each for each in picture.routes[place] if each != route]
    made = replace(picture, routes={**picture.routes, place: (route, *others)})
    made.heard.update(picture.heard)
    return made
