"""One way of a packet, hop by hop."""

from dataclasses import dataclass, replace
from ipaddress import ip_address

from engine.reach.asking import asker, mac_of, taker
from engine.reach.causes import Cause, Hop, of_obstacle
from engine.reach.filters import redirection, stopped, translation, untracked
from engine.reach.frames import way
from engine.reach.ipsec import deciding
from engine.reach.packet import Flow, Packet
from engine.reach.picture import Address, Link, Picture, Route
from engine.reach.routing import forwards, kept_out, lookup, source, takes, without_route

MOST_HOPS = 64
"""What the kernel lets a packet live."""


@dataclass(frozen=True, slots=True)
class _Redirected:
    """In which place a question was sent to another address and port, from which to which."""

    place: str
    before: tuple[Address, Flow]
    after: tuple[Address, Flow]


class Leg:
    """From a place to an address. `address` and `flow` are where it is sent to now."""

    def __init__(
        self,
        picture: Picture,
        place: str,
        address: Address,
        size: int,
        flow: Flow,
        is_answer: bool = False,
    ) -> None:
        self.hops: list[Hop] = []
        self.address, self.flow = address, flow
        self.sender: Address | None = None
        """What it comes from, as it is now."""
        self.translated: list[tuple[str, Address, Address]] = []
        """In which places the sender of the question became another one, from what to what."""
        self._redirected: list[_Redirected] = []
        self._passed: frozenset[str] | None = None
        """Where an answer's question has been."""
        self._picture, self._origin, self._is_answer = picture, place, is_answer
        self._asked_size = self._size = size
        """What was asked for, and what is left of that in one piece."""

    def turned(self, place: str) -> "Leg":
        """The way of the answer, from where it arrived. It is as large as what was asked: pieces are put
        together again there."""
        sender = self.sender or self.address
        back = Leg(self._picture, place, sender, self._asked_size, self.flow, is_answer=True)
        back.translated, back._redirected = self.translated, self._redirected
        back._passed = frozenset({place for hop in self.hops for place in (hop.out[0], hop.into[0])})
        return back

    def source(self) -> Address | None:
        """The address that the place sends from."""
        if self._picture.is_own(self._origin, self.address):
            return self.address
        route = lookup(self._picture, self._origin, self.address)
        return source(self._picture, route, self.address) if route else None

    def walked(self, sender: Address | None) -> str | Cause:
        """The place where it arrives, or why it does not."""
        self.sender = sender
        found = self._walked()
        return replace(found, is_answer=self._is_answer) if isinstance(found, Cause) else found

    def _walked(self) -> str | Cause:
        place, into = self._origin, ""
        self._redirect(place, "output", self._packet(place, into))
        for _ in range(MOST_HOPS):
            if takes(self._picture, place, self.address) and not self._goes_on(place):
                packet = self._packet(place, into)
                return self._ruled(place, "input", packet) or self._guarded(place, "in", packet) or place
            if into and not forwards(self._picture, place, self.address, into):
                return Cause("not forwarding", place, into, self.address)
            if into and len(self.hops) >= self._lifetime():
                return self._spent(place)
            if into and (blocked := self._guarded(place, "fwd", self._packet(place, into))):
                return blocked
            arrival = self._onward(place, self._packet(place, into))
            if isinstance(arrival, Cause):
                return arrival
            place, into = arrival.at
            if stopped := self._let_in(arrival, self._packet(place, into)):
                return stopped
            self._redirect(place, "prerouting", self._packet(place, into))
        return Cause("in circles", place, "", self.address)

    def _lifetime(self) -> int:
        """Its TTL, or hop limit, as it was sent."""
        place, link = self.hops[0].out
        limit = f"ipv6/conf/{link}/hop_limit" if self.address.version == 6 else "ipv4/ip_default_ttl"
        return int(self._picture.settings.get((place, limit), MOST_HOPS))

    def _spent(self, place: str) -> Cause:
        """Dropped there, since it has passed as many as it may."""
        return Cause(
            "ttl", *self.hops[0].out, self.address, detail=f"{self._lifetime()}, which {place} uses up"
        )

    def _packet(self, place: str, into: str) -> Packet:
        is_known = self._passed is None or place in self._passed
        return Packet(
            self.sender, self.address, self._is_answer, into=into, flow=self.flow, is_known=is_known
        )

    def _goes_on(self, place: str) -> bool:
        """Whether an answer is sent on to whom the place has given its own address."""
        if not self._is_answer or not self.translated:
            return False
        where, before, after = self.translated[-1]
        if (where, after) != (place, self.address):
            return False
        self.translated.pop()
        self.address = before
        return not self._picture.is_own(place, before)

    def _redirect(self, place: str, hook: str, packet: Packet) -> None:
        """Where a question is sent to instead (DNAT)."""
        ruleset = self._picture.rules.get(place)
        found = redirection(ruleset, ("inet", packet.ethertype), hook, packet) if ruleset else None
        if found is None or self._is_answer:
            return
        held = self._picture.addresses.get((place, packet.into), ())
        own = (each.ip for each in held if each.version == packet.version)
        address = ip_address(found[0]) if found[0] else next(own, None)
        if address:
            before = self.address, self.flow
            self.address, self.flow = address, replace(self.flow, port=found[1] or self.flow.port)
            self._redirected.append(_Redirected(place, before, (self.address, self.flow)))

    def _translate(self, packet: Packet, route: Route) -> None:
        """The sender of a question that leaves by the route, and of an answer to a redirected one."""
        ruleset, place = self._picture.rules.get(route.link[0]), route.link[0]
        last = self._redirected[-1] if self._is_answer and self._redirected else None
        if last and (last.place, last.after) == (place, (self.sender, self.flow)):
            self.sender, self.flow = self._redirected.pop().before
        if ruleset is None or self._is_answer or self.sender is None:
            return
        found = translation(ruleset, ("inet", packet.ethertype), packet)
        own = source(self._picture, replace(route, source=None), self.address)
        after = own if found == "" else ip_address(found) if found else None
        if after and after != self.sender:
            self.translated.append((place, self.sender, after))
            self.sender = after

    def _onward(self, place: str, packet: Packet) -> Link | Cause:
        """From the place to the next one."""
        picture, address = self._picture, self.address
        asking = packet.source if packet.into or packet.is_answer else None
        route = lookup(picture, place, address, asking, packet.into)
        if route is None:
            return without_route(picture, place, address)
        if route.kind != "unicast":
            return Cause("route refuses", place, "", address, detail=route.kind)
        leaving = replace(packet, out=route.link[1])
        if blocked := self._guarded(place, "out", leaving):
            return blocked
        hooks = ("forward", "postrouting") if packet.into else ("output", "postrouting")
        if stopped := self._ruled(place, hooks[0], leaving) or self._ruled(place, hooks[1], leaving):
            return stopped
        arrival = taker(picture, route, address, packet.source)
        if isinstance(arrival, Cause):
            return arrival
        self._translate(leaving, route)
        packet = self._packet(place, packet.into)
        self._size = min(self._size, picture.links[route.link].mtu)
        self.hops.append(Hop(route.link, arrival.at, route.via or address, address, route.learned))
        return self._lost(route, arrival, packet) or arrival

    def _lost(self, route: Route, arrival: Link, packet: Packet) -> Cause | None:
        """What keeps the frame from going where the one who asked for it is."""
        picture, out = self._picture, self._picture.links[route.link]
        if not (picture.rules or picture.switching or self._size):
            return None
        hop = self.hops[-1].to
        carried = replace(packet, into="", from_mac=mac_of(picture, out), to_mac=mac_of(picture, arrival))
        known = picture.neighbours.get((out.at, hop))
        if carried.from_mac and carried.from_mac == carried.to_mac and _is_switched(picture, out, arrival):
            return Cause(
                "same mac", *out.at, hop, detail=f"{arrival.place}.{arrival.name} ({carried.to_mac})"
            )
        if not (known and known.mac) and (stopped := self._unasked(route, arrival, carried.from_mac)):
            return stopped
        found = way(picture, out.at, arrival.at, carried, self._size)
        return of_obstacle(found[1][0], hop) if found and found[1] else None

    def _unasked(self, route: Route, arrival: Link, mac: str) -> Cause | None:
        """What keeps the question who has the next hop, or its answer, from where it is to go."""
        out, hop = self._picture.links[route.link], route.via or self.address
        asking = asker(self._picture, route, self.address, self.sender)
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
            return Cause("in circles", arrival.place, "", self.address)
        if self._picture.is_own(arrival.place, packet.source):
            return Cause("conflict", *arrival.at, packet.source, detail=self._origin)
        if kept_out_by := kept_out(self._picture, arrival, packet.source, self.address):
            return kept_out_by
        return self._ruled(arrival.place, "prerouting", packet)

    def _guarded(self, place: str, direction: str, packet: Packet) -> Cause | None:
        """By IPsec."""
        found = deciding(self._picture.guards.get(place, ()), direction, packet)
        if found and found.blocks:
            return Cause("ipsec", place, packet.into or packet.out, self.address, detail=found.words)
        return None

    def _ruled(self, place: str, hook: str, packet: Packet) -> Cause | None:
        ruleset = self._picture.rules.get(place)
        families = ("arp",) if packet.ethertype == "arp" else ("inet", packet.ethertype)
        if ruleset and untracked(ruleset, families, "prerouting" if packet.into else "output", packet):
            packet = replace(packet, is_tracked=False)
        found = stopped(ruleset, families, hook, packet) if ruleset else None
        if found and found.certain:
            return Cause("rule", place, packet.into or packet.out, self.address, detail=found.words)
        return None


def _is_switched(picture: Picture, one: Link, other: Link) -> bool:
    """Whether a bridge is between two links."""
    found = way(picture, one.at, other.at)
    return found is not None and any(point.where == "switched" for point in found[0])
