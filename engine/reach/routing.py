"""Which route a place takes, and why it has none."""

from collections.abc import Iterator
from ipaddress import ip_network

from engine.reach.causes import Cause
from engine.reach.picture import MAIN, Address, At, Link, Picture, Policy, Route
from engine.resources import FABRIC

_LEAST = 1280
"""The MTU that IPv6 needs (RFC 8200)."""
_OWN = "lo"
"""The link by which routing rules know a place's own packets."""


def takes(picture: Picture, place: str, address: Address) -> bool:
    """Whether it is an address of the place, or somebody has told the place to take it for one."""
    told = (each for each in picture.routes.get(place, ()) if each.kind == "local")
    return picture.is_own(place, address) or any(address in each.to for each in told)


def lookup(
    picture: Picture, place: str, address: Address, source: Address | None = None, into: str = ""
) -> Route | None:
    """The route that a place takes to an address that is not its own, for a packet from `source` that came
    in by the link `into`; "": it is the place's own."""
    for policy in picture.policies.get(place, ()) or (Policy(0, MAIN, version=address.version),):
        if policy.other or not _applies(policy, address, source, into):
            continue
        if found := _found(picture, place, address, policy):
            return found
    return None


def doubtful(
    picture: Picture, place: str, address: Address, source: Address | None, into: str
) -> Policy | None:
    """The first routing rule that may decide otherwise than `lookup`, for what is not told here."""
    for policy in picture.policies.get(place, ()):
        if not _applies(policy, address, source, into):
            continue
        if policy.other:
            return policy
        if _found(picture, place, address, policy):
            return None
    return None


def _found(picture: Picture, place: str, address: Address, policy: Policy) -> Route | None:
    """What a routing rule leads to; None: the next one is tried."""
    if policy.action != "table":
        return Route(ip_network(address), (place, "lo"), kind=policy.action)
    found = _longest(picture, place, address, policy.table)
    if found is None or found.kind == "throw" or found.to.prefixlen <= policy.suppressed:
        return None
    return picture.instead.get(found, found)


def _applies(policy: Policy, address: Address, source: Address | None, into: str) -> bool:
    """As far as it can be told."""
    return (
        policy.version == address.version
        and (policy.to is None or address in policy.to)
        and (policy.source is None or (source is not None and source in policy.source))
        and policy.into in ("", into or _OWN)
    )


def _longest(picture: Picture, place: str, address: Address, table: int) -> Route | None:
    """The longest prefix; of several the lowest metric, or the first."""
    asked = place, table, address
    if asked not in picture.longest:
        routes = picture.routes.get(place, ())
        fitting = (each for each in routes if each.table == table and address in each.to)
        found = max(fitting, key=lambda route: (route.to.prefixlen, -route.metric), default=None)
        picture.longest[asked] = found
    return picture.longest[asked]


def source(picture: Picture, route: Route, address: Address) -> Address | None:
    """What a place sends from by a route: what the route says; or of the link's addresses the one next to the
    hop, or the first."""
    if route.source:
        return route.source
    held = picture.addresses.get(route.link, ())
    mine = [
        each
        for each in held
        if each.version == address.version and each.ip not in _unusable(picture, route.link)
    ]
    near = (each for each in mine if (route.via or address) in each.network)
    chosen = next(near, next(iter(mine), None))
    return chosen.ip if chosen else None


def _unusable(picture: Picture, at: At) -> tuple[Address, ...]:
    return picture.unusable.get(at, ())


def forwards(picture: Picture, place: str, address: Address, into: str) -> bool:
    """IPv4 also asks the link where a packet came in."""
    if place == FABRIC:
        return False
    if address.version == 6:
        return picture.setting(place, "ipv6/conf/all/forwarding") == "1"
    of_link = picture.settings.get((place, f"ipv4/conf/{into}/forwarding"))
    return (of_link or picture.setting(place, "ipv4/ip_forward")) == "1"


def lets_in(picture: Picture, arrival: Link, source: Address) -> bool:
    """What its reverse path filter says (RFC 3704); IPv6 has none."""
    if source.version == 6:
        return True
    filters = picture.for_link(arrival, "ipv4", "rp_filter")
    route = lookup(picture, arrival.place, source) if filters else None
    return not filters or (route is not None and (filters == 2 or arrival.at in _links(picture, route)))


def _links(picture: Picture, route: Route) -> Iterator[At]:
    """Those of all next hops that it is one of."""
    yield route.link
    for each in picture.routes[route.link[0]] if route.shared else ():
        if (each.to, each.table, each.metric) == (route.to, route.table, route.metric):
            yield each.link


def kept_out(picture: Picture, arrival: Link, source: Address, hop: Address) -> Cause | None:
    """By that filter, of what comes in on its way to `hop`; None: it is let in."""
    if lets_in(picture, arrival, source):
        return None
    if arrival.place in picture.learning and lookup(picture, arrival.place, source) is None:
        return Cause("learned", arrival.place, "", source)
    return Cause("wrong way in", *arrival.at, hop)


def without_route(picture: Picture, place: str, address: Address) -> Cause:
    """Why there is none: what the design has for it may be missing."""
    if place not in picture.places:
        return Cause("place missing", place, "", address)
    if place in picture.learning:
        return Cause("learned", place, "", address)
    if passed := _longest(picture, place, address, MAIN):
        refuses = passed.kind == "throw"
        return Cause("route refuses" if refuses else "rule missing", place, "", address, detail=passed.kind)
    meant = lookup(picture.meant, place, address) if picture.meant else None
    if meant and picture.meant:
        return _missing(picture, picture.meant, place, address, meant)
    for at, held in picture.addresses.items():
        is_down = at[0] == place and at in picture.links and not picture.links[at].up
        if is_down and any(address in each.network for each in held):
            return Cause("link down", *at, address)
    return Cause("no route", place, "", address)


def _missing(picture: Picture, drawn: Picture, place: str, address: Address, meant: Route) -> Cause:
    """What of that which the design has for the route is not there."""
    link = picture.links.get(meant.link)
    if link is None:
        return Cause("link missing", *meant.link, address)
    if not link.up:
        return Cause("link down", *meant.link, address)
    if off := without_ipv6(picture, link, address):
        return off
    near = meant.via or address
    needed = [each for each in drawn.held(drawn.links[meant.link]) if near in each.network]
    if needed and not any(near in each.network for each in picture.held(link)):
        if wrong := other_prefix(picture, link, near):
            return wrong
        return Cause("address missing", *meant.link, needed[0].ip)
    return Cause("route missing", place, meant.link[1], address, detail=_words(meant))


def without_ipv6(picture: Picture, link: Link, address: Address) -> Cause | None:
    """Why the link has no addresses of IPv6, if it was switched off there or its MTU is too small."""
    if address.version == 6 and picture.for_link(link, "ipv6", "disable_ipv6"):
        return Cause("ipv6 off", *link.at, address)
    if address.version == 6 and link.mtu < _LEAST:
        return Cause("small mtu", *link.at, address, detail=str(link.mtu))
    return None


def other_prefix(picture: Picture, link: Link, near: Address) -> Cause | None:
    """If an address of the link has another length than the design has, so that it takes somebody who is on
    its own network not to be there, or the other way round."""
    meant = {each.ip: each for each in picture.meant.held(link)} if picture.meant else {}
    for held in picture.held(link):
        drawn = meant.get(held.ip, held)
        if (near in held.network) != (near in drawn.network):
            where = "on its own network" if near in held.network else "elsewhere"
            detail = f"{held} instead of {drawn}, so that it takes {near} to be {where}"
            return Cause("prefix", *link.at, held.ip, detail=detail)
    return None


def _words(route: Route) -> str:
    return f"{route.to} via {route.via}" if route.via else str(route.to)
