"""Which link counts for which endpoint or patch. Pure: from links as they were read.

Most endpoints have a port in the fabric, which counts what they send as received; only those that have none
(the ends of cables, links on top of others) are counted where they are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from engine.backends.kernel.links import BRIDGE, Link
from engine.drivers import Owner
from engine.names import bridge_name
from engine.traffic import Counters

Meters = Mapping[int, Owner]
"""Whose link it is, by index."""


class Queue(NamedTuple):
    """Whose queueing discipline it is; `is_into` says that what it sends goes into the object."""

    owner: Owner
    is_into: bool = False

    def add(self, counted: Counters, dropped: int) -> Counters:
        bytes_in, bytes_out, packets_in, packets_out, drops_in, drops_out = counted
        if self.is_into:
            drops_in += dropped
        else:
            drops_out += dropped
        return bytes_in, bytes_out, packets_in, packets_out, drops_in, drops_out


Queues = Mapping[int, Queue]
"""By the index of their link."""


def in_fabric(links: Collection[Link]) -> Meters:
    """Ports of endpoints, and of each patch the end at the network that comes first by name: what is sent
    there goes into the patch, on to the other. What they count is to be turned."""
    bridges = {link.index: link.label or "" for link in links if link.kind == BRIDGE}
    ends = [link for link in links if link.label and link.kind != BRIDGE and link.below is None]
    ports = {link.index: ("endpoint", str(link.label)) for link in ends if _is_port(link)}
    return ports | dict(_patches([link for link in ends if link.index not in ports], bridges))


def in_sandbox(place: str, links: Iterable[Link], elsewhere: Collection[Owner]) -> Meters:
    """The endpoints that are not counted `elsewhere`."""
    owned = {link.index: ("endpoint", f"{place}.{link.interface}") for link in links if link.label}
    return {index: owner for index, owner in owned.items() if owner not in elsewhere}


def queues_in_fabric(links: Iterable[Link], meters: Meters) -> Queues:
    """Into an object goes what its metered end sends; what a patch's other end does, comes out there."""
    shaped = (link for link in links if link.shaped and link.label and link.below is None)
    return {
        link.index: Queue(("endpoint" if _is_port(link) else "patch", str(link.label)), link.index in meters)
        for link in shaped
        if link.kind != BRIDGE
    }


def queues_in_sandbox(place: str, links: Iterable[Link]) -> Queues:
    shaped = (link for link in links if link.shaped and link.label)
    return {link.index: Queue(("endpoint", f"{place}.{link.interface}")) for link in shaped}


def _is_port(link: Link) -> bool:
    return "." in str(link.label) and not link.is_half_made


def _patches(ends: Iterable[Link], bridges: Mapping[int, str]) -> Iterable[tuple[int, Owner]]:
    by_label: dict[str, list[Link]] = defaultdict(list)
    for link in ends:
        by_label[str(link.label)].append(link)
    for label, pair in by_label.items():
        if len(pair) == 2 and all(link.interface != bridge_name(label) for link in pair):
            first = min(pair, key=lambda link: (bridges.get(link.master, "~"), link.interface))
            yield first.index, ("patch", label)
