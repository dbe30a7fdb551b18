"""How long the queues are that shape a link: what a design leaves open, and a queue has to know.

All of it follows from what the design says, so that a queue of another length is somebody else's doing.
"""

from engine.resources import Shaping

_BURST_LASTS = 8  # milliseconds; a timer that is late by less than that loses no throughput
_TBF_QUEUE_LASTS = 50  # milliseconds; longer ones only add delay
_FEWEST_BURSTS = 7  # in a token bucket's queue: at low rates not even one frame comes in 50 ms
_MOST_BYTES = 1 << 31

_FRAME_HEADER = 18  # an Ethernet header with an 802.1Q tag
_GRAIN = 8

_FEWEST_FRAMES, _MOST_FRAMES = 1000, 100_000
_USUAL_FRAME = 500  # bytes
_USUAL_RATE = 10**9


def burst(rate: int, mtu: int) -> int:
    """Bytes that may go at once at this rate (bits a second): at least one frame, or nothing ever goes."""
    least = mtu + _FRAME_HEADER
    wanted = max(rate * _BURST_LASTS // 8000, least)
    return -(-wanted // _GRAIN) * _GRAIN


def tbf_limit(shaping: Shaping) -> int:
    """Bytes that wait for the rate."""
    waiting = max(shaping.rate * _TBF_QUEUE_LASTS // 8000, shaping.burst * (_FEWEST_BURSTS - 1))
    return min(shaping.burst + waiting, _MOST_BYTES)


def netem_limit(shaping: Shaping) -> int:
    """Frames that wait for their delay: as many as come in that time, or a long fast wire would lose some."""
    bits = (shaping.rate or _USUAL_RATE) * (shaping.delay + shaping.jitter) // 10**9
    return min(_FEWEST_FRAMES + bits // (8 * _USUAL_FRAME), _MOST_FRAMES)


def needs_netem(shaping: Shaping) -> bool:
    """Whether it takes more than a token bucket."""
    return any(
        (
            *(shaping.delay, shaping.jitter, shaping.loss),
            *(shaping.duplicate, shaping.corrupt, shaping.reorder),
        )
    )


def same_disciplines(before: Shaping, after: Shaping) -> bool:
    """Whether one becomes the other by changing disciplines that are there."""
    if before.foreign:
        return False
    return (needs_netem(before), before.rate > 0) == (needs_netem(after), after.rate > 0)
