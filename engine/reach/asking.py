"""Who takes a packet at the next hop: the answer to ARP or neighbour discovery, or why there is none."""

from collections.abc import Iterable, Iterator

from engine.reach.causes import Cause, of_obstacle
from engine.reach.frames import hear, way
from engine.reach.picture import Address, At, Link, Picture, Route
from engine.reach.points import Obstacle
from engine.reach.routing import kept_out, lookup, other_prefix, source, without_ipv6

_NEVER = 8
"""The value of arp_ignore at which nothing is answered."""


def taker(picture: Picture, route: Route, address: Address, sender: Address | None) -> Link | Cause:
    """The link at which the next hop takes the packet of this sender."""
    out, hop = picture.links[route.link], route.via or address
    if not out.asks:
        return Cause("no arp", *out.at, hop)
    known = picture.neighbours.get((out.at, hop))
    if known and known.is_fixed:
        return _told(picture, out, hop, known.mac)
    asking = asker(picture, route, address, sender)
    answering = list(_neighbours(picture, route, address, asking))
    right = _remembered(picture, out, hop, known.mac) if known and known.mac else None
    first = right or next(iter(answering), None)
    if first is None:
        return _unanswered(picture, route, address, asking)
    other = next((each for each in answering if each.place != first.place), None)
    if other:
        return Cause("conflict", *other.at, hop, detail=_name(picture, first.at))
    if known and known.mac and not right:
        return Cause("stale neighbour", *out.at, hop, detail=known.mac)
    return first


def asker(picture: Picture, route: Route, address: Address, sender: Address | None) -> Address | None:
    """The address that the question comes from: that of the packet's sender, if it is sent from there and the
    link may announce any (arp_announce), or else the link's."""
    is_sent_there = sender is not None and picture.is_own(route.link[0], sender)
    announces_any = not picture.for_link(picture.links[route.link], "ipv4", "arp_announce")
    if address.version == 4 and is_sent_there and announces_any:
        return sender
    return source(picture, route, address)


def mac_of(picture: Picture, link: Link) -> str:
    """A link without a MAC address of its own has that of the link below."""
    lower = picture.links.get(link.lower) if link.lower and not link.mac else None
    return lower.mac if lower else link.mac


def _told(picture: Picture, out: Link, hop: Address, mac: str) -> Link | Cause:
    """What somebody has written into the table is not asked for."""
    return _remembered(picture, out, hop, mac) or Cause("wrong neighbour", *out.at, hop, detail=mac)


def _remembered(picture: Picture, out: Link, hop: Address, mac: str) -> Link | None:
    """Who takes what is sent to a MAC address without asking, if it is who has the address."""
    heard = (picture.links[at] for at in sorted(hear(picture, out.at, hop.version)))
    taking = (each for each in heard if mac_of(picture, each) == mac)
    return next((each for each in taking if picture.is_own(each.place, hop)), None)


def _neighbours(picture: Picture, route: Route, address: Address, asking: Address | None) -> Iterator[Link]:
    """Those who answer: both hear each other, so that they can be asked."""
    hop = route.via or address
    heard = hear(picture, route.link, hop.version)
    for at in _candidates(picture, hop):
        if at in heard and route.link in hear(picture, at, hop.version):
            link = picture.links[at]
            if _silence(picture, link, hop, asking) is None:
                yield link


def _candidates(picture: Picture, hop: Address) -> Iterable[At]:
    """Of all links those that may answer: where the address is, and where others are stood in for."""
    places = {at[0] for at in picture.holders.get(hop, ())}
    return sorted({at for place in places for at in picture.of_place.get(place, ())} | picture.standing_in)


def _silence(picture: Picture, link: Link, hop: Address, asking: Address | None) -> Cause | None:
    """Why a link that hears the question does not answer it; None: it does.

    ARP is answered for every address of the place, if the question may come in there at all; neighbour
    discovery for the link's own.
    """
    at, held = link.at, [each.ip for each in picture.held(link)]
    if hop in picture.unusable.get(at, ()):
        return Cause("address unusable", *at, hop)
    if not (hop in held if hop.version == 6 else picture.is_own(link.place, hop)):
        missing = without_ipv6(picture, link, hop) or Cause("address missing", *at, hop)
        return None if _stands_in(picture, link, hop) else missing
    if not link.asks:
        return Cause("no arp", *at, hop)
    if hop.version == 6:
        return None
    ignoring = picture.for_link(link, "ipv4", "arp_ignore")
    if ignoring >= _NEVER or (ignoring and hop not in held):
        return Cause("arp ignored", *at, hop, detail=str(ignoring))
    return kept_out(picture, link, asking, hop) if asking is not None else None


def _stands_in(picture: Picture, link: Link, hop: Address) -> bool:
    """Whether it answers for somebody to whom it knows a way by another of its links (proxy ARP)."""
    if hop.version == 6 or not picture.for_link(link, "ipv4", "proxy_arp"):
        return False
    route = lookup(picture, link.place, hop)
    return route is not None and route.link != link.at


def _unanswered(picture: Picture, route: Route, address: Address, asking: Address | None) -> Cause:
    """Of those who should have answered, what stops the one who is nearest to it."""
    hop = route.via or address
    if route.via is None and (wrong := other_prefix(picture, picture.links[route.link], hop)):
        return wrong
    goals = [*holders(picture, route.link, hop)]
    if not goals:
        return Cause("nobody", *route.link, hop)
    found = [(_between(picture, route, goal, address, asking), goal) for goal in goals]
    reached = [cause for cause, _ in found if cause]
    return reached[0] if reached else Cause("apart", *route.link, hop, detail=_name(picture, goals[0]))


def holders(picture: Picture, asking: At, hop: Address) -> Iterable[At]:
    """Those who have the address, or else those who should have it by the design."""
    unusable = (at for at, addresses in picture.unusable.items() if hop in addresses)
    there = [at for at in (*picture.holders.get(hop, ()), *unusable) if at[0] != asking[0]]
    return there or (picture.meant.holders.get(hop, ()) if picture.meant else ())


def _between(
    picture: Picture, route: Route, goal: At, address: Address, asking: Address | None
) -> Cause | None:
    """What is in the way to or from there, or keeps it silent; None: nothing leads there."""
    hop = route.via or address
    there = way(picture, route.link, goal, version=hop.version)
    back = way(picture, goal, route.link, version=hop.version)
    if there is None:
        return None
    obstacles = [*there[1], *(back[1] if back else ())]
    if obstacles:
        return _stopped_by(picture, obstacles[0], hop)
    silence = _silence(picture, picture.links[goal], hop, asking)
    return silence or Cause("no answer", *route.link, hop)


def _stopped_by(picture: Picture, obstacle: Obstacle, hop: Address) -> Cause:
    """A link is missing with its namespace, or without."""
    meant = picture.meant.links.get(obstacle.at) if picture.meant else None
    if obstacle.why == "link missing" and meant:
        for at in (meant.at, meant.peer):
            if at and at[0] not in picture.places:
                return Cause("place missing", at[0], "", hop)
    return of_obstacle(obstacle, hop)


def _name(picture: Picture, at: At) -> str:
    link = picture.links.get(at)
    return f"{at[0]}.{at[1]}" if at[0] else (link.label if link else at[1])
