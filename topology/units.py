"""Rates, delays and shares as people write them. Every parser raises ValueError on anything else."""

import re
from functools import lru_cache

_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z%]+)", re.ASCII)

# `mbps` is left out on purpose: to `tc` it means megabytes, to most people megabits.
BITS = {"bit": 1, "kbit": 10**3, "mbit": 10**6, "gbit": 10**9, "tbit": 10**12}
NANOSECONDS = {"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9}
LONGEST_DELAY = 60 * 10**9


def _quantity(text: str, units: dict[str, int]) -> float:
    match = _QUANTITY.fullmatch(text.strip().lower())
    if match is None or match[2] not in units:
        raise ValueError(f"{text!r} is not a number with one of {', '.join(units)}")
    return float(match[1]) * units[match[2]]


@lru_cache(maxsize=4096)
def rate(text: str) -> int:
    """Bits a second: `100mbit` is 100 000 000."""
    bits = round(_quantity(text, BITS))
    if not 8 <= bits <= 10**12:
        raise ValueError(f"{text!r} is not between 8bit and 1tbit")
    return bits


@lru_cache(maxsize=4096)
def delay(text: str) -> int:
    """Nanoseconds: `20ms` is 20 000 000."""
    nanoseconds = round(_quantity(text, NANOSECONDS))
    if nanoseconds > LONGEST_DELAY:
        raise ValueError(f"{text!r} is more than 60s")
    return nanoseconds


@lru_cache(maxsize=4096)
def percent(text: str) -> float:
    """A share between 0 and 1: `1%` is 0.01."""
    share = _quantity(text, {"%": 1}) / 100
    if share > 1:
        raise ValueError(f"{text!r} is more than 100%")
    return share
