"""A walk told step by step: what is looked up, what is found, and the command that shows the same."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from engine.reach import shown
from engine.reach.asking import holders, mac_of
from engine.reach.causes import Cause, Hop, Walk
from engine.reach.frames import way
from engine.reach.packet import Flow
from engine.reach.picture import Address, At, Picture
from engine.reach.routing import lookup
from engine.reach.sentences import named, words
from engine.resources import FABRIC

_BEFORE_LINKS = frozenset(
    {
        *(
            "no route",
            "learned",
            "several routes",
            "route missing",
            "rule missing",
            "route refuses",
            "not forwarding",
            "in circles",
            "ttl",
            "wrong way in",
        ),
        *(
            "no echo",
            "no address",
            "place missing",
            "rule",
            "ipsec",
            "service",
            "nothing listens",
            "listens elsewhere",
            "link missing",
            "ipv6 off",
            "small mtu",
        ),
    }
)
"""What stops a packet in a place itself, before anybody is asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """`keys` name the design objects that it is about. `is_answer`: on the way back."""

    place: str
    looked: str
    found: str
    command: str
    keys: tuple[str, ...]
    is_answer: bool = False


def steps(topology: str, picture: Picture, place: str, address: Address, walk: Walk) -> Iterator[Step]:
    """All that a walk from the place to the address passed, and last what stopped it, if anything did."""
    cause = walk.cause
    there = _Leg(topology, picture, place, address, walk.source)
    yield from there.passed(walk.there)
    end = walk.there[-1].into[0] if walk.there else place
    if walk.source and (cause is None or cause.is_answer):
        yield from there.arrived(end)
        if end in picture.listening and walk.flow.port:
            yield there.heard(end, walk.flow)
        back = _Leg(topology, picture, end, walk.source, address, is_answer=True)
        yield from back.passed(walk.back)
        if cause:
            yield from back.tried(walk.back, cause)
    elif cause:
        yield from there.tried(walk.there, cause)
    if cause:
        yield _stopped(topology, picture, cause)


def _stopped(topology: str, picture: Picture, cause: Cause) -> Step:
    place = cause.place or "the fabric"
    said = words(picture, cause).said
    keys = shown.keys(picture, cause.at) or [f"sandbox:{cause.place}"]
    command = shlex.join(shown.command(topology, cause))
    return Step(
        place, f"why it goes no further towards {cause.hop}", said, command, (*keys,), cause.is_answer
    )


class _Leg:
    """One way."""

    def __init__(
        self,
        topology: str,
        picture: Picture,
        place: str,
        to: Address,
        source: Address | None,
        is_answer: bool = False,
    ) -> None:
        self._topology, self._picture = topology, picture
        self._place, self._to, self._source, self._is_answer = place, to, source, is_answer

    def passed(self, hops: tuple[Hop, ...]) -> Iterator[Step]:
        into = ""
        for hop in hops:
            if into:
                yield self._forwarded(hop.out[0])
            yield self._routed(hop, into)
            if hop.out[0] in self._picture.rules:
                yield self._ruled(hop.out[0])
            yield self._asked(hop)
            yield from self._carried(hop)
            into = hop.into[1]

    def tried(self, hops: tuple[Hop, ...], cause: Cause) -> Iterator[Step]:
        """Of the hop that did not come about: what was looked up, as far as it went."""
        place, into = hops[-1].into if hops else (self._place, "")
        if cause.why in _BEFORE_LINKS or (hops and cause.at in self._crossed(hops[-1].out, hops[-1].into)):
            return
        asking = self._source if into or self._is_answer else None
        route = lookup(self._picture, place, self._to, asking, into)
        if route is None or route.kind != "unicast" or self._picture.is_own(place, self._to):
            return
        hop = Hop(route.link, route.link, route.via or self._to, self._to)
        if into:
            yield self._forwarded(place)
        yield self._routed(hop, into)
        yield self._unanswered(hop)
        yield self._linked(route.link)
        yield from self._up_to(route.link, cause.at, hop.to)

    def _unanswered(self, hop: Hop) -> Step:
        known = self._picture.neighbours.get((hop.out, hop.to))
        found = f"the table says {known.mac or 'nothing'} ({known.state})" if known else "nobody is known"
        command = shown.ip(self._topology, hop.out[0], "neigh", "show", "to", str(hop.to), "dev", hop.out[1])
        return self._step(hop.out[0], f"who has {hop.to}", found, command, hop.out)

    def _up_to(self, out: At, last: At, hop: Address) -> Iterator[Step]:
        """The bridges on the way to where it ends."""
        for goal in holders(self._picture, out, hop):
            found = way(self._picture, out, goal)
            points = found[0] if found else ()
            if last not in [point.at for point in points]:
                continue
            for point, onward in pairwise(points):
                if last in (point.at, onward.at):
                    return
                if point.where == "switched" and onward.where == "out":
                    yield self._switched(point.at, point.port, onward.at)

    def _crossed(self, out: At, into: At) -> set[At]:
        found = way(self._picture, out, into)
        return {point.at for point in found[0]} if found else set()

    def arrived(self, place: str) -> Iterator[Step]:
        links = [at for at in self._picture.holders.get(self._to, ()) if at[0] == place]
        if not links:
            return
        found = f"it is, of {', '.join(at[1] for at in links)}"
        command = shown.ip(self._topology, place, "address", "show", "to", str(self._to))
        yield self._step(place, f"whether {self._to} is an address of {place}", found, command, *links)
        if place in self._picture.rules:
            yield self._ruled(place)

    def heard(self, place: str, flow: Flow) -> Step:
        command = shown.listening(self._topology, place, flow.kind)
        return self._step(place, f"whether something listens on {flow}", "it does", command, (place, ""))

    def _forwarded(self, place: str) -> Step:
        key = "net.ipv4.ip_forward" if self._to.version == 4 else "net.ipv6.conf.all.forwarding"
        command = shown.inside(self._topology, place, "sysctl", key)
        return self._step(place, f"whether {place} routes", "it does", command, (place, ""))

    def _routed(self, hop: Hop, into: str) -> Step:
        place, link = hop.out
        via = f" by way of {hop.to}" if hop.to != hop.goal else ""
        command = shown.route(self._topology, place, hop.goal, self._source, into)
        looked = f"which route {place or 'the fabric'} takes to {hop.goal}"
        return self._step(place, looked, f"out of {link}{via}", command, hop.out)

    def _ruled(self, place: str) -> Step:
        command = shown.inside(self._topology, place, "nft", "list", "ruleset")
        return self._step(place, "the rules of nftables", "they let it pass", command, (place, ""))

    def _asked(self, hop: Hop) -> Step:
        known = self._picture.neighbours.get((hop.out, hop.to))
        mac = mac_of(self._picture, self._picture.links[hop.into])
        state = f" (in the table: {known.state})" if known and known.mac else ""
        found = f"{named(self._picture, hop.into)} has, at {mac}{state}"
        command = shown.ip(self._topology, hop.out[0], "neigh", "show", "to", str(hop.to), "dev", hop.out[1])
        return self._step(hop.out[0], f"who has {hop.to}", found, command, hop.out, hop.into)

    def _carried(self, hop: Hop) -> Iterator[Step]:
        """The frame's way through links and bridges."""
        yield self._linked(hop.out)
        found = way(self._picture, hop.out, hop.into)
        points = found[0] if found else ()
        for point, onward in pairwise(points):
            if point.where == "switched" and onward.where == "out":
                yield self._switched(point.at, point.port, onward.at)
        yield self._linked(hop.into)

    def _linked(self, at: At) -> Step:
        link = self._picture.links[at]
        command = shown.ip(self._topology, at[0], "link", "show", "dev", at[1])
        found = f"up, MTU {link.mtu}" + (f", with {link.impaired}" if link.impaired else "")
        return self._step(at[0], f"how {named(self._picture, at)} is", found, command, at)

    def _switched(self, bridge: At, port: At | None, out: At) -> Step:
        came = f"from port {port[1]} " if port else ""
        state = self._picture.links[out].state
        command = shown.bridge(self._topology, bridge[0], "fdb", "show", "br", bridge[1])
        looked = f"where bridge {bridge[1]} passes it on"
        found = f"{came}to port {out[1]}, which is {state}"
        return self._step(bridge[0], looked, found, command, bridge, out)

    def _step(self, place: str, looked: str, found: str, command: shown.Command, *ats: At) -> Step:
        keys = (*shown.keys(self._picture, *ats),)
        where = place if place != FABRIC else "the fabric"
        return Step(where, looked, found, shlex.join(command), keys, self._is_answer)
