"""Where frames can be taken: the links that a design is lowered to, each with what it joins."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engine.lower import lower
from engine.names import uplink_name
from engine.resources import FABRIC, Bridge, End, Resource, Uplink, Upper, Veth
from engine.value import value
from topology.values import Design

MACHINE = "the machine"
"""What is at the other side of an uplink; no object is called so."""


@value
class Point:
    """One end of a cable, or a bridge itself. `place` and `link` are where the kernel has it.

    `cable` is the endpoint, patch or network that the link belongs to. `here` is the sandbox or network that
    has this end, `there` the one that has the other: a frame that goes out of the link goes from here to
    there. A bridge itself has no `there`.
    """

    place: str
    link: str
    cable: str
    here: str
    there: str = ""


def points(design: Design) -> tuple[Point, ...]:
    """All of a complete design's."""
    networks = {end.name: end.network for end in design.endpoints}
    state = lower(design).state
    return tuple(point for resource in state.values() for point in _of(resource, networks))


class NoLink(Exception):
    """There is nothing to take frames at under a name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has no link to capture at; choose an endpoint, patch or bridge, and deploy")


def named(design: Design, names: Sequence[str]) -> Mapping[str, Point]:
    """By the name of an endpoint, patch or network, where its frames are taken; a sandbox's name stands for
    its endpoints. Raises NoLink, as of a network of the driver null."""
    by_cable: dict[str, Point] = {}
    for point in points(design):
        by_cable.setdefault(_called(point), point)
        by_cable.setdefault(point.cable, point)
    own: dict[str, list[str]] = defaultdict(list)
    for end in design.endpoints:
        own[end.sandbox].append(end.name)
    found: dict[str, Point] = {}
    for name in names:
        here = [each for each in own.get(name, [name]) if each in by_cable]
        if not here:
            raise NoLink(name)
        found |= {each: by_cable[each] for each in here}
    return found


def _called(point: Point) -> str:
    """The endpoint that a sandbox's own end is, whichever network's cable it is on."""
    return f"{point.place}.{point.link}" if point.place != FABRIC else point.cable


def _of(resource: Resource, networks: Mapping[str, str]) -> Iterator[Point]:
    match resource:
        case Bridge():
            yield Point(FABRIC, resource.name, resource.label, resource.label)
        case Veth(label, (one, other)):
            yield _end(label, one, other)
            yield _end(label, other, one)
        case Upper(label, _, end) if end.place == FABRIC:
            yield Point(FABRIC, end.name, label, label)
        case Upper(label, kind, end) if kind != "vlan":  # the link below shows its frames, with their tags
            yield Point(end.place, end.name, label, end.place, networks.get(label, ""))
        case Uplink(label):
            yield Point(FABRIC, uplink_name(label), label, label, MACHINE)


def _end(label: str, end: End, other: End) -> Point:
    return Point(end.place, end.name, label, _holder(label, end), _holder(label, other))


def _holder(label: str, end: End) -> str:
    """The fabric's end belongs to its bridge's network; one that is plugged in nowhere, to its own."""
    return end.place if end.place != FABRIC else end.bridge or label
