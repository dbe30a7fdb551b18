"""Causes in words: what stops a packet, and what to do about it."""

from collections.abc import Callable, Mapping

from engine.reach.walk import Cause
from engine.resources import FABRIC


def sentence(cause: Cause) -> str:
    """Such as "app1 has no route to 10.2.0.3; add one, or a default route"."""
    said = _WORDS[cause.why](cause)
    return f"on the way back {said}" if cause.is_answer else said


def _place(cause: Cause) -> str:
    return cause.place if cause.place != FABRIC else "the fabric"


def _no_route(cause: Cause) -> str:
    return f"{_place(cause)} has no route to {cause.hop}; add one, or a default route"


def _no_answer(cause: Cause) -> str:
    return (
        f"nobody whom {_place(cause)} hears at {cause.link} answers for {cause.hop}; look for a cable that "
        "is pulled or loses everything, and whether both are on one network"
    )


def _not_forwarding(cause: Cause) -> str:
    if cause.place == FABRIC:
        return f"the next hop towards {cause.hop} is a bridge, which does not route; draw a router"
    return f"{cause.place} does not route between its interfaces; switch that on"


def _in_circles(cause: Cause) -> str:
    return f"routers hand what goes to {cause.hop} round in circles; see the routes of {_place(cause)}"


def _wrong_way_in(cause: Cause) -> str:
    return (
        f"the reverse path filter of {_place(cause)} drops what comes in at {cause.link}, since answers "
        "would leave elsewhere; set rp_filter to 2 or 0, or mend its routes"
    )


def _no_echo(cause: Cause) -> str:
    return f"{_place(cause)} is told to ignore pings; set icmp_echo_ignore_all to 0"


def _no_address(cause: Cause) -> str:
    return f"{_place(cause)} has no address to reach {cause.hop} from, and no route there; give it one"


_WORDS: Mapping[str, Callable[[Cause], str]] = {
    "no route": _no_route,
    "no answer": _no_answer,
    "not forwarding": _not_forwarding,
    "in circles": _in_circles,
    "wrong way in": _wrong_way_in,
    "no echo": _no_echo,
    "no address": _no_address,
}
