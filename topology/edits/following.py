"""Addresses follow when their endpoint changes its network, or their network its subnets."""

from topology.addressing import Address, Interface, Subnet, at, holding, hosts, parse_address, parse_interface
from topology.addressing import subnets as parsed
from topology.edits.draft import Draft, swapped
from topology.values import Endpoint, Network

Moves = dict[Subnet, Subnet]


def moved(draft: Draft, endpoint: Endpoint) -> Draft:
    """The endpoint gets fresh addresses of the network that it is in now, unless it has none at all."""
    if endpoint.addresses == ():
        return draft
    fresh = endpoint.model_copy(update={"addresses": None})
    return draft.having(endpoints=swapped(draft.design.endpoints, endpoint.name, fresh))


def renumbered(draft: Draft, old: Network, new: Network, keep_gateway: bool) -> Draft:
    """Endpoints and gateway get addresses of the network's new subnets.

    A subnet that comes in the place of another one of its family hands its host parts on: 10.0.0.7
    becomes 10.5.0.7. Who has addresses gets one of every new subnet, who has none stays without.
    """
    moves = _moves(parsed(old.subnets), parsed(new.subnets))
    if old.gateway and not keep_gateway:
        gateway = tuple(
            at(*place) for text in old.gateway if (a := parse_address(text)) and (place := _place(a, moves))
        )
        draft = _leaving_out(draft, "networks", new, "gateway", gateway)
    for endpoint in draft.design.endpoints:
        if endpoint.network == new.name and endpoint.addresses:
            addresses = tuple(
                f"{at(*place)}/{place[0].prefixlen}"
                for text in endpoint.addresses
                if (a := parse_interface(text)) and (place := _place(a, moves))
            )
            draft = _leaving_out(draft, "endpoints", endpoint, "addresses", addresses)
    return draft


def _leaving_out(
    draft: Draft, things: str, thing: Network | Endpoint, field: str, before: tuple[str, ...]
) -> Draft:
    """The field is left out of the design, but these are what it had: so those that still fit are kept."""
    empty, known = (thing.model_copy(update={field: value}) for value in (None, before or None))
    remembered = tuple(other for other in getattr(draft.before, things) if other.name != thing.name)
    draft = draft.remembering(**{things: (*remembered, known)})
    return draft.having(**{things: swapped(getattr(draft.design, things), thing.name, empty)})


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


def _place(address: Address | Interface, moves: Moves) -> tuple[Subnet, int] | None:
    """The subnet and value that the address moves to; None when it has no room there."""
    subnet = holding(address, tuple(moves))
    if subnet is None:
        return None
    heir = moves[subnet]
    value = int(address) - int(subnet.network_address) + int(heir.network_address)
    return (heir, value) if value in hosts(heir) else None
