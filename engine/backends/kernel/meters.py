"""Reading what has gone through all endpoints and patches of a topology, again and again."""

import time
from collections.abc import Iterable

from engine.backends.kernel import counters, home, links, metering, netlink, queue_drops
from engine.backends.kernel.events import Ear
from engine.backends.kernel.metering import Meters, Queues
from engine.backends.kernel.place import Missing, go
from engine.backends.kernel.places import Places
from engine.drivers import Owner
from engine.resources import FABRIC
from engine.traffic import Counters, Sample, Source

MOST = 64
"""Sandboxes whose queues are read, the first by name: each takes some 40 microseconds a second."""


class TopologyMeters:
    """Knows whose link is whose, and hears when that changes: an index may be another link's by then.

    Used by one thread at a time. Raises `Missing` if there is no fabric, and OSError.
    """

    def __init__(self, topology: str, places: Places) -> None:
        self.topology = topology
        self._places = places
        self._ear = go(lambda: Ear(topology))
        self._named = -1
        self._fabric: Meters = {}
        self._inside: dict[str, Meters] = {}
        self._queues: dict[str, Queues] = {}
        self._look(None)

    def close(self) -> None:
        self._ear.close()

    def read(self) -> Sample:
        """Raises `Missing` once the fabric is gone or another one."""
        if not self._ear.hears_the_fabric():
            raise Missing(home.path(self.topology, FABRIC))
        self._keep_up()
        counted: dict[Owner, tuple[Source, Counters]] = {}
        moment = time.monotonic()
        for place, meters in ((FABRIC, self._fabric), *self._inside.items()):
            counted.update(self._counted(place, meters))
        for place in sorted(self._queues)[: 1 + MOST]:
            self._add_drops(place, self._queues[place], counted)
        return Sample(moment, counted)

    def _keep_up(self) -> None:
        try:
            touched = self._ear.take_in()
        except OSError:  # more happened in a second than can be kept; it is all looked at
            self._ear.close()
            self._ear = go(lambda: Ear(self.topology))
            touched = None
        if touched is None or self._named != home.stamp():
            self._look(None)
        elif touched:
            self._look({place for place, _ in touched})

    def _look(self, where: set[str] | None) -> None:
        """See whose links there are; None: everywhere."""
        if where is None:
            self._named = home.stamp()
            where = set(home.places(self.topology))
            for place in where:
                self._ear.doubt(place)
            self._ear.include_sandboxes()
            self._inside = {}
            self._queues = {}
        self._places.prepare(self.topology, sorted(where))
        if FABRIC in where:
            found = self._links(FABRIC)
            self._fabric = metering.in_fabric(found)
            self._note(FABRIC, metering.queues_in_fabric(found, self._fabric))
        elsewhere = set(self._fabric.values())
        for place in sorted(where - {FABRIC}):
            self._inside.pop(place, None)
            found = self._links(place)
            meters = metering.in_sandbox(place, found, elsewhere)
            self._note(place, metering.queues_in_sandbox(place, found))
            if meters:
                self._inside[place] = meters

    def _note(self, place: str, queues: Queues) -> None:
        self._queues.pop(place, None)
        if queues:
            self._queues[place] = queues

    def _links(self, place: str) -> list[links.Link]:
        try:
            with self._places.visit(self.topology, place) as visited:
                return netlink.whole(lambda: links.dump(visited.socket, self.topology, place))
        except Missing:
            return []

    def _counted(self, place: str, meters: Meters) -> Iterable[tuple[Owner, tuple[Source, Counters]]]:
        counted = counters.counted_beyond if place == FABRIC else counters.counted
        try:
            with self._places.visit(self.topology, place) as visited:
                found = netlink.whole(lambda: counted(visited.socket))
        except Missing:
            return ()
        return [
            (owner, (((place, index),), found[index])) for index, owner in meters.items() if index in found
        ]

    def _add_drops(self, place: str, queues: Queues, counted: dict[Owner, tuple[Source, Counters]]) -> None:
        try:
            with self._places.visit(self.topology, place) as visited:
                found = netlink.whole(lambda: queue_drops.dropped(visited.socket, queues))
        except Missing:
            return
        for index, dropped in found.items():
            queue = queues[index]
            if queue.owner in counted:
                source, so_far = counted[queue.owner]
                counted[queue.owner] = (
                    (*source, (place, index)),
                    queue.add(so_far, dropped) if dropped else so_far,
                )
