"""The pools that subnets are taken from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from ipaddress import ip_network

from topology.addressing import Subnet
from topology.addressing import subnets as parsed
from topology.drivers import shared_parent, traits
from topology.values import Design, Network

# A network that leaves its subnets out gets one of each line: the pool, and the prefix length it is cut in.
POOLS: tuple[tuple[Subnet, int], ...] = ((ip_network("10.0.0.0/8"), 24),)


def with_subnets(design: Design, before: Design | None, reserved: Iterable[str]) -> Design:
    """Every network that leaves its subnets out gets those that it had before, its parent's or fresh ones.

    Where a pool is exhausted they stay None.
    """
    if all(network.subnets is not None for network in design.networks):
        return design
    known = {network.name: network.subnets for network in before.networks} if before else {}
    networks = [_remembering(network, known.get(network.name)) for network in design.networks]
    taken = parsed(tuple(reserved)) + parsed(tuple(_written(networks)))
    fresh = zip(*(free_subnets(pool, prefix, taken) for pool, prefix in POOLS), strict=False)
    filled = [_filled(network, fresh) if shared_parent(network) is None else network for network in networks]
    parents = {network.name: network for network in filled if shared_parent(network) is None}
    shared = (_shared(network, parents, fresh) for network in filled)
    return design.model_copy(update={"networks": tuple(shared)})


def free_subnets(pool: Subnet, prefix: int, taken: Sequence[Subnet]) -> Iterator[Subnet]:
    """The pool's subnets of this prefix length that overlap none of those taken, lowest first."""
    size = 1 << (pool.max_prefixlen - prefix)
    value = int(pool.network_address)
    end = int(pool.broadcast_address) + 1
    ranges = sorted(
        (int(subnet.network_address), int(subnet.broadcast_address))
        for subnet in taken
        if subnet.version == pool.version
    )
    for first, last in [*ranges, (end, end)]:
        for start in range(value, min(first, end) - size + 1, size):
            yield type(pool)((start, prefix))
            value = start + size
        # Whole steps beyond what is taken; a pool starts at a multiple of its subnets' size.
        value = max(value, -(-(last + 1) // size) * size)


def _written(networks: Iterable[Network]) -> Iterator[str]:
    for network in networks:
        yield from network.subnets or ()


def _remembering(network: Network, known: tuple[str, ...] | None) -> Network:
    if network.subnets is not None or known is None:
        return network
    return network.model_copy(update={"subnets": known})


def _shared(network: Network, parents: Mapping[str, Network], fresh: Iterator[tuple[Subnet, ...]]) -> Network:
    """A network on top of another one has that one's subnets, if it does not say others."""
    if network.subnets is not None or shared_parent(network) is None:
        return network
    parent = parents.get(shared_parent(network) or "")
    return network.model_copy(update={"subnets": parent.subnets}) if parent else _filled(network, fresh)


def _filled(network: Network, fresh: Iterator[tuple[Subnet, ...]]) -> Network:
    if network.subnets is not None:
        return network
    if not traits(network).addressed:
        return network.model_copy(update={"subnets": ()})
    subnets = next(fresh, None)
    return network.model_copy(update={"subnets": tuple(map(str, subnets))}) if subnets else network
