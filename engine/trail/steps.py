"""The way of all frames of a flow, step by step: what a person sees replayed."""

from collections.abc import Collection, Iterable, Sequence

from engine.packets.layers import dissect
from engine.packets.telling import Line, line
from engine.packets.values import Layer
from engine.trail.changes import Change, changes
from engine.trail.crossings import Crossing, crossings
from engine.trail.crossings import End as CableEnd
from engine.trail.ends import Ending, ending, unanswered
from engine.trail.ground import Ground
from engine.trail.identity import Sighting, journeys
from engine.value import value


@value
class Step:
    """One frame on one cable, from `start` to `end`.

    Steps of one `turn` are copies of a frame that leave one place together. `frame` numbers the frame, whose
    copies have the same number. `time` is the kernel's, in nanoseconds. `changed` is what differs from the
    cable before.
    """

    turn: int
    time: int
    frame: int
    start: str
    end: str
    cable: str
    arrived: bool
    layers: tuple[Layer, ...]
    said: Line
    data: bytes
    changed: tuple[Change, ...]
    ending: Ending | None


def steps(seen: Iterable[Sighting], watched: Collection[CableEnd], ground: Ground) -> list[Step]:
    """In the order in which frames left; `watched` are the ends of cables where what comes out is seen."""
    groups: list[tuple[int, list[Crossing]]] = []
    for number, journey in enumerate(journeys(seen)):
        groups += ((number, together) for together in _together(crossings(journey, watched)))
    groups.sort(key=lambda group: group[1][0].time)
    heard = _heard(groups, ground)
    return [
        _step(turn, number, crossing, ground, heard)
        for turn, (number, together) in enumerate(groups)
        for crossing in together
    ]


def _together(found: Sequence[Crossing]) -> list[list[Crossing]]:
    """Copies that left one place because of the same arrival there."""
    groups: dict[tuple[int, str], list[Crossing]] = {}
    for each in found:
        groups.setdefault((id(each.before), each.start), []).append(each)
    return list(groups.values())


def _heard(groups: Sequence[tuple[int, Sequence[Crossing]]], ground: Ground) -> "_Heard":
    goes_on = {id(each.before) for _, together in groups for each in together if each.before}
    delivered = set()
    for number, together in groups:
        for each in together:
            found = ending(each, _layers(each), ground, id(each) not in goes_on)
            if found and found.outcome == "delivered":
                delivered.add(number)
    return _Heard(frozenset(goes_on), frozenset(delivered))


@value
class _Heard:
    """Crossings after which a frame went on, by identity, and the frames that reached whom they are for."""

    goes_on: frozenset[int]
    delivered: frozenset[int]


def _step(turn: int, number: int, crossing: Crossing, ground: Ground, heard: _Heard) -> Step:
    layers = _layers(crossing)
    goes_on = id(crossing) in heard.goes_on
    before = _layers(crossing.before) if crossing.before else layers
    ends = ending(crossing, layers, ground, not goes_on)
    if ends is None and number not in heard.delivered and crossing.before is None:
        ends = unanswered(layers, ground, crossing.end)
    return Step(
        turn,
        crossing.time,
        number,
        crossing.start,
        crossing.end,
        crossing.cable,
        crossing.arrived,
        layers,
        line(layers),
        crossing.seen.frame.data,
        changes(before, layers),
        ends,
    )


def _layers(crossing: Crossing) -> tuple[Layer, ...]:
    return dissect(crossing.seen.frame.data)
