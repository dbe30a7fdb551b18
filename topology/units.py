"""Rates, delays, durations and shares as people write them, and back. Every parser raises ValueError on
anything else."""

import re
from collections.abc import Mapping
from functools import lru_cache

_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z%]+)", re.ASCII)

# `mbps` is left out on purpose: to `tc` it means megabytes, to most people megabits.
BITS = {"bit": 1, "kbit": 10**3, "mbit": 10**6, "gbit": 10**9, "tbit": 10**12}
NANOSECONDS = {"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9}
SECONDS = {"ms": 0.001, "s": 1, "min": 60, "h": 3600}
LONGEST_DELAY = 60 * 10**9
LONGEST_JITTER = 2 * 10**9  # the kernel takes no more


def _quantity(text: str, units: Mapping[str, float]) -> float:
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
def jitter(text: str) -> int:
    """Nanoseconds, as a delay, but fewer."""
    nanoseconds = delay(text)
    if nanoseconds > LONGEST_JITTER:
        raise ValueError(f"{text!r} is more than 2s")
    return nanoseconds


@lru_cache(maxsize=4096)
def duration(text: str) -> float:
    """Seconds, of what a person can watch: `10s`, `500ms`, `2min`."""
    seconds = _quantity(text, SECONDS)
    if not 0.1 <= seconds <= 3600:
        raise ValueError(f"{text!r} is not between 100ms and 1h")
    return seconds


@lru_cache(maxsize=4096)
def percent(text: str) -> float:
    """A share between 0 and 1: `1%` is 0.01."""
    share = _quantity(text, {"%": 1}) / 100
    if share > 1:
        raise ValueError(f"{text!r} is more than 100%")
    return share


def rate_text(bits: int) -> str:
    """As it would be written: 100 000 000 is `100mbit`."""
    return _text(bits, BITS)


def delay_text(nanoseconds: int) -> str:
    """As it would be written: 20 000 000 is `20ms`."""
    return _text(nanoseconds, NANOSECONDS)


def percent_text(millionths: int) -> str:
    """As it would be written: 10 000 is `1%`."""
    return f"{millionths / 10**4:g}%"


def _text(number: int, units: Mapping[str, int]) -> str:
    """In the largest unit that leaves no fraction."""
    unit, size = max((each for each in units.items() if number % each[1] == 0), key=lambda each: each[1])
    return f"{number // size}{unit}"
