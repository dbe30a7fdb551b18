"""Which fields of two links differ, in the order in which a person would ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.resources import FABRIC, Bridge, End, Upper, Veth

BRIDGE = ("priority", "ageing", "multicast_snooping", "group_fwd_mask", "vlan_filtering")
FIELDS = (
    "name",
    "up",
    "mtu",
    "mac",
    "bridge",
    "isolated",
    "vlans",
    "accept_ra",
    "stp",
    "forward_delay",
    *BRIDGE,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one link: `place` and `link` say which, by the name that it should have."""

    place: str
    link: str
    field: str
    before: Any
    after: Any


def differences(before: Bridge | Veth | Upper, after: Bridge | Veth | Upper) -> Iterator[Difference]:
    """What differs, end by end; both veth pairs have their ends in one order."""
    for place, one, other in _pairs(before, after):
        for field in FIELDS:
            old, new = getattr(one, field, None), getattr(other, field, None)
            if old != new:
                yield Difference(place, other.name, field, old, new)
    if isinstance(before, Upper) and isinstance(after, Upper) and before.mode != after.mode:
        yield Difference(after.end.place, after.end.name, "mode", before.mode, after.mode)


def _pairs(
    before: Bridge | Veth | Upper, after: Bridge | Veth | Upper
) -> Iterator[tuple[str, Bridge, Bridge] | tuple[str, End, End]]:
    match before, after:
        case Bridge(), Bridge():
            yield FABRIC, before, after
        case Upper(), Upper():
            yield after.end.place, before.end, after.end
        case Veth(_, befores), Veth(_, afters):
            for one, other in zip(befores, afters, strict=True):
                yield other.place, one, other
