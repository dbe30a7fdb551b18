"""What is free in a design, each given out once: so all fixes of one validation can be made together."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from ipaddress import ip_network

from topology.addresses import Full, Taken, claimed
from topology.addressing import Interface, Number, Subnet, at, holding, hosts, number, parse_address
from topology.drivers import traits
from topology.pools import POOLS, free_subnets
from topology.values import Design, Network

UNUSABLE: tuple[tuple[Subnet, str], ...] = (
    (ip_network("0.0.0.0/8"), "addresses of no host"),
    (ip_network("127.0.0.0/8"), "loopback addresses"),
    (ip_network("224.0.0.0/4"), "multicast addresses"),
    (ip_network("240.0.0.0/4"), "reserved addresses"),
    (ip_network("::/127"), "addresses of no host"),
    (ip_network("fe80::/10"), "link-local addresses, which every interface has anyway"),
    (ip_network("ff00::/8"), "multicast addresses"),
)


class Spare:
    """Free addresses and subnets; asked again for the same, it gives the same."""

    def __init__(
        self, design: Design, subnets: Mapping[str, tuple[Subnet, ...]], segments: Mapping[str, str]
    ) -> None:
        self._design = design
        self._subnets = subnets
        self._segments = segments
        self._given: dict[tuple[str, int], str | None] = {}
        self._gateways: dict[str, tuple[str, ...]] = {}
        self._fresh: list[Subnet] = []
        self.moving: set[str] = set()
        """The networks that were given other subnets: what addresses there will be is not known yet."""

    @cached_property
    def _taken(self) -> dict[str, Taken]:
        return claimed(self._design)

    @cached_property
    def _waiting(self) -> set[str]:
        """Networks on which an endpoint found no room; it has the first claim to what is left."""
        return {each.network for each in self._design.endpoints if each.addresses is None}

    def given(self, endpoint: str, place: int) -> str | None:
        """What was given for this address of the endpoint, if anything was."""
        return self._given.get((endpoint, place))

    def address(self, endpoint: str, place: int, network: str, like: Interface) -> str | None:
        """Another address for that place of the endpoint's list: of the subnet that `like` lies in, or the
        first of its family; with prefix length. None if there is none."""
        key = endpoint, place
        if key not in self._given:
            self._given[key] = self._address(network, like)
        return self._given[key]

    def gateways(self, network: Network) -> tuple[str, ...]:
        """The network's gateways with others in the place of those that cannot be: one a subnet at most."""
        if network.name not in self._gateways:
            self._gateways[network.name] = tuple(self._mended(network))
        return self._gateways[network.name]

    def subnet(self, network: str, like: Subnet) -> Subnet | None:
        """One for the network from the pools that is as large as another and overlaps none."""
        pool, _ = POOLS[0]
        if like.version != pool.version or like.prefixlen < pool.prefixlen:
            return None
        taken = [*(each for those in self._subnets.values() for each in those), *self._fresh]
        found = next(free_subnets(pool, like.prefixlen, taken), None)
        if found is not None:
            self._fresh.append(found)
            self.moving.add(network)
        return found

    def _address(self, network: str, like: Interface) -> str | None:
        choices = [each for each in self._subnets[network] if each.version == like.version]
        around = holding(like, tuple(choices))
        return self._take(network, [around] if around else choices)

    def _take(self, network: str, choices: Iterable[Subnet]) -> str | None:
        if network in self._waiting:
            return None
        for subnet in choices:
            if not any(_overlap(subnet, special) for special, _ in UNUSABLE):
                try:
                    return self._taken[network].take(subnet)
                except Full:
                    continue
        return None

    def _mended(self, network: Network) -> Iterable[str]:
        own = self._subnets[network.name]
        served: dict[Subnet, str] = {}
        wanting = list(own) if traits(network).uplink else []
        for text in network.gateway or ():
            address = parse_address(text)
            subnet = holding(address, own) if address else None
            if address and subnet and subnet not in served and self._stands(network, subnet, number(address)):
                served[subnet] = text
            elif address:
                wanting += [subnet] if subnet else [each for each in own if each.version == address.version]
        for subnet in wanting:
            if subnet not in served and (found := self._take(network.name, [subnet])):
                served[subnet] = found.partition("/")[0]
        return served.values()

    def _stands(self, network: Network, subnet: Subnet, value: Number) -> bool:
        """Whether the address is a host's, and no earlier network's that this one is patched to."""
        domain = self._segments[network.name]
        earlier = (each for each in self._design.networks[: self._design.networks.index(network)])
        held = {at(subnet, value[1])} & {
            text for each in earlier if self._segments[each.name] == domain for text in each.gateway or ()
        }
        return value[1] in hosts(subnet) and not held


def _overlap(one: Subnet, other: Subnet) -> bool:
    return one.version == other.version and one.overlaps(other)
