"""The pools that subnets are taken from."""

from collections.abc import Iterable, Iterator

from topology.addressing import Subnet, parse_subnet
from topology.addressing import subnets as parsed
from topology.drivers import traits
from topology.values import Design, Network

# A network without subnets gets one of each line: the pool, and the prefix length it is cut in.
POOLS: tuple[tuple[str, int], ...] = (("10.0.0.0/8", 24),)


class Exhausted(Exception):
    """Nothing of a pool is left."""


def with_subnets(design: Design, before: Design | None, reserved: Iterable[str]) -> Design:
    """Every network that leaves its subnets out gets those that it had before, or fresh ones."""
    if all(network.subnets is not None for network in design.networks):
        return design
    known = {network.name: network.subnets for network in before.networks} if before else {}
    networks = [_remembering(network, known.get(network.name)) for network in design.networks]
    taken = Taken(parsed(tuple(reserved)))
    for network in networks:
        taken.add(parsed(network.subnets))
    return design.model_copy(update={"networks": tuple(_filled(network, taken) for network in networks)})


class Taken:
    """The subnets that are in use, as ranges of numbers that never touch a fresh one."""

    def __init__(self, subnets: Iterable[Subnet]) -> None:
        self._ranges: dict[int, list[tuple[int, int]]] = {4: [], 6: []}
        self.add(subnets)

    def add(self, subnets: Iterable[Subnet]) -> None:
        for subnet in subnets:
            ranges = self._ranges[subnet.version]
            ranges.append((int(subnet.network_address), int(subnet.broadcast_address)))
            ranges.sort()

    def fresh(self, pool: Subnet, prefix: int) -> Subnet:
        """The pool's first free subnet, which is taken from now on."""
        size = 1 << (pool.max_prefixlen - prefix)
        start, end = int(pool.network_address), int(pool.broadcast_address)
        for first, last in self._gaps(pool.version, start, end):
            aligned = -(-first // size) * size
            if aligned + size - 1 <= last:
                subnet = type(pool)((aligned, prefix))
                self.add([subnet])
                return subnet
        raise Exhausted(str(pool))

    def _gaps(self, version: int, start: int, end: int) -> Iterator[tuple[int, int]]:
        for first, last in self._ranges[version]:
            if last < start:
                continue
            if first > start:
                yield start, min(first - 1, end)
            start = max(start, last + 1)
            if start > end:
                return
        yield start, end


def _remembering(network: Network, known: tuple[str, ...] | None) -> Network:
    if network.subnets is not None or known is None:
        return network
    return network.model_copy(update={"subnets": known})


def _filled(network: Network, taken: Taken) -> Network:
    if network.subnets is not None:
        return network
    if not traits(network).addressed:
        return network.model_copy(update={"subnets": ()})
    try:
        fresh = tuple(str(taken.fresh(_pool(pool), prefix)) for pool, prefix in POOLS)
    except Exhausted:
        return network
    return network.model_copy(update={"subnets": fresh})


def _pool(text: str) -> Subnet:
    pool = parse_subnet(text)
    if pool is None:
        raise ValueError(f"{text} is not a subnet")
    return pool
