"""The spanning trees that 802.1D will choose."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from topology.mac import default_mac
from topology.values import Design

COST = 2
"""Of every port: the kernel takes a veth for 10 Gbit/s (IEEE 802.1D-2004, table 17-3, in the old scale)."""

Identifier = tuple[int, str]
Port = tuple[str, str]
"""A network and the patch that leads out of it."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree: its bridges, the root, and the ports that carry nothing."""

    networks: tuple[str, ...]
    root: str
    blocked: tuple[Port, ...]


@dataclass(frozen=True)
class _Switched:
    """Bridges with STP, and what lies between their ports: a cable, or bridges without STP, which are to them
    like one cable with many ends."""

    identifiers: Mapping[str, Identifier]
    numbers: Mapping[str, int]
    lans: Sequence[Sequence[Port]]
    costs: dict[str, int] = field(default_factory=dict)

    def of(self, network: str) -> list[tuple[Port, Sequence[Port]]]:
        """Its ports, each with all those on the same cable."""
        return [(port, lan) for lan in self.lans for port in lan if port[0] == network]

    def offer(self, port: Port) -> tuple[int, Identifier, int]:
        """What a port tells the others on its cable; the least is the best."""
        network, patch = port
        return self.costs[network], self.identifiers[network], self.numbers[patch]


def trees(design: Design) -> tuple[Tree, ...]:
    """Of every group of bridges with STP that patches join, as they are plugged now."""
    switched = _switched(design)
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(switched.identifiers)
    joined.add_edges_from((lan[0][0], port[0]) for lan in switched.lans for port in lan)
    return tuple(
        _tree(switched, [name for name in switched.identifiers if name in part])
        for part in nx.connected_components(joined)
    )


def _switched(design: Design) -> _Switched:
    identifiers = {
        network.name: (network.options.priority, default_mac(design.name, network.name))
        for network in design.networks
        if network.options.stp
    }
    numbers = {patch.name: number for number, patch in enumerate(design.patches)}
    return _Switched(identifiers, numbers, [*_lans(design, identifiers)])


def _lans(design: Design, with_stp: Mapping[str, Identifier]) -> Iterable[Sequence[Port]]:
    plain: nx.Graph[str] = nx.Graph()
    up = [patch for patch in design.patches if patch.up]
    plain.add_nodes_from(net.name for net in design.networks if net.name not in with_stp)
    plain.add_edges_from(patch.networks for patch in up if not {*patch.networks} & {*with_stp})
    standing = {name: min(part) for part in nx.connected_components(plain) for name in part}
    through: dict[str, list[Port]] = defaultdict(list)
    for patch in up:
        ports = [(name, patch.name) for name in patch.networks if name in with_stp]
        if len(ports) == 2:
            yield ports
        for name in patch.networks:
            if name in standing:
                through[standing[name]] += ports
    yield from (ports for ports in through.values() if ports)


def _tree(switched: _Switched, networks: Sequence[str]) -> Tree:
    root = min(networks, key=switched.identifiers.__getitem__)
    _spread(switched, root)
    blocked = [
        port
        for network in networks
        for port, lan in switched.of(network)
        if port != min(lan, key=switched.offer) and port != _root_port(switched, network, root)
    ]
    return Tree(tuple(networks), root, tuple(blocked))


def _spread(switched: _Switched, root: str) -> None:
    """How far every bridge is from the root, nearest first; ports all cost the same."""
    switched.costs[root] = 0
    waiting = [root]
    for network in waiting:
        for _, lan in switched.of(network):
            for other, _ in lan:
                if other not in switched.costs:
                    switched.costs[other] = switched.costs[network] + COST
                    waiting.append(other)


def _root_port(switched: _Switched, network: str, root: str) -> Port | None:
    """The port that leads to the root: behind it is the best offer; of equals it is the first."""
    if network == root:
        return None
    ports = switched.of(network)
    best = min(ports, key=lambda each: (min(map(switched.offer, each[1])), switched.numbers[each[0][1]]))
    return best[0]
