"""Cables that are pulled and plugged in again, over and over, by the clock on the wall.

Nothing is remembered: whoever asks at the same moment finds the same, also after a restart.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from engine.resources import FABRIC, End, State, Veth
from topology.units import duration
from topology.values import Design, Endpoint, Flap, Patch

W = TypeVar("W", Endpoint, Patch)


def at(design: Design, now: float) -> Design:
    """The design as it is at this moment (seconds since the epoch): what flaps is plugged in, or pulled."""
    return _set(design, lambda wire, flap: _until_pulled(flap, now) > 0)


def next_turn(design: Design, now: float) -> float | None:
    """Seconds until anything is pulled or plugged in next; None if nothing ever is."""
    turns = (
        _until_turn(wire.flap, now) for wire in (*design.endpoints, *design.patches) if wire.flap and wire.up
    )
    return min(turns, default=None)


def as_seen(design: Design, observed: State) -> Design:
    """The design with what flaps as it is observed: how it was when it was last looked after."""
    return _set(design, lambda wire, _: _is_plugged_in(wire, observed))


def flaps(design: Design) -> bool:
    """Whether anything does."""
    return any(wire.flap and wire.up for wire in (*design.endpoints, *design.patches))


def _set(design: Design, is_up: Callable[[Endpoint | Patch, Flap], bool]) -> Design:
    if not flaps(design):
        return design

    def turned(wires: Iterable[W]) -> tuple[W, ...]:
        return tuple(
            wire.model_copy(update={"up": False})
            if wire.flap and wire.up and not is_up(wire, wire.flap)
            else wire
            for wire in wires
        )

    return design.model_copy(
        update={"endpoints": turned(design.endpoints), "patches": turned(design.patches)}
    )


def _until_pulled(flap: Flap, now: float) -> float:
    """Seconds that it stays plugged in; 0 or less if it is pulled."""
    up = duration(flap.up)
    return up - now % (up + duration(flap.down))


def _until_turn(flap: Flap, now: float) -> float:
    left = _until_pulled(flap, now)
    return left if left > 0 else left + duration(flap.down)


def _is_plugged_in(wire: Endpoint | Patch, observed: State) -> bool:
    """What is not there at all counts as plugged in."""
    own = observed.get(("veth", wire.name))
    shared = observed.get(("veth", wire.network)) if isinstance(wire, Endpoint) else None
    if isinstance(own, Veth):
        return all(end.up for end in own.ends if end.place == FABRIC)
    if isinstance(wire, Endpoint) and isinstance(shared, Veth):
        return all(end.up for end in shared.ends if _is_of(end, wire))
    return True


def _is_of(end: End, endpoint: Endpoint) -> bool:
    return (end.place, end.name) == (endpoint.sandbox, endpoint.interface)
