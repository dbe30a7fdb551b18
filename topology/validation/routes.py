"""A sandbox can reach the next hops of its routes."""

from collections.abc import Iterator

from topology.addressing import Address, number, parse_address, parse_interface, parse_subnet
from topology.problems import Fix, Problem
from topology.validation.fixes import setting
from topology.validation.view import View
from topology.values import Endpoint, Sandbox


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
                yield Problem(
                    "sandbox",
                    sandbox.name,
                    f"routes[{place}].to",
                    reason,
                    "keep one of them",
                    fix=_once(sandbox),
                )
            known.add(to)


def _once(sandbox: Sandbox) -> Fix | None:
    """Each route once, unless two lead to one destination by different next hops."""
    once = tuple(dict.fromkeys(sandbox.routes))
    if len({route.to for route in once}) < len(once):
        return None
    kept = [route.model_dump() for route in once]
    return setting("Keep one of them", "sandbox", sandbox.name, {"routes": kept})


def answered(view: View) -> Iterator[Problem]:
    """Somebody has the next hop's address."""
    for sandbox, place, via in _hops(view):
        around = {end.network for end in _ways(view, sandbox, via)}
        domains = {view.segments[network] for network in around if network in view.segments}
        if domains and not any((domain, number(via)) in view.holders for domain in domains):
            reason = f"nobody on network {', '.join(sorted(around))} has the address {via}"
            remedy = "give it to a router's endpoint, or name a next hop that there is"
            yield Problem("sandbox", sandbox.name, f"routes[{place}].via", reason, remedy, "warning")


def plugged_in(view: View) -> Iterator[Problem]:
    """The way to a next hop is not pulled."""
    for sandbox, place, via in _hops(view):
        ways = _ways(view, sandbox, via)
        if ways and not any(end.up for end in ways):
            reason = f"{via} is behind {ways[0].name}, whose cable is pulled"
            remedy = f"plug in {ways[0].name}, or take another way"
            yield Problem("sandbox", sandbox.name, f"routes[{place}].via", reason, remedy, "warning")


def _hops(view: View) -> Iterator[tuple[Sandbox, int, Address]]:
    """Each route's next hop that may be one, with the route's place in its sandbox's list."""
    for sandbox in view.design.sandboxes:
        for place, route in enumerate(sandbox.routes):
            via = parse_address(route.via)
            if via and _unreachable(view, sandbox, via) is None:
                yield sandbox, place, via


def _ways(view: View, sandbox: Sandbox, via: Address) -> list[Endpoint]:
    """The sandbox's endpoints that have the next hop in one of their subnets."""
    return [end for end in view.endpoints_of[sandbox.name] if _has_neighbour(end, via)]


def _has_neighbour(endpoint: Endpoint, via: Address) -> bool:
    parsed = (parse_interface(text) for text in endpoint.addresses or ())
    return any(via in address.network for address in parsed if address)


def _unreachable(view: View, sandbox: Sandbox, via: Address) -> str | None:
    if any(address.ip == via for address in view.addresses_of[sandbox.name]):
        return f"{via} is the sandbox's own address"
    if any(via in address.network for address in view.addresses_of[sandbox.name]):
        return None
    return f"{via} is in no subnet of the sandbox's own addresses"
