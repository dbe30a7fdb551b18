"""Making links, addresses and routes, place by place, while further places are still being made.

A bridge is made as soon as the fabric is there, a veth pair when the places of both its ends are, and the
rest of a place when it has all its links. So the kernel works on one part while the holder makes the next.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from engine import marks
from engine.backends.kernel import encode
from engine.backends.kernel.work import Work
from engine.errors import Transient
from engine.plan import Create
from engine.resources import FABRIC, Address, Bridge, End, Resource, Route, Veth


@dataclass(slots=True)
class _Pair:
    """A veth pair that waits for places. It is made from the place of its near end."""

    number: int
    near: End
    index: int
    far: End
    far_index: int
    dress: list[bytes]
    missing: set[str]


class Building:
    """What a plan creates inside namespaces; `missing` are the places that are still to come."""

    def __init__(self, work: Work, missing: Collection[str]) -> None:
        self._work = work
        self._group = marks.group(work.topology)
        self._missing = set(missing)
        self._waiting: dict[str, list[_Pair]] = defaultdict(list)
        self._unmade: Counter[str] = Counter()
        for place in missing:
            work.inventory.is_new(place)

    def bridges(self) -> None:
        """Make the bridges, if the fabric is there; else they are the first when it comes."""
        for number, resource in self._created():
            if isinstance(resource, Bridge):
                self._encode_bridge(number, resource)
        if FABRIC not in self._missing:
            self._work.flush(FABRIC)

    def rest(self) -> None:
        """Make all else that waits for nothing."""
        for number, resource in self._created():
            self._encode(number, resource)
        self.arrived(self._work.addressees.union(self._waiting) - self._missing)

    def arrived(self, places: Collection[str]) -> None:
        """These exist now: make what only waited for them."""
        self._missing.difference_update(places)
        if FABRIC in places:
            self._work.flush(FABRIC)
        complete = [
            pair for place in places for pair in self._waiting.pop(place, ()) if _has_all(pair, place)
        ]
        self._make(complete)
        touched = {end.place for pair in complete for end in (pair.near, pair.far)}
        for place in touched.union(places):
            if not self._unmade[place] and place not in self._missing:
                self._work.flush(place)

    def give_up(self) -> None:
        """No more places will come: what waits for one has failed."""
        for pairs in self._waiting.values():
            for pair in pairs:
                self._work.fail(pair.number, "a namespace that it belongs to could not be made")
        self._work.flush_all()

    def _created(self) -> Iterator[tuple[int, Resource]]:
        for number, action in enumerate(self._work.plan):
            if isinstance(action, Create):
                yield number, action.resource

    def _encode(self, number: int, resource: Resource) -> None:
        """Number the links and encode all that needs no descriptor of a namespace."""
        match resource:
            case Veth(label, (one, other)):
                self._encode_pair(number, label, one, other)
            case Address() as address:
                self._encode_address(number, address)
            case Route() as route:
                self._work.post(route.place, encode.create_route(number, route))

    def _encode_bridge(self, number: int, bridge: Bridge) -> None:
        index = self._work.inventory.add_bridge(FABRIC, bridge.name, bridge.label)
        alias = marks.alias(self._work.topology, bridge.label, bridge.name)
        self._work.post(
            FABRIC,
            encode.create_bridge(number, bridge, index, self._group),
            encode.no_link_local(number, index),
            encode.change(number, index, alias=alias, mtu=bridge.mtu, up=bridge.up),
        )

    def _encode_pair(self, number: int, label: str, one: End, other: End) -> None:
        near, far = (other, one) if other.place == FABRIC else (one, other)
        index, far_index = (self._work.inventory.add(end.place, end.name) for end in (near, far))
        dress = self._dress(number, label, near, index)
        far_dress = self._dress(number, label, far, far_index, self._master(far))
        if far.place == near.place:
            dress += far_dress
        else:
            self._work.post(far.place, *far_dress)
        self._unmade.update({near.place, far.place})
        pair = _Pair(number, near, index, far, far_index, dress, {near.place, far.place})
        for place in pair.missing:
            self._waiting[place].append(pair)

    def _dress(self, number: int, label: str, end: End, index: int, master: int | None = None) -> list[bytes]:
        """What can only be set once the link exists: its mark, and up."""
        alias = marks.alias(self._work.topology, label, end.name)
        change = encode.change(number, index, alias=alias, master=master, up=end.up)
        return [encode.no_link_local(number, index), change] if end.place == FABRIC else [change]

    def _encode_address(self, number: int, address: Address) -> None:
        index = self._work.inventory.index(address.place, address.interface)
        if index is None:
            self._work.fail(number, f"the interface {address.interface} is not there")
        else:
            self._work.post(address.place, encode.create_address(number, address, index))

    def _master(self, end: End) -> int | None:
        return None if end.bridge is None else self._work.inventory.bridge(end.place, end.bridge)

    def _make(self, pairs: Iterable[_Pair]) -> None:
        messages: dict[str, list[bytes]] = defaultdict(list)
        for pair in pairs:
            self._unmade.subtract({pair.near.place, pair.far.place})
            self._work.attempt(pair.number, partial(self._create, pair, messages[pair.near.place]))
        for place, together in messages.items():
            self._work.send(place, together)

    def _create(self, pair: _Pair, messages: list[bytes]) -> None:
        near, far = pair.near, pair.far
        master = self._master(near)
        if near.bridge is not None and master is None:
            raise Transient(f"the bridge of {near.bridge} is not there")
        with self._work.places.visit(self._work.topology, far.place) as place:
            there = None if far.place == near.place else place.descriptor
            messages.append(
                encode.create_veth(
                    pair.number, near, pair.index, master, far, pair.far_index, there, self._group
                )
            )
        messages += pair.dress


def _has_all(pair: _Pair, arrived: str) -> bool:
    pair.missing.discard(arrived)
    return not pair.missing
