"""Rates, impairments and flapping of endpoints and patches."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from topology.problems import Problem
from topology.units import delay, duration, jitter, percent, rate
from topology.validation.view import View
from topology.values import Wire

_UNITS: tuple[tuple[str, Callable[[str], float], str], ...] = (
    ("rate", rate, "100mbit"),
    ("delay", delay, "20ms"),
    ("jitter", jitter, "2ms"),
    ("loss", percent, "1%"),
    ("duplicate", percent, "1%"),
    ("corrupt", percent, "0.1%"),
    ("reorder", percent, "5%"),
    ("flap.up", duration, "10s"),
    ("flap.down", duration, "2s"),
)
_OF_DELAYS = {"jitter": "varies a delay", "reorder": "lets frames overtake delayed ones"}


def units(view: View) -> Iterator[Problem]:
    """Rates, delays, shares and durations have their units, and lie in the range that the kernel takes."""
    for kind, link in view.links:
        for field, parse, example in _UNITS:
            text = _text(link, field)
            if text is not None:
                try:
                    parse(text)
                except ValueError as error:
                    yield Problem(kind, link.name, field, str(error), f"write it such as {example}")


def delays(view: View) -> Iterator[Problem]:
    """What is about delayed frames has a delay to go with it."""
    for kind, link in view.links:
        for field, does in _OF_DELAYS.items():
            if getattr(link, field) is not None and not _delays(link):
                yield Problem(kind, link.name, field, f"{does}, but there is none", "write a delay too")


def flaps(view: View) -> Iterator[Problem]:
    """A cable that is pulled for good does not flap."""
    for kind, link in view.links:
        if link.flap and not link.up:
            reason, remedy = "has no effect, because the cable is pulled", "set up: true, or leave flap out"
            yield Problem(kind, link.name, "flap", reason, remedy, "warning")


def _text(link: Wire, field: str) -> str | None:
    """A field of the link, or of what is in the field."""
    outer, _, inner = field.partition(".")
    found: str | None = getattr(link, outer)
    return getattr(found, inner) if found and inner else found


def _delays(link: Wire) -> bool:
    """Whether there is any; of one that cannot be read, `units` tells."""
    with suppress(ValueError):
        return delay(link.delay or "0s") > 0
    return True
