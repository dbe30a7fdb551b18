"""Subnets of a part that are in use elsewhere go to free ones, and all of its addresses with them."""

from collections.abc import Iterator
from ipaddress import ip_network

from topology.addressing import Subnet, at, parse_address, parse_interface, parse_subnet, subnets
from topology.pools import POOLS, free_subnets
from topology.values import Design, Endpoint, Network, Resolver, Route, Sandbox

Moves = dict[Subnet, Subnet]

NEIGHBOURHOOD = {4: 16, 6: 48}
"""The prefix length, by IP version, of what a subnet moves within, if there is room."""

POOL = {4: POOLS[0][0], 6: ip_network("fd00::/8")}


def moves(part: Design, design: Design) -> Moves:
    """Where each subnet of the part goes that overlaps one of the design's."""
    foreign = _subnets(design)
    own = list(dict.fromkeys(_subnets(part)))
    held = {*_held(part), *_held(design)}
    found: Moves = {}
    for subnet in own:
        if any(_overlap(subnet, other) for other in foreign):
            heir = _free(subnet, (*foreign, *own, *held, *found.values()))
            if heir is not None:
                found[subnet] = heir
    return found


def renumbered(part: Design, moving: Moves) -> Design:
    if not moving:
        return part
    return part.model_copy(
        update={
            "networks": tuple(_network(each, moving) for each in part.networks),
            "sandboxes": tuple(_sandbox(each, moving) for each in part.sandboxes),
            "endpoints": tuple(_endpoint(each, moving) for each in part.endpoints),
        }
    )


def _subnets(design: Design) -> tuple[Subnet, ...]:
    return tuple(subnet for network in design.networks for subnet in subnets(network.subnets))


def _held(design: Design) -> Iterator[Subnet]:
    """What endpoints have addresses in, which may be a subnet of no network."""
    for endpoint in design.endpoints:
        for text in endpoint.addresses or ():
            if address := parse_interface(text):
                yield address.network


def _overlap(one: Subnet, other: Subnet) -> bool:
    return one.version == other.version and one.overlaps(other)


def _free(subnet: Subnet, taken: tuple[Subnet, ...]) -> Subnet | None:
    """One as large that overlaps none of those taken: near by, else anywhere in the pool."""
    near = NEIGHBOURHOOD[subnet.version]
    pools = [POOL[subnet.version]]
    if subnet.prefixlen > near:
        pools.insert(0, type(subnet)((int(subnet.network_address), near), strict=False))
    for pool in pools:
        if pool.prefixlen <= subnet.prefixlen:
            found = next(free_subnets(pool, subnet.prefixlen, taken), None)
            if found is not None:
                return found
    return None


def _network(network: Network, moving: Moves) -> Network:
    changed = {
        "subnets": network.subnets and tuple(_to(text, moving) for text in network.subnets),
        "gateway": network.gateway and tuple(_address(text, moving) for text in network.gateway),
    }
    return network.model_copy(update=changed)


def _sandbox(sandbox: Sandbox, moving: Moves) -> Sandbox:
    routes = (Route(to=_to(each.to, moving), via=_address(each.via, moving)) for each in sandbox.routes)
    return sandbox.model_copy(
        update={"routes": tuple(routes), "resolver": _resolver(sandbox.resolver, moving)}
    )


def _resolver(resolver: Resolver | None, moving: Moves) -> Resolver | None:
    if resolver is None:
        return None
    servers = tuple(_address(text, moving) for text in resolver.servers)
    return resolver.model_copy(update={"servers": servers})


def _endpoint(endpoint: Endpoint, moving: Moves) -> Endpoint:
    addresses = endpoint.addresses and tuple(_interface(text, moving) for text in endpoint.addresses)
    return endpoint.model_copy(update={"addresses": addresses})


def _to(text: str, moving: Moves) -> str:
    """A subnet; one that holds what moves and more stays, such as a default route."""
    subnet = parse_subnet(text)
    value = None if subnet is None else _moved(subnet, moving)
    return text if subnet is None or value is None else f"{at(subnet, value)}/{subnet.prefixlen}"


def _address(text: str, moving: Moves) -> str:
    address = parse_address(text)
    subnet = None if address is None else parse_subnet(f"{address}/{address.max_prefixlen}")
    value = None if subnet is None else _moved(subnet, moving)
    return text if subnet is None or value is None else at(subnet, value)


def _interface(text: str, moving: Moves) -> str:
    address = parse_interface(text)
    return text if address is None else f"{_address(str(address.ip), moving)}/{address.network.prefixlen}"


def _moved(inner: Subnet, moving: Moves) -> int | None:
    """The first address of what lies in a subnet that moves, after that; None if it lies in none."""
    for old, new in moving.items():
        if old.version == inner.version and old.prefixlen <= inner.prefixlen and old.overlaps(inner):
            return int(inner.network_address) - int(old.network_address) + int(new.network_address)
    return None
