"""Fields that are text or numbers with a meaning: addresses, routes, sizes."""

from collections.abc import Iterator

from topology import mac
from topology.addressing import parse_address, parse_interface, parse_subnet
from topology.problems import Problem
from topology.validation.view import View
from topology.values import Endpoint

SMALLEST_MTU, LARGEST_MTU = 68, 65535
LARGEST_PRIORITY = 10_000
SHORTEST_FORWARD_DELAY, LONGEST_FORWARD_DELAY = 2, 30


def subnets(view: View) -> Iterator[Problem]:
    """Subnets are in CIDR, with no host bits set."""
    for network in view.design.networks:
        for place, text in enumerate(network.subnets or ()):
            if parse_subnet(text) is None:
                loose = parse_interface(text)
                remedy = f"write {loose.network}" if loose else "write it such as 10.0.0.0/24"
                yield Problem("network", network.name, f"subnets[{place}]", f"{text} is not a subnet", remedy)


def gateways(view: View) -> Iterator[Problem]:
    """Gateways are addresses without prefix length."""
    for network in view.design.networks:
        for text in network.gateway or ():
            if parse_address(text) is None:
                loose = parse_interface(text)
                remedy = f"write {loose.ip}" if loose else "write it such as 10.0.0.1, or none"
                yield Problem("network", network.name, "gateway", f"{text} is not an address", remedy)


def addresses(view: View) -> Iterator[Problem]:
    """Endpoints' addresses have a prefix length."""
    for endpoint in view.design.endpoints:
        for place, text in enumerate(endpoint.addresses or ()):
            if parse_interface(text) is None:
                bare = parse_address(text) is not None
                reason = f"{text} has no prefix length" if bare else f"{text} is not an address"
                remedy = f"write it such as {text}/24" if bare else "write it such as 10.0.0.2/24"
                yield Problem("endpoint", endpoint.name, f"addresses[{place}]", reason, remedy)


def macs(view: View) -> Iterator[Problem]:
    """MAC addresses are six octets and name one interface."""
    for endpoint in view.design.endpoints:
        if endpoint.mac is None:
            continue
        written = mac.canonical(endpoint.mac)
        if written is None:
            yield _mac(endpoint, "is not a MAC address", "write it such as 02:00:00:00:00:01")
        elif not mac.is_unicast(written):
            yield _mac(endpoint, "is not one interface's address", "make its first octet even, such as 02")


def routes(view: View) -> Iterator[Problem]:
    """Routes go to a subnet by an address of the same family."""
    for sandbox in view.design.sandboxes:
        for place, route in enumerate(sandbox.routes):
            to, via = parse_subnet(route.to), parse_address(route.via)
            field = f"routes[{place}]"
            if to is None:
                loose = parse_interface(route.to)
                remedy = f"write {loose.network}" if loose else "write it such as 10.1.0.0/16 or 0.0.0.0/0"
                reason = f"{route.to} is not a destination in CIDR"
                yield Problem("sandbox", sandbox.name, f"{field}.to", reason, remedy)
            if via is None:
                reason = f"{route.via} is not an address"
                yield Problem("sandbox", sandbox.name, f"{field}.via", reason, "write it such as 10.0.0.1")
            if to and via and to.version != via.version:
                reason = f"{route.via} is not of the same family as {route.to}"
                remedy = f"write an IPv{to.version} address"
                yield Problem("sandbox", sandbox.name, f"{field}.via", reason, remedy)


def sizes(view: View) -> Iterator[Problem]:
    """Numbers lie in the range that the kernel takes."""
    for network in view.design.networks:
        options = network.options
        if not SMALLEST_MTU <= options.mtu <= LARGEST_MTU:
            yield _mtu("network", network.name, "options.mtu", options.mtu)
        if not SHORTEST_FORWARD_DELAY <= options.forward_delay <= LONGEST_FORWARD_DELAY:
            yield Problem(
                "network",
                network.name,
                "options.forward_delay",
                f"{options.forward_delay} is out of range",
                f"write {SHORTEST_FORWARD_DELAY} to {LONGEST_FORWARD_DELAY} seconds",
            )
    for endpoint in view.design.endpoints:
        if abs(endpoint.gateway_priority) > LARGEST_PRIORITY:
            reason, remedy = "is out of range", f"write -{LARGEST_PRIORITY} to {LARGEST_PRIORITY}"
            yield Problem("endpoint", endpoint.name, "gateway_priority", reason, remedy)
        if endpoint.mtu is not None and not SMALLEST_MTU <= endpoint.mtu <= LARGEST_MTU:
            yield _mtu("endpoint", endpoint.name, "mtu", endpoint.mtu)


def _mtu(kind: str, name: str, field: str, mtu: int) -> Problem:
    remedy = f"write {SMALLEST_MTU} to {LARGEST_MTU} bytes"
    return Problem(kind, name, field, f"{mtu} is out of range", remedy)


def _mac(endpoint: Endpoint, reason: str, remedy: str) -> Problem:
    return Problem("endpoint", endpoint.name, "mac", f"{endpoint.mac} {reason}", remedy)
