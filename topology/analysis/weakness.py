"""Single points of failure: what takes sandboxes apart from each other when it fails."""

from dataclasses import dataclass
from typing import Any

import networkx as nx

from topology.graph import graph
from topology.values import Design, Kind


@dataclass(frozen=True, slots=True)
class Weak:
    """An object, and the sandboxes that are cut off without it: all but those of the largest part left.

    A sandbox is not counted as cut off by its own failure or that of its only cable.
    """

    kind: Kind
    name: str
    cut_off: tuple[str, ...]


def weak_points(design: Design) -> tuple[Weak, ...]:
    """The worst first. Frames go through every network, packets only through sandboxes that route."""
    drawn = _plugged(design)
    found = [Weak(drawn.nodes[name]["kind"], name, _apart(drawn, name)) for name in _joints(drawn)]
    found += [_without_cable(drawn, *edge) for edge in _single_cables(drawn)]
    weak = (each for each in found if each.cut_off)
    return tuple(sorted(weak, key=lambda each: (-len(each.cut_off), each.kind, each.name)))


def _plugged(design: Design) -> "nx.MultiGraph[Any]":
    """What hangs together by cables that are not pulled. A sandbox that does not route is a dead end at each
    of its endpoints."""
    drawn: nx.MultiGraph[Any] = graph(design)
    pulled = [(*ends, key) for *ends, key, data in drawn.edges(keys=True, data=True) if not data["value"].up]
    drawn.remove_edges_from(pulled)
    for sandbox in design.sandboxes:
        if not sandbox.forwarding:
            _take_apart(drawn, sandbox.name)
    return drawn


def _take_apart(drawn: "nx.MultiGraph[Any]", sandbox: str) -> None:
    """Several endpoints do not join their networks: each has an end of its own."""
    for number, (_, network, key, data) in enumerate([*drawn.edges(sandbox, keys=True, data=True)][1:]):
        drawn.remove_edge(sandbox, network, key)
        drawn.add_node((sandbox, number), kind="end", value=None)
        drawn.add_edge((sandbox, number), network, key=key, **data)


def _joints(drawn: "nx.MultiGraph[Any]") -> list[str]:
    return [*nx.articulation_points(nx.Graph(drawn))]


def _apart(drawn: "nx.MultiGraph[Any]", name: str) -> tuple[str, ...]:
    """The sandboxes that hung together with it and do not with most of them when it is taken away."""
    whole = nx.node_connected_component(drawn, name) - {name}
    return _cut_off(drawn.subgraph(whole))


def _single_cables(drawn: "nx.MultiGraph[Any]") -> list[tuple[Any, Any, str]]:
    simple: nx.Graph[Any] = nx.Graph(drawn)
    return [
        (one, other, next(iter(drawn[one][other])))
        for one, other in nx.bridges(simple)
        if len(drawn[one][other]) == 1
    ]


def _without_cable(drawn: "nx.MultiGraph[Any]", one: Any, other: Any, key: str) -> Weak:
    kind = drawn.edges[one, other, key]["kind"]
    without = nx.restricted_view(drawn, [], [(one, other, key)])
    part = nx.node_connected_component(drawn, one)
    ends = {end for end in (one, other) if drawn.degree(end) == 1}
    cut_off = [name for name in _cut_off(without.subgraph(part)) if name not in ends]
    return Weak(kind, key, tuple(cut_off))


def _cut_off(part: "nx.Graph[Any]") -> tuple[str, ...]:
    """The sandboxes outside the largest piece."""
    pieces = [
        sorted(name for name in piece if part.nodes[name]["kind"] == "sandbox")
        for piece in nx.connected_components(part)
    ]
    largest = max(pieces, key=len, default=[])
    return tuple(sorted(name for piece in pieces if piece is not largest for name in piece))
