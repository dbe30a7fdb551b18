"""Subnets hold usable addresses, lie apart, and have room."""

from collections.abc import Iterator

from topology.addresses import claimed
from topology.addressing import Subnet, parse_address, parse_interface, parse_subnet
from topology.drivers import traits
from topology.problems import Fix, Problem
from topology.validation.fixes import setting
from topology.validation.spare import UNUSABLE
from topology.validation.view import View
from topology.values import Endpoint

Claim = tuple[str, int, Subnet]
"""The name of a network, the place in its list, and the subnet there."""


def usable(view: View) -> Iterator[Problem]:
    """A subnet holds addresses that an interface may have."""
    for name, place, subnet in _claims(view):
        for special, what in UNUSABLE:
            if subnet.version == special.version and subnet.overlaps(special):
                remedy = "take one such as 10.0.0.0/24 or fd00::/64"
                yield Problem("network", name, f"subnets[{place}]", f"{subnet} holds {what}", remedy)
                break


def overlaps(view: View) -> Iterator[Problem]:
    """Subnets do not overlap, save that patched networks may share the very same one."""
    claims = sorted(
        _claims(view), key=lambda claim: (claim[2].version, int(claim[2].network_address), claim[2].prefixlen)
    )
    widest: Claim | None = None
    for claim in claims:
        # Subnets are either apart or one within the other, so comparing with the widest so far is enough.
        if widest is None or not widest[2].overlaps(claim[2]):
            widest = claim
        elif not _shared(view, widest, claim):
            yield _overlap(view, widest, claim)


def room(view: View) -> Iterator[Problem]:
    """Every endpoint that leaves its addresses out gets one of each subnet."""
    taken = claimed(view.design)
    for network in view.design.networks:
        waiting = sum(end.addresses is None for end in view.endpoints_on[network.name])
        if network.subnets is None and traits(network).addressed:
            reason, remedy = "no subnet is left in the pools", "write the network's subnets"
            yield Problem("network", network.name, "subnets", reason, remedy)
        for place, text in enumerate(network.subnets or () if waiting else ()):
            subnet = parse_subnet(text)
            if subnet and (free := taken[network.name].free(subnet)) < waiting:
                yield _full(network.name, place, subnet, free, waiting)


def _claims(view: View) -> Iterator[Claim]:
    for network in view.design.networks:
        for place, text in enumerate(network.subnets or ()):
            if subnet := parse_subnet(text):
                yield network.name, place, subnet


def _shared(view: View, one: Claim, other: Claim) -> bool:
    return one[0] != other[0] and one[2] == other[2] and view.segments[one[0]] == view.segments[other[0]]


def _elsewhere(view: View, widest: Claim, claim: Claim) -> Fix | None:
    """A free subnet, unless others have this one too, or a next hop lies in it."""
    name, place, subnet = claim
    domain = view.segments[name]
    alone = sum(each == domain for each in view.segments.values()) == 1
    if widest[0] == name or not alone or any(_leads_out(view, end) for end in view.endpoints_on[name]):
        return None
    fresh = view.spare.subnet(name, subnet)
    return setting(f"Take {fresh}", "network", name, {f"subnets[{place}]": str(fresh)}) if fresh else None


def _leads_out(view: View, endpoint: Endpoint) -> bool:
    """Whether a next hop of its sandbox is reached by one of the endpoint's addresses."""
    sandbox = view.sandboxes.get(endpoint.sandbox)
    around = [each.network for text in endpoint.addresses or () if (each := parse_interface(text))]
    hops = [hop for route in (sandbox.routes if sandbox else ()) if (hop := parse_address(route.via))]
    return any(hop in subnet for hop in hops for subnet in around)


def _overlap(view: View, widest: Claim, claim: Claim) -> Problem:
    name, place, subnet = claim
    where = "of the same network" if widest[0] == name else f"of network {widest[0]}"
    reason = f"{subnet} overlaps {widest[2]} {where}"
    remedy = "take another subnet, or leave it out to be given a free one"
    fix = _elsewhere(view, widest, claim)
    return Problem("network", name, f"subnets[{place}]", reason, remedy, fix=fix)


def _full(name: str, place: int, subnet: Subnet, free: int, waiting: int) -> Problem:
    reason = f"{subnet} has room for {free} more, but {waiting} endpoints need an address of it"
    remedy = "take a larger subnet, or add a network"
    return Problem("network", name, f"subnets[{place}]", reason, remedy)
