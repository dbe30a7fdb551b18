"""Where a frame goes from where it is: one step, and what keeps it from taking that step."""

from collections.abc import Iterator, Mapping

from engine.reach import tags
from engine.reach.packet import Packet
from engine.reach.picture import At, Link, Picture, Spread
from engine.reach.points import Obstacle, Point
from engine.reach.ruled import Rules
from engine.reach.tags import Tag

Move = tuple[Point, Obstacle | None]

_SPREADS: Mapping[Spread, str] = {
    "broadcast": "broadcasts",
    "multicast": "multicasts, by which IPv6 asks for neighbours",
    "unicast": "what is sent to a MAC address that it does not know, and learns none there",
}


class Moves:
    """Where a frame goes from a point, each with what keeps it from doing so. Ways that nothing could open
    are none.

    With a packet it is one frame with that in it, which rules and what bridges know decide about; without,
    it is a question for everybody, about that version of IP, which only a rule drops that drops everything.
    """

    def __init__(self, picture: Picture, packet: Packet | None, size: int = 0, version: int = 4) -> None:
        self._spread = _spread(packet, packet.version if packet else version)
        self._picture, self._packet, self._size = picture, packet, size
        self._links, self._rules = picture.links, Rules(picture, packet)

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
        hindered = _hindered_to_send(link) or self._rules.at_link(link, "egress") or self._too_large(link)
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
                yield (
                    Point("received", each.at),
                    hindered or _if_down(each) or self._rules.at_link(each, "ingress"),
                )

    def _through_cable(self, link: Link, tag: Tag) -> Iterator[Move]:
        """What the design has an end for that is not there is a way that could be opened."""
        peer = self._links.get(link.peer) if link.peer else None
        if peer:
            pulled = None if peer.up else Obstacle("cable pulled", peer.at)
            yield (
                Point("in", peer.at, tag),
                pulled or self._rules.at_link(peer, "ingress") or self._too_large(peer),
            )
        elif (meant := self._meant(link.at)) and meant.peer:
            yield Point("in", meant.peer, tag), Obstacle("link missing", link.at)

    def _come_in(self, link: Link, tag: Tag) -> Iterator[Move]:
        """At the far end of a cable."""
        if link.bridge:
            onward = Point("switched", link.bridge, tag, link.at)
            yield (
                onward,
                self._shut(link)
                or self._locked(link)
                or self._rules.at_bridge(Point("in", link.at, tag), onward),
            )
            return
        yield Point("received", link.at, tag), None
        meant = self._meant(link.at)
        if meant and meant.bridge:
            yield Point("switched", meant.bridge, tag, link.at), Obstacle("unplugged", link.at)

    def _up(self, link: Link, tag: Tag) -> Iterator[Move]:
        """To those on top of a link that has received it."""
        for upper in self._picture.uppers.get(link.at, ()):
            if (upper.kind == "vlan") == (tag is not None) and tag in (None, upper.mode):
                yield Point("received", upper.at), _if_down(upper) or self._rules.at_link(upper, "ingress")

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
            yield own, apart or self._rules.at_bridge(point, own)
        known = self._known(bridge)
        for other in self._picture.ports.get(bridge.at, ()):
            if other is not port:
                onward = Point("out", other.at, tags.given(other, number) if tells_apart else number)
                obstacle = (
                    hindered
                    or _isolated(port, other)
                    or _apart(other, tells_apart, number)
                    or self._kept_from(bridge, other, known)
                    or self._rules.at_bridge(point, onward)
                    or self._rules.at_link(other, "egress")
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
            or (None if known else self._unknown(other))
        )

    def _unknown(self, other: Link) -> Obstacle | None:
        """What a port does not pass on, if its bridge has not been told to. To whom it learns the way of,
        that is known once the question for him was answered."""
        if self._spread in other.floods or (self._spread == "unicast" and self._is_learned(other)):
            return None
        return Obstacle("no flooding", other.at, _SPREADS[self._spread])

    def _is_learned(self, port: Link) -> bool:
        return port.learns or (self._packet is not None and self._packet.to_mac in port.behind)

    def _locked(self, port: Link) -> Obstacle | None:
        mac = self._packet.from_mac if self._packet else ""
        return Obstacle("locked", port.at, mac) if port.is_locked and mac and mac not in port.behind else None

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


def _spread(packet: Packet | None, version: int) -> Spread:
    if packet and not (packet.is_question and not packet.is_answer):
        return "unicast"
    return "broadcast" if version == 4 else "multicast"


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
