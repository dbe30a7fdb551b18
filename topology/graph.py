"""The design as a networkx graph, and what can be read off it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from topology.drivers import shared_parent, traits
from topology.values import Design, Patch


@dataclass(frozen=True, slots=True)
class Loop:
    """A ring of networks that frames can run round for ever if nothing breaks it, and the patches that close
    it."""

    networks: tuple[str, ...]
    patches: tuple[str, ...]


def graph(design: Design) -> "nx.MultiGraph[str]":
    """Networks and sandboxes joined by endpoints and patches.

    Every node and edge has `kind` and `value`; an edge's key is the name of the endpoint or patch.
    """
    drawn: nx.MultiGraph[str] = nx.MultiGraph(name=design.name)
    for network in design.networks:
        drawn.add_node(network.name, kind="network", value=network)
    for sandbox in design.sandboxes:
        drawn.add_node(sandbox.name, kind="sandbox", value=sandbox)
    for endpoint in design.endpoints:
        if endpoint.sandbox in drawn and endpoint.network in drawn:
            drawn.add_edge(
                endpoint.sandbox, endpoint.network, key=endpoint.name, kind="endpoint", value=endpoint
            )
    for patch in design.patches:
        if all(name in drawn for name in patch.networks):
            drawn.add_edge(*patch.networks, key=patch.name, kind="patch", value=patch)
    return drawn


def components(design: Design) -> tuple[frozenset[str], ...]:
    """The names of sandboxes and networks, grouped by what hangs together."""
    return tuple(frozenset(part) for part in nx.connected_components(graph(design)))


def segments(design: Design) -> dict[str, str]:
    """For each network the name that stands for its broadcast domain.

    Patched networks share one, and so do a network and those on top of it, but for its VLANs. Patches carry
    VLANs too: those of one number share a domain if their parents do.
    """
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(network.name for network in design.networks)
    on_top = [network for network in design.networks if network.options.parent in joined]
    if not design.patches and not on_top:
        return {name: name for name in joined}
    joined.add_edges_from(patch.networks for patch in design.patches if set(patch.networks) <= set(joined))
    joined.add_edges_from((net.name, parent) for net in on_top if (parent := shared_parent(net)))
    domains = _domains(joined)
    vlans: dict[tuple[str, int | None], str] = {}
    for net in on_top:
        if traits(net).vlan and net.options.parent is not None:
            first = vlans.setdefault((domains[net.options.parent], net.options.vlan), net.name)
            joined.add_edge(first, net.name)
    return _domains(joined) if vlans else domains


def _domains(joined: "nx.Graph[str]") -> dict[str, str]:
    return {name: min(part) for part in nx.connected_components(joined) for name in part}


def bridge_loops(design: Design) -> tuple[Loop, ...]:
    """The rings of networks, joined by patches that are up, in which no bridge runs STP.

    A single bridge with STP breaks a ring: bridges without it forward its messages like any frame, so
    it hears itself and blocks a port.
    """
    loud = {network.name for network in design.networks if not network.options.stp}
    return rings(patch for patch in design.patches if patch.up and {*patch.networks} <= loud)


def rings(patches: Iterable[Patch]) -> tuple[Loop, ...]:
    """Those that these patches form: each is told once, closed by the last of its patches."""
    tree: nx.Graph[str] = nx.Graph()
    joined: nx.utils.UnionFind[str] = nx.utils.UnionFind()
    loops = []
    for patch in patches:
        one, other = patch.networks
        if one == other:
            continue
        if joined[one] == joined[other]:
            ring = tuple(nx.shortest_path(tree, one, other))
            inner = tuple(tree.edges[pair]["patch"] for pair in pairwise(ring))
            loops.append(Loop(ring, (*inner, patch.name)))
        else:
            tree.add_edge(one, other, patch=patch.name)
            joined.union(one, other)
    return tuple(loops)
