"""Options of bridges: numbers in range, isolated ports, and where forwarding entries lead."""

from collections.abc import Iterator

from topology import mac
from topology.drivers import traits
from topology.problems import Fix, Problem
from topology.validation.fixes import leaving_out, setting
from topology.validation.view import View
from topology.values import Endpoint, FdbEntry, Network

LARGEST = {"priority": 65_535, "ageing": 1_000_000, "group_fwd_mask": 65_535}
RESERVED = 0b111
"""Bits of `group_fwd_mask` that the kernel refuses: frames of STP, of pause and of link aggregation."""


def numbers(view: View) -> Iterator[Problem]:
    """Options are in the range that the kernel takes, or that makes sense."""
    for network in view.design.networks:
        for field, largest in LARGEST.items():
            number = getattr(network.options, field)
            if not 0 <= number <= largest:
                yield Problem(
                    "network",
                    network.name,
                    f"options.{field}",
                    f"{number} is out of range",
                    f"write 0 to {largest}{' seconds' if field == 'ageing' else ''}",
                )


def reserved(view: View) -> Iterator[Problem]:
    """Some link-local frames are never forwarded."""
    for network in view.design.networks:
        mask = network.options.group_fwd_mask
        if mask & RESERVED:
            reason = f"{mask} has bits of 7, for STP, pause and link aggregation, which no bridge may forward"
            remedy = f"write {mask & ~RESERVED}"
            allowed = {"options.group_fwd_mask": mask & ~RESERVED}
            fix = setting(f"Write {mask & ~RESERVED}", "network", network.name, allowed)
            yield Problem("network", network.name, "options.group_fwd_mask", reason, remedy, fix=fix)


def isolation(view: View) -> Iterator[Problem]:
    """Only the port of a bridge can be isolated from others."""
    for endpoint in view.design.endpoints:
        network = view.networks.get(endpoint.network)
        if endpoint.isolated and network and not _is_port(endpoint, network, view):
            reason = f"network {network.name} has driver {network.driver}, which has no ports to isolate"
            fix = leaving_out("isolated", "endpoint", endpoint.name)
            remedy = "leave it out, or join a bridge"
            yield Problem("endpoint", endpoint.name, "isolated", reason, remedy, fix=fix)


def macs(view: View) -> Iterator[Problem]:
    """An entry is about the address of one interface."""
    for network, place, entry in _entries(view):
        written = mac.canonical(entry.mac)
        if written is None:
            reason, remedy = "is not a MAC address", "write it such as 02:00:00:00:00:01"
        elif not mac.is_unicast(written):
            reason, remedy = "is not one interface's address", "make its first octet even, such as 02"
        elif written == mac.default_mac(view.design.name, network.name):
            reason, remedy = "is the bridge's own address", "leave the entry out"
        else:
            continue
        yield Problem("network", network.name, f"fdb[{place}].mac", f"{entry.mac} {reason}", remedy)


def bridges(view: View) -> Iterator[Problem]:
    """Only a bridge has a forwarding table."""
    for network in view.design.networks:
        if network.fdb and not traits(network).bridge:
            reason = f"a network with driver {network.driver} has no forwarding table"
            fix = leaving_out("fdb", "network", network.name)
            remedy = "leave it out, or choose the driver bridge"
            yield Problem("network", network.name, "fdb", reason, remedy, fix=fix)


def targets(view: View) -> Iterator[Problem]:
    """An entry leads to a port of its bridge."""
    for network, place, entry in _entries(view):
        ports = _ports(view, network)
        if traits(network).bridge and entry.to not in ports:
            reason = f"{entry.to} is no endpoint or patch of this network"
            remedy = (
                f"name one, such as {min(ports)}" if ports else "connect a sandbox, or leave the entry out"
            )
            fix = _without(view, network)
            yield Problem("network", network.name, f"fdb[{place}].to", reason, remedy, fix=fix)


def twice(view: View) -> Iterator[Problem]:
    """A bridge finds each address in one place."""
    known: set[tuple[str, str]] = set()
    for network, place, entry in _entries(view):
        claim = (network.name, mac.canonical(entry.mac) or entry.mac)
        if claim in known:
            reason, remedy = f"{entry.mac} has an entry already", "keep one of them"
            fix = _without(view, network) if _agree(network) else None
            yield Problem("network", network.name, f"fdb[{place}].mac", reason, remedy, fix=fix)
        known.add(claim)


def _is_port(endpoint: Endpoint, network: Network, view: View) -> bool:
    """Whether it is plugged into a bridge: its network's, or the parent's, if the network is a VLAN and the
    sandbox has no interface there to carry it."""
    if not traits(network).vlan:
        return traits(network).bridge
    return all(end.sandbox != endpoint.sandbox for end in view.endpoints_on[network.options.parent or ""])


def _ports(view: View, network: Network) -> set[str]:
    ports = {end.name for end in view.endpoints_on[network.name]}
    return ports | {patch.name for patch in view.patches_at[network.name]}


def _agree(network: Network) -> bool:
    """Whether entries of one address all lead to the same port, so that any of them may go."""
    return len({(_spelled(entry), entry.to) for entry in network.fdb}) == len(set(map(_spelled, network.fdb)))


def _without(view: View, network: Network) -> Fix:
    """Without the entries that lead nowhere or say what another one says."""
    ports = _ports(view, network)
    kept = {(_spelled(entry), entry.to): entry.model_dump() for entry in network.fdb if entry.to in ports}
    return setting("Take the entry out", "network", network.name, {"fdb": list(kept.values())})


def _spelled(entry: FdbEntry) -> str:
    return mac.canonical(entry.mac) or entry.mac


def _entries(view: View) -> Iterator[tuple[Network, int, FdbEntry]]:
    for network in view.design.networks:
        for place, entry in enumerate(network.fdb):
            yield network, place, entry
