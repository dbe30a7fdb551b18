"""The addresses of endpoints fit their network and are each used once."""

from collections import defaultdict
from collections.abc import Iterator

from topology import mac
from topology.addressing import (
    Interface,
    Number,
    Subnet,
    holding,
    hosts,
    number,
    parse_address,
    parse_interface,
    parse_subnet,
)
from topology.problems import Fix, Problem, Severity
from topology.validation.fixes import leaving_out, setting
from topology.validation.spare import UNUSABLE
from topology.validation.view import View
from topology.values import Endpoint


def outside(view: View) -> Iterator[Problem]:
    """An address lies in one of its network's subnets, if that has any."""
    for endpoint, place, address in view.addresses:
        network = view.networks.get(endpoint.network)
        if network is None or not network.subnets or not all(map(parse_subnet, network.subnets)):
            continue
        if holding(address, view.subnets[network.name]) is None:
            reason = f"{address} is outside the subnets of network {network.name}"
            fix = _another(view, endpoint, place, address)
            yield _problem(endpoint, place, reason, f"take one of {', '.join(network.subnets)}", fix)


def usable(view: View) -> Iterator[Problem]:
    """An address is one that an interface may have."""
    for endpoint, place, address in view.addresses:
        if what := _special(address, address.network):
            fix = _another(view, endpoint, place, address)
            yield _problem(endpoint, place, f"{address.ip} is {what}", "take an address of a host", fix)


def prefixes(view: View) -> Iterator[Problem]:
    """An address with another prefix length than its subnet's misleads its sandbox."""
    for endpoint, place, address in view.addresses:
        subnet = holding(address, view.subnets.get(endpoint.network, ()))
        if subnet and subnet.prefixlen != address.network.prefixlen:
            reason = f"{address} has another prefix length than the subnet {subnet}"
            written = f"{address.ip}/{subnet.prefixlen}"
            better = view.spare.given(endpoint.name, place) or written
            fix = _entry(view, endpoint, place, address, better)
            yield _problem(endpoint, place, reason, f"write {written}", fix, "warning")


def twice(view: View) -> Iterator[Problem]:
    """Nobody else in the broadcast domain has the address, neither an endpoint nor a gateway."""
    held: dict[tuple[str, Number], str] = {}
    for network in view.design.networks:
        for gateway in view.gateways[network.name]:
            holder = f"already the gateway of network {network.name}"
            held.setdefault((view.segments[network.name], number(gateway)), holder)
    for endpoint, place, address in view.addresses:
        claim = (view.segments.get(endpoint.network, ""), number(address))
        if claim in held:
            reason = f"{address.ip} is {held[claim]}"
            fix = _another(view, endpoint, place, address)
            remedy = "take another, or leave it out to be given a free one"
            yield _problem(endpoint, place, reason, remedy, fix)
        else:
            held[claim] = f"already used by endpoint {endpoint.name}"


def macs(view: View) -> Iterator[Problem]:
    """A MAC address belongs to one interface of the topology."""
    held: dict[str, list[Endpoint]] = defaultdict(list)
    for endpoint in view.design.endpoints:
        if endpoint.mac is not None and (written := mac.canonical(endpoint.mac)):
            held[written].append(endpoint)
    for written, (first, *others) in held.items():
        for endpoint in others:
            reason = f"{written} is already used by endpoint {first.name}"
            remedy = "write another, or leave it out to be given one"
            fix = leaving_out("mac", "endpoint", endpoint.name)
            yield Problem("endpoint", endpoint.name, "mac", reason, remedy, fix=fix)


def _special(address: Interface, subnet: Subnet) -> str | None:
    for special, what in UNUSABLE:
        if address in special:
            return f"one of the {what}"
    if int(address) in hosts(subnet):
        return None
    first = int(address) == int(subnet.network_address)
    return f"the {'network' if first else 'broadcast'} address of {subnet}"


def _another(view: View, endpoint: Endpoint, place: int, address: Interface) -> Fix | None:
    """The next free address in its place."""
    if endpoint.network not in view.networks:
        return None
    free = view.spare.address(endpoint.name, place, endpoint.network, address)
    return _entry(view, endpoint, place, address, free) if free else None


def _entry(view: View, endpoint: Endpoint, place: int, old: Interface, new: str) -> Fix | None:
    """Unless a next hop of the sandbox would be lost, or would be the sandbox itself."""
    sandbox, address = view.sandboxes.get(endpoint.sandbox), parse_interface(new)
    if sandbox is None or address is None or endpoint.network in view.spare.moving:
        return None
    hops = (hop for route in sandbox.routes if (hop := parse_address(route.via)))
    if any(hop == address.ip or (hop in old.network and hop not in address.network) for hop in hops):
        return None
    return setting(f"Take {new}", "endpoint", endpoint.name, {f"addresses[{place}]": new})


def _problem(
    endpoint: Endpoint,
    place: int,
    reason: str,
    remedy: str,
    fix: Fix | None = None,
    severity: Severity = "error",
) -> Problem:
    return Problem("endpoint", endpoint.name, f"addresses[{place}]", reason, remedy, severity, fix)
