"""What of a design explains where a frame ends."""

from collections import defaultdict
from collections.abc import Mapping

from engine.value import value
from topology.values import Design


@value
class Ground:
    """`holders` are sandboxes and networks by the addresses that they have; `pulled` are the endpoints and
    patches whose cable is pulled, by the network they are at."""

    holders: Mapping[str, str]
    networks: frozenset[str]
    routers: frozenset[str]
    pulled: Mapping[str, tuple[str, ...]]
    cables: Mapping[str, str]
    """By address, the endpoint that has it."""


def ground(design: Design) -> Ground:
    holders: dict[str, str] = {}
    cables: dict[str, str] = {}
    pulled: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for network in design.networks:
        holders |= {_bare(each): network.name for each in network.gateway or ()}
    for end in design.endpoints:
        own = [_bare(each) for each in end.addresses or ()]
        holders |= dict.fromkeys(own, end.sandbox)
        cables |= dict.fromkeys(own, end.name)
        if not end.up:
            pulled[end.network] += (end.name,)
    for patch in design.patches:
        for name in patch.networks if not patch.up else ():
            pulled[name] += (patch.name,)
    return Ground(
        holders,
        frozenset(network.name for network in design.networks),
        frozenset(sandbox.name for sandbox in design.sandboxes if sandbox.forwarding),
        pulled,
        cables,
    )


def _bare(address: str) -> str:
    return address.partition("/")[0]
