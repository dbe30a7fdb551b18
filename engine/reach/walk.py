"""The way of a packet and of its answer, hop by hop."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.reach.frames import hear
from engine.reach.picture import Address, At, Link, Picture, Route
from engine.resources import FABRIC

MOST_HOPS = 64
"""What the kernel lets a packet live."""

Why = Literal[
    "no route", "no answer", "not forwarding", "in circles", "wrong way in", "no echo", "no address"
]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a packet goes no further: in which place, at which of its links, towards which next hop, and
    whether that is on the way back."""

    why: Why
    place: str
    link: str
    hop: Address
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Hop:
    """From one place to the next: the link that a packet leaves by, and the one that it arrives at."""

    out: At
    into: At


@dataclass(frozen=True, slots=True)
class Walk:
    """The hops of a packet, there and back; `cause` is None if it goes all the way."""

    there: tuple[Hop, ...]
    back: tuple[Hop, ...]
    cause: Cause | None

    @property
    def reaches(self) -> bool:
        return self.cause is None


def walk(picture: Picture, place: str, address: Address) -> Walk:
    """What becomes of an echo request from the place to the address, and of the reply."""
    there = _Leg(picture, place, address)
    source = there.source()
    arrived = there.walked(source)
    if isinstance(arrived, Cause) or source is None:
        stopped = arrived if isinstance(arrived, Cause) else Cause("no address", place, "", address)
        return Walk(tuple(there.hops), (), stopped)
    if _ignores(picture, arrived, address):
        return Walk(tuple(there.hops), (), Cause("no echo", arrived, "", address))
    back = _Leg(picture, arrived, source, is_answer=True)
    came_home = back.walked(address)
    cause = came_home if isinstance(came_home, Cause) else None
    return Walk(tuple(there.hops), tuple(back.hops), cause)


def lookup(picture: Picture, place: str, address: Address) -> Route | None:
    """The route that a place takes to an address that is not its own: the longest prefix, and of several the
    first."""
    routes = [each for each in picture.routes.get(place, ()) if address in each.to]
    return max(routes, key=lambda route: route.to.prefixlen, default=None)


class _Leg:
    """One way, from a place to an address."""

    def __init__(self, picture: Picture, place: str, address: Address, is_answer: bool = False) -> None:
        self.hops: list[Hop] = []
        self._picture, self._origin, self._address, self._is_answer = picture, place, address, is_answer

    def source(self) -> Address | None:
        """The address that the place sends from."""
        if self._picture.is_own(self._origin, self._address):
            return self._address
        route = lookup(self._picture, self._origin, self._address)
        return _source(self._picture, route, self._address) if route else None

    def walked(self, source: Address | None) -> str | Cause:
        """The place where it arrives, or why it does not."""
        place = self._origin
        for _ in range(MOST_HOPS):
            if self._picture.is_own(place, self._address):
                return place
            if place != self._origin and not _forwards(self._picture, place, self._address):
                return self._cause("not forwarding", place)
            route = lookup(self._picture, place, self._address)
            if route is None:
                return self._cause("no route", place)
            arrival = next(_neighbours(self._picture, route, self._address), None)
            if arrival is None:
                return self._cause("no answer", place, route.link[1], route.via)
            self.hops.append(Hop(route.link, arrival.at))
            place = arrival.place
            if source and not _lets_in(self._picture, arrival, source):
                return self._cause("wrong way in", place, arrival.name)
        return self._cause("in circles", place)

    def _cause(self, why: Why, place: str, link: str = "", hop: Address | None = None) -> Cause:
        return Cause(why, place, link, hop or self._address, self._is_answer)


def _source(picture: Picture, route: Route, address: Address) -> Address | None:
    """What a place sends from by a route: of the link's addresses the one next to the hop, or the first."""
    held = picture.addresses.get(route.link, ())
    mine = [each for each in held if each.version == address.version]
    near = (each for each in mine if (route.via or address) in each.network)
    chosen = next(near, next(iter(mine), None))
    return chosen.ip if chosen else None


def _neighbours(picture: Picture, route: Route, address: Address) -> Iterator[Link]:
    """The links at which the next hop takes the packet: both hear each other, so that it can be asked for."""
    hop, asking = route.via or address, _source(picture, route, address)
    for at in sorted(hear(picture, route.link)):
        link = picture.links[at]
        if _answers(picture, link, hop, asking) and route.link in hear(picture, at):
            yield link


def _answers(picture: Picture, link: Link, address: Address, asking: Address | None) -> bool:
    """ARP is answered for every address of the place, if the question may come in there at all; neighbour
    discovery for the link's own."""
    if address.version == 6:
        return any(address == held.ip for held in picture.held(link))
    return picture.is_own(link.place, address) and (asking is None or _lets_in(picture, link, asking))


def _forwards(picture: Picture, place: str, address: Address) -> bool:
    key = "ipv4/ip_forward" if address.version == 4 else "ipv6/conf/all/forwarding"
    return place != FABRIC and picture.setting(place, key) == "1"


def _lets_in(picture: Picture, arrival: Link, source: Address) -> bool:
    """What its reverse path filter says (RFC 3704); IPv6 has none."""
    if source.version == 6:
        return True
    filters = max(
        picture.setting(arrival.place, f"ipv4/conf/{name}/rp_filter") for name in ("all", arrival.name)
    )
    route = lookup(picture, arrival.place, source) if filters != "0" else None
    return filters == "0" or (route is not None and (filters == "2" or route.link == arrival.at))


def _ignores(picture: Picture, place: str, address: Address) -> bool:
    key = "ipv4/icmp_echo_ignore_all" if address.version == 4 else "ipv6/icmp/echo_ignore_all"
    return picture.setting(place, key) == "1"
