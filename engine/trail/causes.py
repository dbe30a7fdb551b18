"""What a walk over the kernel's state says of the frames that ended where it stops."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.reach.causes import Cause, Why
from engine.reach.picture import At, Link, Picture
from engine.reach.sentences import words
from engine.resources import FABRIC
from engine.trail.ends import Ending, Outcome, is_question
from engine.trail.steps import Step
from engine.value import value

_TAKEN: frozenset[Why] = frozenset({"nothing listens", "listens elsewhere"})
"""What stops a flow though its frame has been delivered."""
_OTHERWISE: frozenset[Why] = frozenset({"too large", "not forwarding"})
"""Not what stops a small frame, and what is seen of the frame itself."""
_UNSENT: frozenset[Why] = frozenset({"link down", "link missing", "cable pulled"})
"""Of these a network sends nothing to the sandbox, so that frames end there."""


@value
class Stop:
    """Where the walk stops: at which sandbox or network, or on which cable; `is_answer`: on the way back.
    `ending` is what is said of a frame that ended there."""

    places: frozenset[str]
    cable: str
    is_answer: bool
    ending: Ending


def stop(picture: Picture, cause: Cause) -> Stop | None:
    """None if it says nothing more of a frame that ended there."""
    if cause.why in _OTHERWISE:
        return None
    link = _link(picture, cause.at)
    reaches_place = cause.place != FABRIC and cause.why not in _UNSENT
    places = {cause.place} if reaches_place else {cause.place, *_networks(picture, link)}
    outcome: Outcome = "delivered" if cause.why in _TAKEN else "dropped"
    cable = link.label if link else ""
    return Stop(frozenset(places), cable, cause.is_answer, Ending(outcome, words(picture, cause).said))


def explained(steps: Sequence[Step], address: str, stop: Stop) -> list[Step]:
    """The steps, those that ended there with what the walk says. `address` is what the flow is sent to."""
    ended = {id(step) for step in _ended(steps, address, stop)}
    return [replace(step, ending=_ending(step.ending, stop)) if id(step) in ended else step for step in steps]


def _ending(seen: Ending | None, stop: Stop) -> Ending:
    if seen is None or stop.ending.outcome == "dropped":
        return stop.ending
    return Ending(seen.outcome, f"{seen.words}, but {stop.ending.words}")


def _ended(steps: Sequence[Step], address: str, stop: Stop) -> Sequence[Step]:
    """Those of the flow itself, or else the last question who has an address, as often as it was asked."""
    there = [step for step in steps if _is_there(step, stop)]
    asked = [step for step in there if is_question(step.layers)]
    flow = [step for step in there if not is_question(step.layers) and _goes(step, address) == stop.is_answer]
    return flow or [step for step in asked if step.said.summary == asked[-1].said.summary]


def _is_there(step: Step, stop: Stop) -> bool:
    if step.ending is None or step.ending.outcome == "not for it":
        return False
    return step.end in stop.places if step.arrived else step.cable == stop.cable


def _goes(step: Step, address: str) -> bool | None:
    """Whether it is an answer; None: it is not of the flow."""
    return {step.said.source: True, step.said.destination: False}.get(address)


def _link(picture: Picture, at: At) -> Link | None:
    return picture.links.get(at) or (picture.meant.links.get(at) if picture.meant else None)


def _networks(picture: Picture, link: Link | None) -> Iterator[str]:
    """The one that it is, or is plugged into."""
    for at in (link.at, link.bridge, link.peer) if link else ():
        near = _link(picture, at) if at else None
        bridge = (
            near if near is None or near.kind == "bridge" else near.bridge and _link(picture, near.bridge)
        )
        if bridge:
            yield bridge.label
