"""What on the way of a packet may stop it, though not for certain."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from engine.reach.causes import Hop, Walk
from engine.reach.filters import Stopped, chance, stopped
from engine.reach.frames import hear, way
from engine.reach.ipsec import deciding
from engine.reach.packet import Packet
from engine.reach.picture import Address, At, Picture
from engine.reach.routing import doubtful
from engine.reach.ruled import AS_DESIGNED, OWN_TABLE, at_bridge, ingress_families, losing_at
from engine.reach.sentences import named, owner
from engine.resources import FABRIC

_DIRECTIONS = {"forward": "fwd", "postrouting": "out", "input": "in"}
"""Of IPsec, which looks at about the same time as these hooks."""


def doubts(picture: Picture, walk: Walk) -> Iterator[str]:
    """In words, in the order of the way: losses by chance, and what cannot be judged."""
    yield from dict.fromkeys(_found(picture, walk))


def _found(picture: Picture, walk: Walk) -> Iterator[str]:
    asked = walk.there[-1].goal if walk.there else None
    passed = {at[0] for hop in walk.there for at in (hop.out, hop.into)}
    for hops, sender, is_answer in ((walk.there, walk.source, False), (walk.back, asked, True)):
        for number, hop in enumerate(hops):
            packet = Packet(sender, hop.goal, is_answer, flow=walk.flow)
            came = hops[number - 1].into[1] if number else ""
            yield from _routed(picture, hop, sender if came or is_answer else None, came)
            yield from _taken_for(picture, hop)
            yield from _impaired(picture, hop, packet)
            for place, hook, into, out in _hooks(hops, number):
                seen = replace(packet, into=into, out=out, is_known=place in passed)
                yield from _filtered(picture, place, hook, seen)


def _filtered(picture: Picture, place: str, hook: str, packet: Packet) -> Iterator[str]:
    """By nftables and by IPsec."""
    if rule := _may_drop(picture, place, ("inet", packet.ethertype), hook, packet):
        yield f"{rule} may drop it in {place}"
    guard = deciding(picture.guards.get(place, ()), _DIRECTIONS.get(hook, ""), packet)
    if guard and guard.transforms:
        yield f"a policy of IPsec ({guard.words}) lets only what is encrypted pass in {place}"


def _hooks(hops: Sequence[Hop], number: int) -> Iterator[tuple[str, str, str, str]]:
    """Where rules look at it as it leaves by a hop and comes in: the place and the hook, and the links of
    that place by which it came and goes."""
    hop, came = hops[number], hops[number - 1].into[1] if number else ""
    yield hop.out[0], "forward" if number else "output", came, hop.out[1]
    yield hop.out[0], "postrouting", came, hop.out[1]
    yield hop.into[0], "prerouting", hop.into[1], ""
    if number == len(hops) - 1:
        yield hop.into[0], "input", hop.into[1], ""


def _routed(picture: Picture, hop: Hop, sender: Address | None, came: str) -> Iterator[str]:
    if policy := doubtful(picture, hop.out[0], hop.goal, sender, came):
        yield f"the routing rule {policy.priority} of {hop.out[0]} may lead elsewhere, as by a mark"


def _taken_for(picture: Picture, hop: Hop) -> Iterator[str]:
    """Others in the same domain with the MAC address of who is sent to. Those of ipvlan share one."""
    meant = picture.links[hop.into]
    for at in sorted(hear(picture, hop.out, hop.to.version)):
        link = picture.links[at]
        if link.kind == "ipvlan" or at[0] in (FABRIC, hop.out[0], hop.into[0]):
            continue
        if link.mac and link.mac == meant.mac:
            who, other = named(picture, at), named(picture, hop.into)
            yield f"{who} has the MAC address of {other}, and switches send to whoever of them sent last"


def _impaired(picture: Picture, hop: Hop, packet: Packet) -> Iterator[str]:
    found = way(picture, hop.out, hop.into)
    points = found[0] if found else ()
    for at in dict.fromkeys(point.at for point in points):
        link = picture.links.get(at)
        if link and link.impaired:
            yield f"{named(picture, at)} has {link.impaired}"
        for hook, families in (("ingress", ingress_families(packet)), ("egress", ("netdev",))):
            if found_there := _doubtful(picture, at[0], families, hook, packet, at[1]):
                yield _at_link(picture, at, hook, found_there)
    for point, onward in pairwise(points):
        at = onward.at if onward.where == "out" else point.at
        for families, hook, into, out in at_bridge(picture, packet, point, onward):
            if rule := _may_drop(picture, at[0], families, hook, replace(packet, into=into, out=out)):
                yield f"{rule} may drop it at {named(picture, at)}"


def _may_drop(picture: Picture, place: str, families: Collection[str], hook: str, packet: Packet) -> str:
    """The rule that does, or ""."""
    found = _doubtful(picture, place, families, hook, packet)
    return found.words if found else ""


def _doubtful(
    picture: Picture, place: str, families: Collection[str], hook: str, packet: Packet, device: str = ""
) -> Stopped | None:
    ruleset = picture.rules.get(place)
    found = stopped(ruleset, families, hook, packet, device) if ruleset else None
    return found if found and not found.certain else None


def _at_link(picture: Picture, at: At, hook: str, found: Stopped) -> str:
    """Patchboard's own rules are how a loss is made where there is no netem."""
    link = picture.links.get(at)
    if link and OWN_TABLE in found.words and (share := chance(picture.rules[at[0]], found)):
        return f"{owner(picture, losing_at(link, hook))} loses {100 * share:g}% ({AS_DESIGNED})"
    return f"{found.words} may drop it at {named(picture, at)}"
