"""What on the way of a packet may stop it, though not for certain."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from engine.reach.causes import Hop, Walk
from engine.reach.filters import stopped
from engine.reach.frames import way
from engine.reach.packet import Packet
from engine.reach.picture import Picture
from engine.reach.sentences import named


def doubts(picture: Picture, walk: Walk) -> Iterator[str]:
    """In words, in the order of the way: losses by chance, and rules that cannot be judged."""
    told: dict[str, None] = {}
    asked = walk.there[-1].goal if walk.there else None
    for hops, sender, is_answer in ((walk.there, walk.source, False), (walk.back, asked, True)):
        for number, hop in enumerate(hops):
            packet = Packet(sender, hop.goal, is_answer, flow=walk.flow)
            told |= dict.fromkeys(_impaired(picture, hop, packet))
            told |= dict.fromkeys(_unclear(picture, hop, packet, _hooks(hops, number)))
    yield from told


def _hooks(hops: Sequence[Hop], number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where rules look at it as it leaves by a hop, and as it comes in."""
    leaving, last = "forward" if number else "output", number == len(hops) - 1
    return (leaving, "postrouting"), ("prerouting", "input") if last else ("prerouting",)


def _impaired(picture: Picture, hop: Hop, packet: Packet) -> Iterator[str]:
    found = way(picture, hop.out, hop.into)
    for at in dict.fromkeys(point.at for point in found[0]) if found else ():
        link = picture.links.get(at)
        if link and link.impaired:
            yield f"{named(picture, at)} has {link.impaired}"
        for hook in ("ingress", "egress"):
            if rule := _may_drop(picture, at[0], ("netdev",), hook, packet, at[1]):
                yield f"{rule} may drop it at {named(picture, at)}"


def _unclear(
    picture: Picture, hop: Hop, packet: Packet, hooks: tuple[tuple[str, ...], tuple[str, ...]]
) -> Iterator[str]:
    families = ("inet", packet.ethertype)
    seen = replace(packet, into=hop.into[1], out=hop.out[1])
    for place, there in ((hop.out[0], hooks[0]), (hop.into[0], hooks[1])):
        for hook in there:
            if rule := _may_drop(picture, place, families, hook, seen):
                yield f"{rule} may drop it in {place}"


def _may_drop(
    picture: Picture, place: str, families: Collection[str], hook: str, packet: Packet, device: str = ""
) -> str:
    """The rule that does, or ""."""
    ruleset = picture.rules.get(place)
    found = stopped(ruleset, families, hook, packet, device) if ruleset else None
    return found.words if found and not found.certain else ""
