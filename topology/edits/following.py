"""Addresses follow when their endpoint changes its network, or their network its subnets."""

from collections.abc import Iterable, Iterator

from topology.addressing import (
    Address,
    Interface,
    Subnet,
    at,
    holding,
    hosts,
    parse_address,
    parse_interface,
    subnets,
)
from topology.edits.draft import Draft, swapped
from topology.values import Endpoint, Network

Moves = dict[Subnet, Subnet]


def moved(draft: Draft, endpoint: Endpoint) -> Draft:
    """The endpoint gets fresh addresses of the network that it is in now, unless it has none at all."""
    if endpoint.addresses == ():
        return draft
    fresh = endpoint.model_copy(update={"addresses": None})
    return draft.having(endpoints=swapped(draft.design.endpoints, endpoint.name, fresh))


def renumbered(draft: Draft, old: Network, new: Network) -> Draft:
    """The network's endpoints get addresses of its new subnets, and so does its gateway if it kept it.

    A subnet that comes in the place of another one of its family hands its host parts on: 10.0.0.7
    becomes 10.5.0.7. Who has addresses gets one of every new subnet; who has none stays without.
    """
    moves = _moves(subnets(old.subnets), subnets(new.subnets))
    if old.gateway and new.gateway == old.gateway:
        draft = _gateway(draft, new, moves)
    return _endpoints(draft, new, moves)


def _gateway(draft: Draft, network: Network, moves: Moves) -> Draft:
    moving = _landing((parse_address(text) for text in network.gateway or ()), moves)
    kept: dict[str, object] = {
        "subnets": tuple(map(str, moves.values())) or None,
        "gateway": tuple(at(*place) for place in moving) or None,
    }
    known = network.model_copy(update=kept)
    others = tuple(other for other in draft.before.networks if other.name != network.name)
    left_out = network.model_copy(update={"gateway": None})
    draft = draft.remembering(networks=(*others, known))
    return draft.having(networks=swapped(draft.design.networks, network.name, left_out))


def _endpoints(draft: Draft, network: Network, moves: Moves) -> Draft:
    mine = {end.name: end for end in draft.design.endpoints if end.network == network.name and end.addresses}
    known = tuple(_readdressed(end, moves) for end in mine.values())
    others = tuple(end for end in draft.before.endpoints if end.name not in mine)
    left_out = {name: end.model_copy(update={"addresses": None}) for name, end in mine.items()}
    draft = draft.remembering(endpoints=(*others, *known))
    return draft.having(endpoints=tuple(left_out.get(end.name, end) for end in draft.design.endpoints))


def _readdressed(endpoint: Endpoint, moves: Moves) -> Endpoint:
    moving = _landing((parse_interface(text) for text in endpoint.addresses or ()), moves)
    texts = tuple(f"{at(subnet, value)}/{subnet.prefixlen}" for subnet, value in moving)
    return endpoint.model_copy(update={"addresses": texts or None})


def _moves(old: tuple[Subnet, ...], new: tuple[Subnet, ...]) -> Moves:
    """Where each of the old subnets goes: nowhere, to itself, or to a new one of its family."""
    moves = {subnet: subnet for subnet in old if subnet in new}
    fresh = [subnet for subnet in new if subnet not in old]
    for subnet in old:
        heir = next((other for other in fresh if other.version == subnet.version), None)
        if subnet not in moves and heir is not None:
            moves[subnet] = heir
            fresh.remove(heir)
    return moves


def _landing(addresses: Iterable[Address | Interface | None], moves: Moves) -> Iterator[tuple[Subnet, int]]:
    """The subnet and value that each address moves to; those with no room there are left out."""
    for address in addresses:
        subnet = holding(address, tuple(moves)) if address else None
        if address is None or subnet is None:
            continue
        heir = moves[subnet]
        value = int(address) - int(subnet.network_address) + int(heir.network_address)
        if value in hosts(heir):
            yield heir, value
