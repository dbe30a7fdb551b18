"""Rates from what links have counted. Pure; the kernel's side is `engine.backends.kernel.meters`."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.drivers import Owner

Counters = tuple[int, int, int, int, int, int]
"""What has gone into an object and out of it, as the object sees it, since its link was made: bytes in and
out, packets in and out, and dropped ones in and out."""


class Rates(NamedTuple):
    """Bits, packets and dropped packets a second, each into the object and out of it, as whole numbers."""

    bits_in: int = 0
    bits_out: int = 0
    packets_in: int = 0
    packets_out: int = 0
    drops_in: int = 0
    drops_out: int = 0


STILL = Rates()

Source = tuple[tuple[str, int], ...]
"""The places and indices of the links that count."""

_UNKNOWN: tuple[Source, Counters] = ((), (0, 0, 0, 0, 0, 0))


class Sample(NamedTuple):
    """What all objects' links had counted at a moment, in seconds of any clock that only goes forward."""

    moment: float
    counted: Mapping[Owner, tuple[Source, Counters]]


def rates(before: Sample, after: Sample) -> dict[Owner, Rates]:
    """Of all objects that something went through between two samples; the others stand still.

    A link that came in between, was made anew, or began to count from zero says nothing yet.
    """
    share = 1 / (after.moment - before.moment)
    found: dict[Owner, Rates] = {}
    for owner, (source, now) in after.counted.items():
        known, then = before.counted.get(owner, _UNKNOWN)
        if then != now and known == source:
            since = _since(then, now, share)
            if since:
                found[owner] = since
    return found


def _since(then: Counters, now: Counters, share: float) -> Rates | None:
    """None if one of them has begun from zero. Spelled out, as it is asked hundreds of times a second: in
    loops, and with what was not dropped rounded as well, it takes twice as long."""
    bytes_in, bytes_out, packets_in, packets_out, drops_in, drops_out = then
    bytes_in, bytes_out = now[0] - bytes_in, now[1] - bytes_out
    packets_in, packets_out = now[2] - packets_in, now[3] - packets_out
    drops_in, drops_out = now[4] - drops_in, now[5] - drops_out
    if bytes_in < 0 or bytes_out < 0 or packets_in < 0 or packets_out < 0 or drops_in < 0 or drops_out < 0:
        return None
    return Rates(
        round(8 * bytes_in * share),
        round(8 * bytes_out * share),
        round(packets_in * share),
        round(packets_out * share),
        drops_in and round(drops_in * share),
        drops_out and round(drops_out * share),
    )


def differing(before: Mapping[Owner, Rates], after: Mapping[Owner, Rates]) -> dict[Owner, Rates]:
    """What is to be told to somebody who knows those before; what has come to rest once, as `STILL`."""
    news = {owner: now for owner, now in after.items() if before.get(owner, STILL) != now}
    return news | {owner: STILL for owner in before.keys() - after.keys()}
