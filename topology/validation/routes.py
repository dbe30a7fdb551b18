"""A sandbox can reach the next hops of its routes."""

from collections.abc import Iterator

from topology.addressing import Address, parse_address, parse_subnet
from topology.problems import Problem
from topology.validation.view import View
from topology.values import Sandbox


def next_hops(view: View) -> Iterator[Problem]:
    """A next hop lies in a subnet of one of the sandbox's own addresses, and is somebody else."""
    for sandbox in view.design.sandboxes:
        for place, route in enumerate(sandbox.routes):
            via = parse_address(route.via)
            reason = _unreachable(view, sandbox, via) if via else None
            if reason:
                remedy = "name a router in a network that the sandbox has an endpoint in"
                yield Problem("sandbox", sandbox.name, f"routes[{place}].via", reason, remedy)


def destinations(view: View) -> Iterator[Problem]:
    """A sandbox has one route to each destination."""
    for sandbox in view.design.sandboxes:
        known = set()
        for place, route in enumerate(sandbox.routes):
            to = parse_subnet(route.to)
            if to is not None and to in known:
                reason = f"{to} has another route already"
                yield Problem("sandbox", sandbox.name, f"routes[{place}].to", reason, "keep one of them")
            known.add(to)


def _unreachable(view: View, sandbox: Sandbox, via: Address) -> str | None:
    if any(address.ip == via for address in view.addresses_of[sandbox.name]):
        return f"{via} is the sandbox's own address"
    if any(via in address.network for address in view.addresses_of[sandbox.name]):
        return None
    return f"{via} is in no subnet of the sandbox's own addresses"
