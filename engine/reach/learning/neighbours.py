"""Who becomes whose neighbour by OSPF, and where that cannot be told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import networkx as nx

from engine.reach.asking import taker
from engine.reach.frames import hear, way
from engine.reach.learning.ports import Port
from engine.reach.losses import Shares, lost_between
from engine.reach.picture import At, Link, Picture, Route
from engine.reach.shown import keys
from topology.analysis.routing import Adjacency

NEVER = 1e-4
"""A chance that so many hellos in a row are lost that is too small to count."""


@dataclass(frozen=True)
class Segments:
    """What lies between ports. `strangers` are places that may say anything there; `flapping` are the keys of
    cables that are pulled and plugged in over and over."""

    picture: Picture
    losing: Shares
    strangers: Collection[str]
    flapping: Collection[str]

    def of(self, ports: Iterable[Port]) -> Iterator[Sequence[Port]]:
        """The ports that hear each other, those of each segment."""
        speaking = [port for port in ports if not port.is_silent]
        heard: nx.Graph[At] = nx.Graph()
        heard.add_nodes_from(port.at for port in speaking)
        for at in list(heard):
            near = hear(self.picture, at) & heard.nodes
            heard.add_edges_from((at, other) for other in near if at in hear(self.picture, other))
        for part in nx.connected_components(heard):
            yield [port for port in speaking if port.at in part]

    def _hear_each_other(self, one: At, other: At) -> bool:
        return other in hear(self.picture, one) and one in hear(self.picture, other)

    def is_certain(self, segment: Sequence[Port]) -> bool:
        """Whether it can be told who becomes whose neighbour there."""
        return not (
            any(self._is_met_by_strangers(port.at) for port in segment)
            or any(_overlap(*pair) for pair in combinations(segment, 2))
            or not all(self._is_sound(group) for group in _agreeing(segment))
        )

    def _is_met_by_strangers(self, at: At) -> bool:
        theirs = {link for place in self.strangers for link in self.picture.of_place.get(place, ())}
        return any(link in hear(self.picture, at) or at in hear(self.picture, link) for link in theirs)

    def _is_sound(self, group: Sequence[Port]) -> bool:
        """Nobody is there twice, all are of one kind and size, and all hear each other at all times."""
        return (
            len({port.place for port in group}) == len(group)
            and len({(port.kind, port.mtu) for port in group}) == 1
            and (len(group) < 3 or group[0].kind == "broadcast")
            and all(self._is_steady(*pair) for pair in permutations(group, 2))
        )

    def _is_steady(self, one: Port, other: Port) -> bool:
        if not self._hear_each_other(one.at, other.at) or not self._is_found(one, other):
            return False
        found = way(self.picture, one.at, other.at)
        passed = keys(self.picture, *(point.at for point in found[0])) if found else []
        lost = lost_between(self.picture, self.losing, one.at, other.at)
        return not {*passed} & {*self.flapping} and lost ** (one.told.dead // one.told.hello) < NEVER

    def _is_found(self, one: Port, other: Port) -> bool:
        """Whether the one learns the other's MAC address: not all that OSPF says is for everybody."""
        link = Route(other.address.network, one.at)
        found = taker(self.picture, link, other.address.ip, one.address.ip)
        return isinstance(found, Link) and found.at == other.at


def adjacencies(segment: Sequence[Port]) -> Iterator[Adjacency]:
    """Of a segment that is certain. Without anybody who may be the designated router there are none."""
    for group in _agreeing(segment):
        if group[0].kind == "ptp" or any(port.told.priority for port in group):
            for one, other in permutations(group, 2):
                yield Adjacency(
                    one.place, one.at[1], other.place, other.address.ip, one.told.cost, one.told.area
                )


def _agreeing(segment: Iterable[Port]) -> Iterable[Sequence[Port]]:
    groups: dict[object, list[Port]] = defaultdict(list)
    for port in segment:
        groups[port.agreement].append(port)
    return groups.values()


def _overlap(one: Port, other: Port) -> bool:
    """Whether their subnets do, without being the same."""
    nets = one.address.network, other.address.network
    return nets[0] != nets[1] and nets[0].overlaps(nets[1])
