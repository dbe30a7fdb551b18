"""How frames go through cables, bridges and links on top of others: who hears a broadcast, and which way
leads from one link to another, or what is in the way.

A predicted state has no ports that a spanning tree blocks: it is taken to leave every bridge that can be
reached reachable, and only one way to it.
"""

import heapq
from collections.abc import Iterator, Mapping
from itertools import count

from engine.reach.moves import Moves
from engine.reach.packet import Packet
from engine.reach.picture import At, Picture
from engine.reach.points import Obstacle, Point

_WEIGHTS: Mapping[str, int] = {"port blocked": 1500, "isolated": 1200}
"""How much an obstacle is avoided, in steps. A tree blocks a port because it knows another way, so what is
wrong there is the cause."""
_WEIGHT = 1000


def hear(picture: Picture, at: At, version: int = 4) -> frozenset[At]:
    """The links that a question about that version of IP arrives at, when it is sent from this one: ARP is a
    broadcast, neighbour discovery a multicast."""
    known = picture.heard.get((at, version))
    if known is None:
        known = frozenset(_heard(picture, at, version)) - {at}
        picture.heard[at, version] = known
    return known


def _heard(picture: Picture, at: At, version: int) -> Iterator[At]:
    moves = Moves(picture, None, version=version)
    start = Point("sent", at)
    waiting, met = [start], {start}
    while waiting:
        point = waiting.pop()
        if point.where == "received" and point.tag is None:
            yield point.at
        for onward, obstacle in moves(point):
            if obstacle is None and onward not in met:
                met.add(onward)
                waiting.append(onward)


def way(
    picture: Picture,
    start: At,
    goal: At,
    packet: Packet | None = None,
    size: int = 0,
    version: int = 4,
) -> tuple[tuple[Point, ...], tuple[Obstacle, ...]] | None:
    """How a frame gets from one link to another, and what is in its way; of several ways the one that is
    nearest to working. None: nothing leads there. `size` is that of the packet in it;
    without one it is a question about that version of IP."""
    moves, numbers = Moves(picture, packet, size, version), count()
    first = Point("sent", start)
    waiting: list[tuple[int, int, Point]] = [(0, next(numbers), first)]
    before: dict[Point, tuple[Point, Obstacle | None]] = {}
    done: set[Point] = set()
    costs = {first: 0}
    while waiting:
        cost, _, point = heapq.heappop(waiting)
        if point in done:
            continue
        done.add(point)
        if point == Point("received", goal):
            return _traced(before, first, point)
        for onward, obstacle in moves(point):
            dearer = cost + 1 + (_WEIGHTS.get(obstacle.why, _WEIGHT) if obstacle else 0)
            if dearer < costs.get(onward, dearer + 1):
                costs[onward], before[onward] = dearer, (point, obstacle)
                heapq.heappush(waiting, (dearer, next(numbers), onward))
    return None


def _traced(
    before: Mapping[Point, tuple[Point, Obstacle | None]], first: Point, last: Point
) -> tuple[tuple[Point, ...], tuple[Obstacle, ...]]:
    points, obstacles = [last], []
    while points[-1] != first:
        point, obstacle = before[points[-1]]
        points.append(point)
        obstacles += [obstacle] if obstacle else []
    return tuple(points[::-1]), tuple(obstacles[::-1])
