"""How much the design loses of what goes a way that it leaves open."""

from collections.abc import Iterator, Mapping
from math import prod

from engine.reach.causes import Walk
from engine.reach.frames import way
from engine.reach.picture import At, Picture
from engine.resources import Shaping, State

_WHOLE = 10**6

Shares = Mapping[At, float]
"""By link, which share of what it sends does not arrive."""


def shares(state: State) -> Shares:
    """Of those links that lose some of it. What is corrupted is lost to whoever would take it."""
    shapings = (each for each in state.values() if isinstance(each, Shaping) and (each.loss or each.corrupt))
    return {
        (each.place, each.interface): _either(each.loss / _WHOLE, each.corrupt / _WHOLE) for each in shapings
    }


def lost(picture: Picture, losing: Shares, walk: Walk) -> float:
    """The share of questions to which no answer comes: they or their answers are lost on the walk."""
    if not losing:
        return 0.0
    return _either(*(lost_between(picture, losing, hop.out, hop.into) for hop in (*walk.there, *walk.back)))


def lost_between(picture: Picture, losing: Shares, out: At, into: At) -> float:
    """The share of frames from one link that do not arrive at another."""
    return _either(*(losing.get(at, 0.0) for at in _sending(picture, out, into))) if losing else 0.0


def _sending(picture: Picture, out: At, into: At) -> Iterator[At]:
    """The links that a frame leaves by, one after the other, from one place to the next."""
    points, _ = way(picture, out, into) or ((), ())
    return (point.at for point in points if point.where in ("sent", "out"))


def _either(*each: float) -> float:
    """The chance that one of these happens."""
    return 1 - prod(1 - chance for chance in each)
