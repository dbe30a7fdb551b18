"""Making links, addresses and routes, place by place, while further places are still being made.

Bridges are made as soon as the fabric is there, a veth pair when the places of both its ends are, and the
rest of a place when it has all its links. So the kernel works on one part while the holder makes the next.
"""

import errno
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TypeVar

from engine.backends.kernel import encode, netlink, silence
from engine.backends.kernel.netlink import Refusal
from engine.backends.kernel.newlinks import NewLink, NewLinks
from engine.backends.kernel.work import Consequence, Work
from engine.plan import Create
from engine.resources import FABRIC, Address, Bridge, Route, Upper, Veth

Kind = TypeVar("Kind", Bridge, Veth, Upper, Address, Route)

_TOGETHER = 64
"""Links made by one send, for which all their places must be open."""

_PATIENCE, _PAUSE = 1.0, 0.01
"""Seconds that a MAC address may take to become free, and between two tries."""


class Building:
    """What a plan creates inside namespaces; `missing` are the places that are still to come."""

    def __init__(self, work: Work, missing: Collection[str]) -> None:
        self._work = work
        self._missing = set(missing)
        self._waiting: dict[str, list[NewLink]] = defaultdict(list)
        self._unmade: Counter[str] = Counter()
        self._rest: dict[str, list[tuple[int, Address | Route]]] = defaultdict(list)
        self._dressing: dict[str, list[bytes]] = defaultdict(list)
        self._uppers: list[tuple[int, Upper]] = []
        ports = [each for _, each in self._created(Veth) if each.ends[0].place == FABRIC]
        self._has_many_ports = len(ports) >= silence.MANY
        for place in missing:
            work.inventory.is_new(place)
        self._links = NewLinks(work.topology, work.inventory)
        self._bridges = [self._links.bridge(number, bridge) for number, bridge in self._created(Bridge)]

    def bridges(self) -> None:
        """Make the bridges, if the fabric is there; else they are the first when it comes."""
        if FABRIC not in self._missing:
            if self._bridges:
                self._make(FABRIC, self._bridges)
            if self._has_many_ports:
                silence.keep(self._work)

    def rest(self) -> None:
        """Make all else that waits for nothing."""
        for number, veth in self._created(Veth):
            self._work.attempt(number, partial(self._await, number, veth))
        for number, upper in self._created(Upper):
            self._uppers.append((number, upper))
            self._unmade[upper.end.place] += 1
        for number, address in self._created(Address):
            self._rest[address.place].append((number, address))
        for number, route in self._created(Route):
            self._rest[route.place].append((number, route))
        self._carry_on({*self._rest, *self._waiting} - self._missing)

    def arrived(self, places: Collection[str]) -> None:
        """These exist now: make what only waited for them."""
        self._missing.difference_update(places)
        if FABRIC in places:
            self.bridges()
        self._carry_on(places)

    def give_up(self) -> None:
        """No more places will come: what waits for one has failed, and all else is there to be built on."""
        for links in self._waiting.values():
            for link in links:
                self._work.fail(link.number, Consequence("a namespace that it belongs to could not be made"))
        if self._has_many_ports:
            silence.end(self._work)
        self._stack()
        for place in {*self._rest, *self._dressing}:
            self._finish(place)

    def _stack(self) -> None:
        """Make the links on top of others, those on the links of one place together."""
        together: dict[str, list[NewLink]] = defaultdict(list)

        def add(number: int, upper: Upper) -> None:
            together[upper.lower_place].append(self._links.upper(number, upper))

        for number, upper in self._uppers:
            self._work.attempt(number, partial(add, number, upper))
        for place, links in together.items():
            for start in range(0, len(links), _TOGETHER):
                self._make(place, links[start : start + _TOGETHER])

    def _created(self, kind: type[Kind]) -> Iterator[tuple[int, Kind]]:
        for number, action in self._work.about(kind):
            if isinstance(action, Create) and isinstance(action.resource, kind):
                yield number, action.resource

    def _await(self, number: int, veth: Veth) -> None:
        link = self._links.pair(number, veth)
        for place in link.missing:
            self._unmade[place] += 1
            self._waiting[place].append(link)

    def _carry_on(self, places: Collection[str]) -> None:
        complete: dict[str, list[NewLink]] = defaultdict(list)
        for place in places:
            for link in self._waiting.pop(place, ()):
                link.missing.discard(place)
                if not link.missing:
                    complete[link.place].append(link)
        for place, links in complete.items():
            for start in range(0, len(links), _TOGETHER):
                self._make(place, links[start : start + _TOGETHER])
        touched = {place for links in complete.values() for link in links for place in link.places}
        for place in touched.union(places):
            if not self._unmade[place] and place not in self._missing:
                self._finish(place)

    def _make(self, place: str, links: Sequence[NewLink]) -> None:
        """Make links, and dress those that exist then; outside the fabric only when a place has them all."""
        messages: list[bytes] = []
        with ExitStack() as visits:
            for link in links:
                self._unmade.subtract(link.places)
                self._work.attempt(link.number, partial(self._encode, link, visits, messages))
            self._work.send(place, messages)
        for link in links:
            if self._work.has_failed(link.number):
                self._work.inventory.drop(link.ends)
                continue
            for where, message in link.dress:
                self._dressing[where].append(message)
        self._work.send(FABRIC, self._dressing.pop(FABRIC, []))

    def _encode(self, link: NewLink, visits: ExitStack, messages: list[bytes]) -> None:
        """The descriptor in the message must stay what it is until the message is sent."""
        there = None
        if link.far_place != link.place:
            visit = self._work.places.visit(self._work.topology, link.far_place)
            there = visits.enter_context(visit).descriptor
        messages.append(link.create(there))

    def _finish(self, place: str) -> None:
        """Dress the links of a place that has them all, and give it its addresses and routes."""
        messages = self._dressing.pop(place, [])
        for number, resource in self._rest.pop(place, []):
            self._work.attempt(number, partial(self._encode_rest, number, resource, messages))
        for refusal in self._deliver_patiently(place, messages):
            self._refused(place, refusal)

    def _deliver_patiently(self, place: str, messages: list[bytes]) -> list[Refusal]:
        """A link on top of another does not come up, and its routes with it, while its MAC address is taken
        by one like it in a namespace that somebody has deleted: the kernel takes that apart some time later.
        """
        deadline = time.monotonic() + _PATIENCE
        refused = self._work.deliver(place, messages)
        while any(code == errno.EADDRINUSE for _, code, _ in refused) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
            again = {number for number, _, _ in refused}
            refused = self._work.deliver(
                place, [each for each in messages if netlink.sequence_of(each) in again]
            )
        return refused

    def _refused(self, place: str, refusal: Refusal) -> None:
        """A route that somebody has put in the place of ours is not ours to take away, so ours goes first."""
        number, code, _ = refusal
        action = self._work.plan[number]
        if code == errno.EEXIST and isinstance(action, Create) and isinstance(action.resource, Route):
            self._work.send(place, [encode.create_route_before(number, action.resource)])
        else:
            self._work.refuse(*refusal)

    def _encode_rest(self, number: int, resource: Address | Route, messages: list[bytes]) -> None:
        if isinstance(resource, Route):
            messages.append(encode.create_route(number, resource))
            return
        index = self._work.inventory.index(resource.place, resource.interface)
        if index is None:
            raise Consequence(f"the interface {resource.interface} is not there")
        messages.append(encode.create_address(number, resource, index))
