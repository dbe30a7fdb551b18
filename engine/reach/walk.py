"""The way of a packet and of its answer, hop by hop."""

from dataclasses import replace
from ipaddress import ip_address

from engine.reach.asking import asker, mac_of, taker
from engine.reach.causes import Cause, Hop, Walk, of_obstacle
from engine.reach.filters import stopped, translation
from engine.reach.frames import way
from engine.reach.matches import Packet
from engine.reach.picture import Address, Link, Picture, Route
from engine.reach.routing import forwards, lets_in, lookup, source, without_route

MOST_HOPS = 64
"""What the kernel lets a packet live."""


def walk(picture: Picture, place: str, address: Address, size: int = 0) -> Walk:
    """What becomes of an echo request from the place to the address, and of the reply. `size` in bytes; 0 is
    one that is small enough for every link."""
    there = _Leg(picture, place, address, size)
    sender = there.source()
    arrived = there.walked(sender)
    if isinstance(arrived, Cause) or sender is None:
        stopped = arrived if isinstance(arrived, Cause) else Cause("no address", place, "", address)
        return Walk(tuple(there.hops), (), stopped, sender)
    if _ignores(picture, arrived, address):
        return Walk(tuple(there.hops), (), Cause("no echo", arrived, "", address), sender)
    back = _Leg(picture, arrived, there.sender or sender, size, is_answer=True)
    back.translated = there.translated
    came_home = back.walked(address)
    cause = came_home if isinstance(came_home, Cause) else None
    return Walk(tuple(there.hops), tuple(back.hops), cause, sender)


class _Leg:
    """One way, from a place to an address."""

    def __init__(
        self, picture: Picture, place: str, address: Address, size: int, is_answer: bool = False
    ) -> None:
        self.hops: list[Hop] = []
        self.sender: Address | None = None
        """What it comes from, as it is now."""
        self.translated: list[tuple[str, Address, Address]] = []
        """In which places the sender of the question became another one, from what to what."""
        self._picture, self._origin, self._address, self._is_answer = picture, place, address, is_answer
        self._size = size

    def source(self) -> Address | None:
        """The address that the place sends from."""
        if self._picture.is_own(self._origin, self._address):
            return self._address
        route = lookup(self._picture, self._origin, self._address)
        return source(self._picture, route, self._address) if route else None

    def walked(self, sender: Address | None) -> str | Cause:
        """The place where it arrives, or why it does not."""
        self.sender = sender
        found = self._walked()
        return replace(found, is_answer=self._is_answer) if isinstance(found, Cause) else found

    def _walked(self) -> str | Cause:
        place, into = self._origin, ""
        for _ in range(MOST_HOPS):
            if self._picture.is_own(place, self._address) and not self._goes_on(place):
                return self._ruled(place, "input", self._packet(into)) or place
            if into and not forwards(self._picture, place, self._address, into):
                return Cause("not forwarding", place, into, self._address)
            arrival = self._onward(place, self._packet(into))
            if isinstance(arrival, Cause):
                return arrival
            place, into = arrival.at
            if stopped := self._let_in(arrival, self._packet(into)):
                return stopped
        return Cause("in circles", place, "", self._address)

    def _packet(self, into: str) -> Packet:
        return Packet(self.sender, self._address, self._is_answer, into=into)

    def _goes_on(self, place: str) -> bool:
        """Whether an answer is sent on to whom the place has given its own address."""
        if not self._is_answer or not self.translated:
            return False
        where, before, after = self.translated[-1]
        if (where, after) != (place, self._address):
            return False
        self.translated.pop()
        self._address = before
        return not self._picture.is_own(place, before)

    def _translate(self, packet: Packet, route: Route) -> None:
        """The sender of a question that leaves by the route."""
        ruleset, place = self._picture.rules.get(route.link[0]), route.link[0]
        if ruleset is None or self._is_answer or self.sender is None:
            return
        found = translation(ruleset, ("inet", packet.ethertype), packet)
        own = source(self._picture, replace(route, source=None), self._address)
        after = own if found == "" else ip_address(found) if found else None
        if after and after != self.sender:
            self.translated.append((place, self.sender, after))
            self.sender = after

    def _onward(self, place: str, packet: Packet) -> Link | Cause:
        """From the place to the next one."""
        picture, address = self._picture, self._address
        asking = packet.source if packet.into or packet.is_answer else None
        route = lookup(picture, place, address, asking, packet.into)
        if route is None:
            return without_route(picture, place, address)
        if route.kind != "unicast":
            return Cause("route refuses", place, "", address, detail=route.kind)
        leaving = replace(packet, out=route.link[1])
        hooks = ("forward", "postrouting") if packet.into else ("output", "postrouting")
        if stopped := self._ruled(place, hooks[0], leaving) or self._ruled(place, hooks[1], leaving):
            return stopped
        arrival = taker(picture, route, address, packet.source)
        if isinstance(arrival, Cause):
            return arrival
        self._translate(leaving, route)
        packet = self._packet(packet.into)
        self._size = min(self._size, picture.links[route.link].mtu)
        self.hops.append(Hop(route.link, arrival.at, route.via or address, address))
        return self._lost(route, arrival, packet) or arrival

    def _lost(self, route: Route, arrival: Link, packet: Packet) -> Cause | None:
        """What keeps the frame from going where the one who asked for it is."""
        picture, out = self._picture, self._picture.links[route.link]
        if not (picture.rules or picture.switching or self._size):
            return None
        hop = self.hops[-1].to
        carried = replace(packet, into="", from_mac=mac_of(picture, out), to_mac=mac_of(picture, arrival))
        known = picture.neighbours.get((out.at, hop))
        if not (known and known.mac) and (stopped := self._unasked(route, arrival, carried.from_mac)):
            return stopped
        found = way(picture, out.at, arrival.at, carried, self._size)
        return of_obstacle(found[1][0], hop) if found and found[1] else None

    def _unasked(self, route: Route, arrival: Link, mac: str) -> Cause | None:
        """What keeps the question who has the next hop, or its answer, from where it is to go."""
        out, hop = self._picture.links[route.link], route.via or self._address
        asking = asker(self._picture, route, self._address, self.sender)
        asked = Packet(asking, hop, is_question=True, from_mac=mac)
        said = Packet(hop, asking or hop, is_answer=True, is_question=True, to_mac=mac)
        said = replace(said, from_mac=mac_of(self._picture, arrival))
        for one, other, frame in ((out, arrival, asked), (arrival, out, said)):
            found = way(self._picture, one.at, other.at, frame)
            if found and found[1]:
                return of_obstacle(found[1][0], hop)
            if stopped := (
                self._ruled(one.place, "output", replace(frame, out=one.name))
                or self._ruled(other.place, "input", replace(frame, into=other.name))
            ):
                return stopped
        return None

    def _let_in(self, arrival: Link, packet: Packet) -> Cause | None:
        if packet.source is None:
            return None
        if arrival.place == self._origin:
            return Cause("in circles", arrival.place, "", self._address)
        if self._picture.is_own(arrival.place, packet.source):
            return Cause("conflict", *arrival.at, packet.source, detail=self._origin)
        if not lets_in(self._picture, arrival, packet.source):
            return Cause("wrong way in", *arrival.at, self._address)
        return self._ruled(arrival.place, "prerouting", packet)

    def _ruled(self, place: str, hook: str, packet: Packet) -> Cause | None:
        ruleset = self._picture.rules.get(place)
        families = ("arp",) if packet.ethertype == "arp" else ("inet", packet.ethertype)
        found = stopped(ruleset, families, hook, packet) if ruleset else None
        if found and found.certain:
            return Cause("rule", place, packet.into or packet.out, self._address, detail=found.words)
        return None


def _ignores(picture: Picture, place: str, address: Address) -> bool:
    key = "ipv4/icmp_echo_ignore_all" if address.version == 4 else "ipv6/icmp/echo_ignore_all"
    return picture.setting(place, key) == "1"
