"""What on the way of a packet may stop it, though not for certain."""

from collections.abc import Iterator
from dataclasses import replace

from engine.reach.causes import Hop, Walk
from engine.reach.filters import stopped
from engine.reach.frames import way
from engine.reach.matches import Packet
from engine.reach.picture import Address, At, Picture
from engine.reach.sentences import named


def doubts(picture: Picture, walk: Walk) -> Iterator[str]:
    """In words, in the order of the way: losses by chance, and rules that cannot be judged."""
    told: dict[str, None] = {}
    for hops, is_answer in ((walk.there, False), (walk.back, True)):
        for hop in hops:
            told |= dict.fromkeys(_impaired(picture, hop))
            told |= dict.fromkeys(_unclear(picture, hop, walk.source, is_answer))
    yield from told


def _impaired(picture: Picture, hop: Hop) -> Iterator[str]:
    found = way(picture, hop.out, hop.into)
    for at in dict.fromkeys(point.at for point in found[0]) if found else ():
        link = picture.links.get(at)
        if link and link.impaired:
            yield f"{named(picture, at)} has {link.impaired}"
        if rules := _at_link(picture, at, hop):
            yield rules


def _at_link(picture: Picture, at: At, hop: Hop) -> str:
    ruleset = picture.rules.get(at[0])
    for hook in ("ingress", "egress") if ruleset else ():
        found = stopped(ruleset, ("netdev",), hook, Packet(None, hop.to), at[1]) if ruleset else None
        if found and not found.certain:
            return f"{found.words} may drop it at {named(picture, at)}"
    return ""


def _unclear(picture: Picture, hop: Hop, source: Address | None, is_answer: bool) -> Iterator[str]:
    packet = Packet(source, hop.to, is_answer)
    for at, hooks in ((hop.out, ("output", "forward")), (hop.into, ("prerouting", "input"))):
        ruleset = picture.rules.get(at[0])
        for hook in hooks if ruleset else ():
            if ruleset is None:
                continue
            families = ("inet", "ip" if hop.to.version == 4 else "ip6")
            found = stopped(ruleset, families, hook, replace(packet, into=hop.into[1], out=hop.out[1]))
            if found and not found.certain:
                yield f"{found.words} may drop it in {at[0]}"
