"""Where a frame goes from where it is: one step, and what keeps it from taking that step."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from engine.reach import tags
from engine.reach.filters import stopped, stopped_whatever_it_is
from engine.reach.packet import Packet
from engine.reach.picture import At, Link, Picture
from engine.reach.tags import Tag

Hindrance = Literal[
    "link down",
    "cable pulled",
    "link missing",
    "unplugged",
    "bridge down",
    "port blocked",
    "isolated",
    "vlan",
    "loses all",
    "rule",
    "wrong port",
    "no flooding",
    "too large",
]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a frame from going on at a link; `detail` says more of it in words."""

    why: Hindrance
    at: At
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a frame is: it has been `sent` by a link, has come `in` at the far end of a cable, is `switched`
    by a bridge that it came to by `port` (None: from the bridge itself), is to go `out` of a port, or was
    `received`."""

    where: Literal["sent", "in", "switched", "out", "received"]
    at: At
    tag: Tag = None
    port: At | None = None


Move = tuple[Point, Obstacle | None]


def bridge_hooks(point: Point, onward: Point) -> Iterator[tuple[str, str, str]]:
    """Where rules of the family bridge look at a frame on its step from one point to the next: the hook, and
    the ports by which it came and goes, as far as they are told there."""
    port = point.port[1] if point.port else ""
    match point.where, onward.where:
        case "in", "switched":
            yield "prerouting", point.at[1], ""
        case "switched", "received":
            yield "input", port, ""
        case "switched", "out":
            yield "forward" if port else "output", port, onward.at[1]
            yield "postrouting", "", onward.at[1]


def losing_at(link: Link, hook: str) -> At:
    """The end that loses what a rule at the link drops: that which sends it."""
    return link.at if hook == "egress" else link.peer or link.at


def ingress_families(packet: Packet | None) -> Collection[str]:
    """Whose rules look at a frame that comes in at a link: those of the family inet only at what is IP."""
    return ("netdev", "inet") if packet and packet.ethertype != "arp" else ("netdev",)


class Moves:
    """Where a frame goes from a point, each with what keeps it from doing so. Ways that nothing could open
    are none.

    With a packet it is one frame with that in it, which rules and what bridges know decide about; without,
    it is a broadcast, which only a rule drops that drops everything.
    """

    def __init__(self, picture: Picture, packet: Packet | None, size: int = 0) -> None:
        self._picture, self._packet, self._size = picture, packet, size
        self._links = picture.links

    def __call__(self, point: Point) -> Iterator[Move]:
        link = self._links.get(point.at)
        if link is None:
            yield from self._from_missing(point)
            return
        match point.where:
            case "sent":
                yield from self._sent(link, point.tag)
            case "out":
                yield from self._through_cable(link, point.tag)
            case "in":
                yield from self._come_in(link, point.tag)
            case "received":
                yield from self._up(link, point.tag)
            case "switched":
                yield from self._switched(
                    link, self._links.get(point.port) if point.port else None, point.tag
                )

    def _sent(self, link: Link, tag: Tag) -> Iterator[Move]:
        """By whoever the link belongs to."""
        hindered = _hindered_to_send(link) or self._ruled(link, "egress") or self._too_large(link)
        match link.kind:
            case "bridge":
                yield Point("switched", link.at, tag), hindered
            case "vlan":
                yield from self._down(link, link.mode, hindered)
            case "macvlan" | "ipvlan":
                yield from self._to_siblings(link, hindered)
                yield from self._down(link, tag, hindered)
            case _:
                for point, obstacle in self._through_cable(link, tag):
                    yield point, hindered or obstacle

    def _down(self, link: Link, tag: Tag, hindered: Obstacle | None) -> Iterator[Move]:
        if link.lower and link.lower in self._links:
            yield Point("sent", link.lower, tag), hindered

    def _to_siblings(self, link: Link, hindered: Obstacle | None) -> Iterator[Move]:
        if link.mode != "private" and link.lower:
            for each in self._picture.uppers.get(link.lower, ()):
                yield Point("received", each.at), hindered or _if_down(each) or self._ruled(each, "ingress")

    def _through_cable(self, link: Link, tag: Tag) -> Iterator[Move]:
        """What the design has an end for that is not there is a way that could be opened."""
        peer = self._links.get(link.peer) if link.peer else None
        if peer:
            pulled = None if peer.up else Obstacle("cable pulled", peer.at)
            yield Point("in", peer.at, tag), pulled or self._ruled(peer, "ingress") or self._too_large(peer)
        elif (meant := self._meant(link.at)) and meant.peer:
            yield Point("in", meant.peer, tag), Obstacle("link missing", link.at)

    def _come_in(self, link: Link, tag: Tag) -> Iterator[Move]:
        """At the far end of a cable."""
        if link.bridge:
            onward = Point("switched", link.bridge, tag, link.at)
            yield onward, self._shut(link) or self._bridged(Point("in", link.at, tag), onward)
            return
        yield Point("received", link.at, tag), None
        meant = self._meant(link.at)
        if meant and meant.bridge:
            yield Point("switched", meant.bridge, tag, link.at), Obstacle("unplugged", link.at)

    def _up(self, link: Link, tag: Tag) -> Iterator[Move]:
        """To those on top of a link that has received it."""
        for upper in self._picture.uppers.get(link.at, ()):
            if (upper.kind == "vlan") == (tag is not None) and tag in (None, upper.mode):
                yield Point("received", upper.at), _if_down(upper) or self._ruled(upper, "ingress")

    def _switched(self, bridge: Link, port: Link | None, tag: Tag) -> Iterator[Move]:
        """On from a port of a bridge, or from the bridge itself, to all others."""
        tells_apart = bridge.vlans is not None
        number = tags.taken(port or bridge, tag) if tells_apart else tag
        hindered = None if bridge.up else Obstacle("bridge down", bridge.at)
        if tells_apart and number is None:
            hindered, number = hindered or Obstacle("vlan", (port or bridge).at, tags.said(tag)), tag
        point = Point("switched", bridge.at, tag, port.at if port else None)
        if port:
            own = Point("received", bridge.at, tags.given(bridge, number) if tells_apart else number)
            apart = hindered or _apart(bridge, tells_apart, number)
            yield own, apart or self._bridged(point, own)
        known = self._known(bridge)
        for other in self._picture.ports.get(bridge.at, ()):
            if other is not port:
                onward = Point("out", other.at, tags.given(other, number) if tells_apart else number)
                obstacle = (
                    hindered
                    or _isolated(port, other)
                    or _apart(other, tells_apart, number)
                    or self._kept_from(bridge, other, known)
                    or self._bridged(point, onward)
                    or self._ruled(other, "egress")
                    or self._too_large(other)
                )
                yield onward, obstacle
        yield from self._to_missing_ports(bridge)

    def _kept_from(self, bridge: Link, other: Link, known: At | None) -> Obstacle | None:
        """What keeps a frame from going out of a port of its bridge."""
        if known and known != other.at:
            return Obstacle("wrong port", bridge.at, known[1])
        return (
            self._shut(other)
            or _hindered_to_send(other, is_port=True)
            or (Obstacle("no flooding", other.at) if not known and not other.floods else None)
        )

    def _to_missing_ports(self, bridge: Link) -> Iterator[Move]:
        """Ports that the design has and that are elsewhere or nowhere now."""
        meant = self._picture.meant
        for port in meant.ports.get(bridge.at, ()) if meant else ():
            seen = self._links.get(port.at)
            if seen is None:
                yield Point("out", port.at), Obstacle("link missing", port.at)
            elif seen.bridge != bridge.at:
                yield Point("out", port.at), Obstacle("unplugged", port.at)

    def _from_missing(self, point: Point) -> Iterator[Move]:
        """As the design has it, to see what would be behind."""
        meant = self._meant(point.at)
        if meant and self._picture.meant:
            for onward, _ in Moves(self._picture.meant, None)(point):
                yield onward, Obstacle("link missing", meant.at)

    def _meant(self, at: At) -> Link | None:
        return self._picture.meant.links.get(at) if self._picture.meant else None

    def _shut(self, port: Link) -> Obstacle | None:
        """What a port does neither let in nor out. A port of which something is down is disabled by that."""
        if port.state == "forwarding" or (port.state == "disabled" and self._is_without_carrier(port)):
            return None
        return Obstacle("port blocked", port.at, port.state)

    def _is_without_carrier(self, port: Link) -> bool:
        needed = (port.at, port.peer, port.bridge)
        return not all(at in self._links and self._links[at].up for at in needed if at)

    def _known(self, bridge: Link) -> At | None:
        """The port that the bridge was told to send it to."""
        if self._packet and self._packet.to_mac:
            return self._picture.switching.get((bridge.at, self._packet.to_mac))
        return None

    def _too_large(self, link: Link) -> Obstacle | None:
        return Obstacle("too large", link.at, str(link.mtu)) if self._size > link.mtu else None

    def _ruled(self, link: Link, hook: str) -> Obstacle | None:
        """By rules at a link. Patchboard's own are how a loss is made where there is no netem."""
        families = ingress_families(self._packet) if hook == "ingress" else ("netdev",)
        found = self._dropped(link.place, families, hook, link.at, device=link.name)
        if found and OWN_TABLE in found.detail:
            return Obstacle("loses all", losing_at(link, hook), AS_DESIGNED)
        return found

    def _bridged(self, point: Point, onward: Point) -> Obstacle | None:
        """By rules about what a bridge takes, passes on and gives; those of IP see it too, unless that is
        switched off."""
        place, at = point.at[0], point.at if onward.where != "out" else onward.at
        if not self._picture.rules.get(place):
            return None
        for hook, into, out in bridge_hooks(point, onward):
            if dropped := self._dropped(place, ("bridge",), hook, at, into=into, out=out):
                return dropped
            if dropped := self._seen_as_ip(point, onward, hook):
                return dropped
        return None

    def _seen_as_ip(self, point: Point, onward: Point, hook: str) -> Obstacle | None:
        """Of the hooks at a bridge those that frames meet which it passes on; there it is itself the link."""
        if self._packet is None or self._packet.is_question or hook in ("input", "output"):
            return None
        is_passed_on = hook == "prerouting" or point.port is not None
        if not is_passed_on or self._picture.setting(point.at[0], _NF_CALL) != "1":
            return None
        bridge, at = (onward.at, point.at) if hook == "prerouting" else (point.at, onward.at)
        into, out = bridge[1] if hook != "postrouting" else "", bridge[1] if hook != "prerouting" else ""
        families = ("inet", "ip" if self._packet.version == 4 else "ip6")
        return self._dropped(at[0], families, hook, at, into=into, out=out)

    def _dropped(
        self,
        place: str,
        families: Collection[str],
        hook: str,
        at: At,
        device: str = "",
        into: str = "",
        out: str = "",
    ) -> Obstacle | None:
        ruleset = self._picture.rules.get(place)
        if not ruleset:
            return None
        if self._packet:
            found = stopped(ruleset, families, hook, replace(self._packet, into=into, out=out), device)
        else:
            found = stopped_whatever_it_is(ruleset, families, hook, device)
        return Obstacle("rule", at, found.words) if found and found.certain else None


OWN_TABLE = "table netdev patchboard-"
AS_DESIGNED = "as designed"
_NF_CALL = "bridge/bridge-nf-call-iptables"


def _hindered_to_send(link: Link, is_port: bool = False) -> Obstacle | None:
    if not link.up:
        return Obstacle("cable pulled" if is_port else "link down", link.at)
    return Obstacle("loses all", link.at, link.deaf) if link.deaf else None


def _if_down(link: Link) -> Obstacle | None:
    return None if link.up else Obstacle("link down", link.at)


def _isolated(port: Link | None, other: Link) -> Obstacle | None:
    is_apart = port is not None and port.isolated and other.isolated
    return Obstacle("isolated", other.at) if is_apart else None


def _apart(link: Link, tells_apart: bool, number: Tag) -> Obstacle | None:
    """By VLANs."""
    return (
        Obstacle("vlan", link.at, tags.said(number)) if tells_apart and not tags.lets(link, number) else None
    )
