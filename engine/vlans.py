"""Which VLANs pass which ports of the bridges that have any.

A bridge with VLANs on top of it filters. What is on the network itself is in the native VLAN, untagged; an
access port is in its network's VLAN, untagged; the port of a sandbox that has tagged interfaces carries those
tagged as well. Patches are trunks: they carry, beside the native one, every VLAN of all the bridges that hang
together by patches, so that a VLAN goes through a bridge that has none of its endpoints.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.drivers import Owned, Owner
from engine.drivers.ends import trunks
from engine.features import REMEDIES, Features
from engine.resources import Bridge, End, Resource, Veth
from topology.drivers import traits
from topology.graph import segments
from topology.problems import Problem
from topology.values import Design, Network

NATIVE = 1


def filtering(design: Design, owned: Sequence[Owned]) -> Sequence[Owned]:
    """The same resources, with bridges that filter where there are VLANs, and ports that say which."""
    on_top = _by_parent(design)
    if not on_top:
        return owned
    members = {name: _members(design, name, vlans) for name, vlans in on_top.items()}
    every = _every(design, members)
    return [(_filtered(resource, owner, members, every), owner) for resource, owner in owned]


def lacking(design: Design, features: Features) -> Iterator[Problem]:
    """VLANs that cannot be had on a machine, one by one."""
    for network in design.networks if "vlan_filtering" not in features else ():
        if traits(network).vlan:
            reason = "this machine's bridges do not filter VLANs (vlan_filtering)"
            yield Problem("network", network.name, "driver", reason, REMEDIES["vlan_filtering"])


@dataclass(frozen=True, slots=True)
class _Members:
    """Of one bridge: its VLANs, those that the bridge itself is in, those of endpoints by name."""

    numbers: frozenset[int]
    own: frozenset[int]
    access: Mapping[str, int]
    tagged: Mapping[str, frozenset[int]]


def _by_parent(design: Design) -> Mapping[str, list[Network]]:
    found: dict[str, list[Network]] = defaultdict(list)
    for network in design.networks:
        if network.options.parent is not None and traits(network).vlan:
            found[network.options.parent].append(network)
    return found


def _members(design: Design, parent: str, vlans: Iterable[Network]) -> _Members:
    numbers = {network.name: network.options.vlan or NATIVE for network in vlans}
    below = trunks(design, parent)
    access: dict[str, int] = {}
    tagged: dict[str, set[int]] = defaultdict(set)
    for endpoint in design.endpoints:
        number = numbers.get(endpoint.network)
        if number is not None and endpoint.sandbox in below:
            tagged[below[endpoint.sandbox].name].add(number)
        elif number is not None:
            access[endpoint.name] = number
    own = frozenset(numbers[network.name] for network in vlans if network.gateway)
    carried = {name: frozenset(those) for name, those in tagged.items()}
    return _Members(frozenset(numbers.values()), own, access, carried)


def _every(design: Design, members: Mapping[str, _Members]) -> Mapping[str, frozenset[int]]:
    """By bridge, all VLANs of those that hang together with it."""
    domains = segments(design)
    together: dict[str, frozenset[int]] = defaultdict(frozenset)
    for name, those in members.items():
        together[domains[name]] |= those.numbers
    return {name: together[domains[name]] for name in members}


def _filtered(
    resource: Resource, owner: Owner, members: Mapping[str, _Members], every: Mapping[str, frozenset[int]]
) -> Resource:
    match resource:
        case Bridge(label) if label in members:
            return replace(resource, vlan_filtering=True, vlans=_words(NATIVE, members[label].own))
        case Veth(_, ends) if any(end.bridge in members for end in ends):
            carried = (_carrying(end, owner, members, every) for end in ends)
            return replace(resource, ends=tuple(carried))
    return resource


def _carrying(
    end: End, owner: Owner, members: Mapping[str, _Members], every: Mapping[str, frozenset[int]]
) -> End:
    mine = members.get(end.bridge or "")
    if mine is None or end.bridge is None:
        return end
    kind, name = owner
    if kind == "patch":
        return replace(end, vlans=_words(NATIVE, every[end.bridge]))
    return replace(end, vlans=_words(mine.access.get(name, NATIVE), mine.tagged.get(name, frozenset())))


def _words(untagged: int, tagged: Iterable[int]) -> tuple[str, ...]:
    """As `bridge vlan` writes them, in their order."""
    numbers = sorted({untagged, *tagged})
    return tuple(f"{number} pvid untagged" if number == untagged else str(number) for number in numbers)
