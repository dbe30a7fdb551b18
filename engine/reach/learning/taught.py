"""The picture of a design with the routes that its daemons come to have by themselves."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import networkx as nx

from engine.reach.learning.neighbours import Segments, adjacencies
from engine.reach.learning.ports import Port, ports
from engine.reach.losses import Shares
from engine.reach.picture import Address, At, Picture, Route
from topology.analysis.routing import BACKBONE, Adjacency, Speaker, teachers, ways
from topology.values import Design

WIRES = ("veth", "vlan")
"""The kinds of links of which it is known when they have a carrier, and that they carry OSPF."""

METRIC = 32
"""Of routes that BIRD gives to the kernel."""


def taught(picture: Picture, losing: Shares, design: Design) -> Picture:
    """What can be read of the daemons is worked out. Those of which that is not so, and whoever may hear of
    them, may learn anything: they are the picture's `learning`."""
    told = teachers(design)
    speakers = {place: speaker for place, speaker in told.items() if speaker}
    segments = Segments(picture, losing, told.keys() - speakers.keys(), _flapping(design))
    lesson = _Lesson(picture, speakers, segments)
    routes = defaultdict(tuple, picture.routes)
    for each in lesson.routes():
        routes[each.link[0]] += (each,)
    after = replace(picture, routes=routes, learning=frozenset({*segments.strangers, *lesson.doubtful}))
    after.heard.update(picture.heard)
    return after


def _flapping(design: Design) -> frozenset[str]:
    wires = (("endpoint", design.endpoints), ("patch", design.patches))
    return frozenset(f"{kind}:{wire.name}" for kind, all_ in wires for wire in all_ if wire.flap and wire.up)


@dataclass(frozen=True)
class _Lesson:
    """What the daemons teach each other."""

    picture: Picture
    speakers: Mapping[str, Speaker]
    segments: Segments

    @cached_property
    def ports(self) -> list[Port]:
        spoken = ((place, each.ospf) for place, each in self.speakers.items() if each.ospf)
        return [port for place, ospf in spoken for port in ports(self.picture, place, ospf)]

    @cached_property
    def judged(self) -> list[tuple[Sequence[Port], bool]]:
        """The segments, each with whether it is certain who becomes whose neighbour there."""
        return [(segment, self.segments.is_certain(segment)) for segment in self.segments.of(self.ports)]

    @cached_property
    def adjacencies(self) -> list[Adjacency]:
        return [each for segment, certain in self.judged if certain for each in adjacencies(segment)]

    @cached_property
    def doubtful(self) -> Collection[str]:
        """Those of which it is not certain what they learn, and whoever learns from them."""
        joined: nx.Graph[str] = nx.Graph()
        joined.add_nodes_from(self.speakers)
        joined.add_edges_from((each.router, each.neighbour) for each in self.adjacencies)
        doubts = set(self._unclear())
        for segment, certain in self.judged:
            if not certain:
                places = [port.place for port in segment]
                joined.add_edges_from((places[0], place) for place in places)
                doubts |= {*places}
        return {place for part in nx.connected_components(joined) if part & doubts for place in part}

    def _unclear(self) -> Iterator[str]:
        """By themselves: by links of other kinds, in areas without the backbone, or with the identifier of
        somebody else."""
        yield from (port.place for port in self.ports if self.picture.links[port.at].kind not in WIRES)
        routers = {place: speaker.router or self._lowest(place) for place, speaker in self.speakers.items()}
        counted = Counter(routers.values())
        for place, speaker in self.speakers.items():
            areas = speaker.ospf.areas if speaker.ospf else ()
            is_known = routers[place] is not None and (counted[routers[place]] == 1 or not areas)
            if not is_known or not (len(areas) < 2 or BACKBONE in areas):
                yield place

    def _lowest(self, place: str) -> Address | None:
        """The identifier that it takes if it is given none; it does not start without one."""
        held = (each.ip for at in self._up(place) for each in self.picture.addresses.get(at, ()))
        return min((each for each in held if each.version == 4 and not each.is_link_local), default=None)

    def routes(self) -> Iterator[Route]:
        certain = {place: speaker for place, speaker in self.speakers.items() if place not in self.doubtful}
        told = [route for place, speaker in certain.items() for route in self._told(place, speaker)]
        yield from told
        known = {(route.link[0], route.to) for route in told}
        here = [each for each in self.adjacencies if each.router in certain]
        prefixes = [port.told_of for port in self.ports]
        members = {place: each.ospf.areas for place, each in certain.items() if each.ospf}
        for each in ways(here, prefixes, members):
            if 4 in certain[each.router].installs and (each.router, each.to) not in known:
                at = each.router, each.interface
                yield Route(each.to, at, each.via, metric=METRIC, learned=True)

    def _told(self, place: str, speaker: Speaker) -> Iterator[Route]:
        """The routes that it is configured with, as far as their next hops are neighbours."""
        for route in speaker.statics:
            out = next((at for at in self._up(place) if self._is_near(at, route.via)), None)
            if out and route.to.version in speaker.installs:
                yield Route(route.to, out, route.via, metric=METRIC, learned=True)

    def _is_near(self, at: At, address: Address) -> bool:
        return any(address in each.network for each in self.picture.addresses.get(at, ()))

    def _up(self, place: str) -> Iterable[At]:
        return (at for at in self.picture.of_place.get(place, ()) if self.picture.links[at].up)
