"""Rates from what links have counted. Pure; the kernel's side is `engine.backends.kernel.meters`."""

from collections.abc import Mapping
from operator import sub
from typing import NamedTuple

from engine.drivers import Owner


class Counters(NamedTuple):
    """What has gone into an object and out of it, as the object sees it: since its link was made."""

    bytes_in: int = 0
    bytes_out: int = 0
    packets_in: int = 0
    packets_out: int = 0
    drops_in: int = 0
    drops_out: int = 0

    def turned(self) -> "Counters":
        """The same as the other end of the cable sees it."""
        return Counters(
            self.bytes_out,
            self.bytes_in,
            self.packets_out,
            self.packets_in,
            self.drops_out,
            self.drops_in,
        )


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
        known, then = before.counted.get(owner, (None, now))
        if known != source or then == now:
            continue
        since = [*map(sub, now, then)]
        if min(since) >= 0:
            into, out, *counts = since
            found[owner] = Rates(*[round(each * share) for each in (8 * into, 8 * out, *counts)])
    return found


def differing(before: Mapping[Owner, Rates], after: Mapping[Owner, Rates]) -> dict[Owner, Rates]:
    """What is to be told to somebody who knows those before; what has come to rest once, as `STILL`."""
    news = {owner: now for owner, now in after.items() if before.get(owner, STILL) != now}
    return news | {owner: STILL for owner in before.keys() - after.keys()}
