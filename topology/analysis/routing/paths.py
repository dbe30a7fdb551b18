"""The routes that OSPF comes to: to each prefix by the least cost, within an area before through the backbone
(RFC 2328, section 16)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx

from topology.addressing import Address, Subnet

BACKBONE = 0
"""The area through which the others hear of each other."""


@dataclass(frozen=True, slots=True)
class Adjacency:
    """That a router sends to another by one of its interfaces, at the neighbour's address there."""

    router: str
    interface: str
    neighbour: str
    via: Address
    cost: int
    area: int = BACKBONE


@dataclass(frozen=True, slots=True)
class Prefix:
    """A network that a router tells the others of, and what it costs from there."""

    router: str
    to: Subnet
    cost: int
    area: int = BACKBONE


@dataclass(frozen=True, slots=True)
class Way:
    """A route of a router. Of several to the same prefix each is as good as the others."""

    router: str
    to: Subnet
    interface: str
    via: Address


Owners = Mapping[str, int]
"""Routers that lead to a prefix, each with what it costs from there."""


class Found(NamedTuple):
    """The way of a router to a prefix, and by which area; without hops it is the router's own."""

    cost: int
    hops: tuple[Adjacency, ...]
    area: int


Table = dict[tuple[str, Subnet], Found]


def ways(
    adjacencies: Collection[Adjacency], prefixes: Iterable[Prefix], members: Mapping[str, Collection[int]]
) -> Iterator[Way]:
    """Of all routers to all prefixes but their own. `members` are their areas; who is in several is in the
    backbone too, and tells each of what it knows from the others."""
    numbers = {area for each in members.values() for area in each}
    areas = {area: _Area(area, [each for each in adjacencies if each.area == area]) for area in numbers}
    found = _within(areas, prefixes, members)
    backbone = areas.get(BACKBONE)
    if backbone and len(areas) > 1:
        border = [router for router, each in members.items() if len(each) > 1]
        central = [router for router, each in members.items() if BACKBONE in each]
        found = _through(backbone, central, _told(found, border, BACKBONE), found)
        for area in areas.keys() - {BACKBONE}:
            inside = [router for router, each in members.items() if {*each} == {area}]
            telling = [router for router in border if area in members[router]]
            found |= _through(areas[area], inside, _told(found, telling, area), found)
    for (router, to), (_, hops, _) in found.items():
        yield from (Way(router, to, hop.interface, hop.via) for hop in hops)


def _within(
    areas: "Mapping[int, _Area]", prefixes: Iterable[Prefix], members: Mapping[str, Collection[int]]
) -> Table:
    """In the areas by themselves; of two that lead to the same prefix the less dear, or as BIRD has it that
    with the higher number."""
    told: dict[int, dict[Subnet, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for each in prefixes:
        owners = told[each.area][each.to]
        owners[each.router] = min(each.cost, owners.get(each.router, each.cost))
    table: Table = {}
    for router, its in members.items():
        for area in its:
            for to, owners in told[area].items():
                found = areas[area].nearest(router, owners)
                known = table.get((router, to))
                if found and (known is None or (found.cost, -area) < (known.cost, -known.area)):
                    table[router, to] = found
    return table


def _told(found: Table, telling: Collection[str], area: int) -> Mapping[Subnet, Owners]:
    """Of what routers tell an area that is in others as well: to the backbone nothing that is from there."""
    told: dict[Subnet, dict[str, int]] = defaultdict(dict)
    for (router, to), (cost, _, origin) in found.items():
        if router in telling and origin != area:
            told[to][router] = cost
    return told


def _through(area: "_Area", routers: Iterable[str], told: Mapping[Subnet, Owners], known: Table) -> Table:
    """With what routers learn from those who tell the area of others."""
    table = dict(known)
    for router in routers:
        for to, owners in told.items():
            others = {each: cost for each, cost in owners.items() if each != router}
            found = area.nearest(router, others)
            if (router, to) not in known and found:
                table[router, to] = found
    return table


class _Area:
    """All of its routers know the same: these are its adjacencies."""

    def __init__(self, number: int, adjacencies: Iterable[Adjacency]) -> None:
        self._number = number
        self._leaving: dict[str, list[Adjacency]] = defaultdict(list)
        graph: nx.DiGraph[str] = nx.DiGraph()
        for each in sorted(adjacencies, key=lambda adjacency: -adjacency.cost):
            self._leaving[each.router].append(each)
            graph.add_edge(each.router, each.neighbour, weight=each.cost)
        self._distances = dict(nx.all_pairs_dijkstra_path_length(graph))

    def nearest(self, router: str, owners: Owners) -> Found | None:
        """By each neighbour on a shortest path to a nearest owner."""
        near = self._distances.get(router, {router: 0})
        costs = {each: near[each] + cost for each, cost in owners.items() if each in near}
        if not costs:
            return None
        least = min(costs.values())
        hops = (
            hop
            for hop in self._leaving[router]
            if any(cost == least and self._is_between(router, hop, each) for each, cost in costs.items())
        )
        return Found(int(least), tuple(hops), self._number)

    def _is_between(self, router: str, hop: Adjacency, owner: str) -> bool:
        onward = self._distances[hop.neighbour].get(owner)
        return onward is not None and hop.cost + onward == self._distances[router][owner]
