"""Sightings put together: over which cables a frame went, one after the other."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from engine.packets.points import MACHINE, Point
from engine.trail.identity import Journey, Sighting

End = tuple[str, str]
"""A cable, and who has that end of it."""


@dataclass(slots=True)
class Crossing:
    """A frame on a cable, seen where it went in, where it came out, or both. `before` is the crossing by
    which it had come to where it left from; None where it began. `taken`: the bridge at its end took it
    for itself."""

    cable: str
    start: str
    end: str
    went_in: Sighting | None
    came_out: Sighting | None
    arrived: bool = True
    taken: bool = False
    before: "Crossing | None" = None

    @property
    def seen(self) -> Sighting:
        """Where it was seen first."""
        sighting = self.went_in or self.came_out
        if sighting is None:
            raise ValueError("a crossing is made of a sighting")
        return sighting

    @property
    def time(self) -> int:
        return self.seen.frame.time


def watched_ends(points: Iterable[Point]) -> frozenset[End]:
    """The ends of cables where what comes out is seen."""
    return frozenset((point.cable, point.here) for point in points if point.there not in ("", MACHINE))


def crossings(journey: Journey, watched: Collection[End]) -> list[Crossing]:
    """In the order of time. What went into a cable and did not come out where that is watched has not
    arrived."""
    found: list[Crossing] = []
    for sighting in journey:
        point = sighting.point
        if not point.there:
            _hand_up(found, sighting)
        elif point.here == point.there:
            continue  # a link that is plugged in nowhere
        elif sighting.frame.outgoing:
            found.append(Crossing(point.cable, point.here, point.there, sighting, None))
        else:
            _come_out(found, sighting)
    for each in found:
        each.arrived = each.came_out is not None or (each.cable, each.end) not in watched
        each.before = _before(found, each)
    return found


def _hand_up(found: list[Crossing], sighting: Sighting) -> None:
    for each in reversed(found):
        if each.end == sighting.point.here and not sighting.frame.outgoing:
            each.taken = True
            return


def _come_out(found: list[Crossing], sighting: Sighting) -> None:
    point = sighting.point
    for each in reversed(found):
        if (each.cable, each.end) == (point.cable, point.here) and each.came_out is None:
            each.came_out = sighting
            return
    found.append(Crossing(point.cable, point.there, point.here, None, sighting))


def _before(found: Sequence[Crossing], crossing: Crossing) -> Crossing | None:
    """The last one that led to where this one starts."""
    earlier = (each for each in reversed(found) if each.time < crossing.time and each.end == crossing.start)
    return next(earlier, None)
