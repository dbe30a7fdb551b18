"""Rates and impairments: what endpoints and patches ask for, as what is done to the frames that a link sends.

A queueing discipline shapes what a link *sends*. So what a sandbox sends is shaped at its own interface, and
what it receives at the other end of the link: a port of the fabric, or the other sandbox's interface. There,
on a cable, two wishes meet, since what A sends passes both A's `out` and B's `in`. They are combined as if
one came after the other: the lower rate holds, delays and jitters add up, a frame has to escape both losses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any, Literal

from engine.drivers.driver import Owned, Owner
from engine.queues import burst, needs_netem
from engine.resources import FABRIC, End, Rule, Shaping, Veth
from engine.rule_tables import losing
from topology import units
from topology.problems import Problem
from topology.values import Endpoint, Wire

Passed = tuple[Owner, Wire, Literal["out", "in"]]
"""A wire that frames pass: whose it is, and in which of its directions they do."""

_Asked = Mapping[str, int]
"""What is asked for, by the fields of `Shaping`; without what asks for nothing."""

_WHOLE = 10**6
_SHARES = ("loss", "duplicate", "corrupt", "reorder")
_FIELDS = ("rate", "delay", "jitter", *_SHARES)


def shaping(end: End, *passed: Passed) -> Iterator[Owned]:
    """What is done to the frames that the end sends and that pass these wires; nothing if none is asked."""
    asked = [(owner, found) for owner, wire, way in passed if (found := _asked(wire, way))]
    if asked:
        together = replace(Shaping(end.place, end.name), **_combined([found for _, found in asked]))
        yield replace(together, burst=burst(together.rate, end.mtu) if together.rate else 0), _owner(asked)


def refused(endpoint: Endpoint) -> Iterator[Problem]:
    """Each that is asked for of what is received, on an interface whose other end is none of its own."""
    if endpoint.direction == "out":
        return
    for field in _FIELDS:
        if getattr(endpoint, field) is not None:
            reason = f"{field} can be imposed on such a network only on what is sent"
            remedy = f"set direction to out, leave {field} out, or use a bridge or a cable"
            yield Problem("endpoint", endpoint.name, field, reason, remedy)


def losses_by_rules(owned: Sequence[Owned]) -> Iterator[Owned]:
    """The same for a machine that has nftables but no netem: a loss that has at most a rate beside it becomes
    a rule that drops. What else needs netem stays as it is, for `engine.features` to name: so does a link on
    top of another, which has no other end where its loss would go unnoticed by who sends."""
    across = dict(_across(owned))
    for resource, owner in owned:
        other = across.get((resource.place, resource.interface)) if isinstance(resource, Shaping) else None
        if not isinstance(resource, Shaping) or not other or not _can_be_a_rule(resource):
            yield resource, owner
            continue
        yield _dropping(resource, other), owner
        if resource.rate:
            yield replace(resource, loss=0), owner


def _asked(wire: Wire, way: str) -> _Asked:
    if wire.direction not in ("both", way) or not any(getattr(wire, field) for field in _FIELDS):
        return {}  # so it is with nearly every wire
    numbers = {field: round(units.percent(getattr(wire, field) or "0%") * _WHOLE) for field in _SHARES}
    numbers["rate"] = units.rate(wire.rate) // 8 * 8 if wire.rate else 0  # the kernel counts in bytes
    numbers["delay"] = units.delay(wire.delay or "0s") // 1000 * 1000  # `tc` knows no nanoseconds
    numbers["jitter"] = units.jitter(wire.jitter or "0s") // 1000 * 1000
    return {field: number for field, number in numbers.items() if number}


def _combined(asked: Sequence[_Asked]) -> dict[str, Any]:
    together = {field: 0 for each in asked for field in each}
    for field in together:
        numbers = [each[field] for each in asked if field in each]
        together[field] = _one_after_the_other(field, numbers)
    return together


def _one_after_the_other(field: str, numbers: Sequence[int]) -> int:
    match field:
        case "rate":
            return min(numbers)
        case "delay":
            return sum(numbers)
        case "jitter":
            return min(sum(numbers), units.LONGEST_JITTER)
    return round(_WHOLE * (1 - prod(1 - number / _WHOLE for number in numbers)))


def _owner(asked: Sequence[tuple[Owner, _Asked]]) -> Owner:
    """Whose it is: the end's own, unless only the other one asks for what not every kernel has."""
    return max(asked, key=lambda each: any(field != "rate" for field in each[1]))[0]


def _across(owned: Sequence[Owned]) -> Iterator[tuple[tuple[str, str], End]]:
    """By place and name of a link, the other end of it."""
    for resource, _ in owned:
        if isinstance(resource, Veth):
            one, other = resource.ends
            yield (one.place, one.name), other
            yield (other.place, other.name), one


def _can_be_a_rule(shaping: Shaping) -> bool:
    return shaping.loss > 0 and not needs_netem(replace(shaping, loss=0))


def _dropping(shaping: Shaping, other: End) -> Rule:
    """In the fabric, if the link has an end there, so that captures in sandboxes see no lost frame. Only in
    the fabric where it is sent: a sandbox's own TCP would notice, and send what was dropped at once again."""
    text = losing(shaping.loss)
    if shaping.place == FABRIC:
        return Rule(FABRIC, f"egress {shaping.interface}", text)
    return Rule(other.place, f"ingress {other.name}", text)
