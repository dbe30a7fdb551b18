"""Frames fit through every link that they cross."""

from collections.abc import Iterator

from topology.drivers import traits
from topology.problems import Fix, Problem
from topology.validation.fixes import leaving_out, set_fields, setting
from topology.validation.view import View
from topology.values import Endpoint, Network

SMALLEST_FOR_IPV6 = 1280


def endpoints(view: View) -> Iterator[Problem]:
    """An endpoint sends frames as large as its network carries."""
    for endpoint in view.design.endpoints:
        network = view.networks.get(endpoint.network)
        if network and endpoint.mtu is not None and endpoint.mtu != network.options.mtu:
            reason = f"{endpoint.mtu} is not the {network.options.mtu} of network {network.name}"
            remedy = "large packets get lost; leave it out to follow the network"
            fix = _following(view, endpoint, network)
            yield Problem("endpoint", endpoint.name, "mtu", reason, remedy, "warning", fix)


def patches(view: View) -> Iterator[Problem]:
    """Patched networks carry frames of the same size."""
    for patch in view.design.patches:
        one, other = (view.networks.get(name) for name in patch.networks)
        if one and other and one.options.mtu != other.options.mtu:
            sizes = f"{one.name} has MTU {one.options.mtu}, {other.name} has {other.options.mtu}"
            remedy = "large packets get lost; give both the same options.mtu"
            fix = _largest(view, one) if traits(one).bridge and traits(other).bridge else None
            yield Problem("patch", patch.name, "networks", sizes, remedy, "warning", fix)


def ipv6(view: View) -> Iterator[Problem]:
    """IPv6 needs a certain size, below which the kernel turns it off."""
    remedy = f"write at least {SMALLEST_FOR_IPV6}"
    for network in view.design.networks:
        if network.options.mtu < SMALLEST_FOR_IPV6 and any(
            subnet.version == 6 for subnet in view.subnets[network.name]
        ):
            reason = f"{network.options.mtu} is too small for its IPv6 subnet"
            yield Problem("network", network.name, "options.mtu", reason, remedy, fix=_smallest(network))
    with_ipv6 = {endpoint.name: endpoint for endpoint, _, address in view.addresses if address.version == 6}
    for name, endpoint in with_ipv6.items():
        if endpoint.mtu is not None and endpoint.mtu < SMALLEST_FOR_IPV6:
            network_of = view.networks.get(endpoint.network)
            fits = network_of is not None and network_of.options.mtu >= SMALLEST_FOR_IPV6
            fix = _following(view, endpoint, network_of) if network_of and fits else None
            reason = f"{endpoint.mtu} is too small for IPv6"
            yield Problem("endpoint", name, "mtu", reason, remedy, fix=fix)


def _smallest(network: Network) -> Fix | None:
    """Not where the network below may be smaller."""
    if network.options.parent is not None:
        return None
    wide = {"options.mtu": SMALLEST_FOR_IPV6}
    return setting(f"Write {SMALLEST_FOR_IPV6}", "network", network.name, wide)


def _following(view: View, endpoint: Endpoint, network: Network) -> Fix | None:
    """Leaves the endpoint's own out, unless that may be too large for what is below or too small for what is
    on top."""
    if traits(network).vlan or view.on_top_of[network.name]:
        return None
    return leaving_out("mtu", "endpoint", endpoint.name)


def _largest(view: View, network: Network) -> Fix:
    """Gives all bridges that are patched together the largest that one of them has, which all frames fit."""
    domain = view.segments[network.name]
    bridges = [
        each for name, each in view.networks.items() if view.segments[name] == domain and traits(each).bridge
    ]
    most = max(each.options.mtu for each in bridges)
    smaller = [each.name for each in bridges if each.options.mtu < most]
    sets = (set_fields("network", name, {"options.mtu": most}) for name in smaller)
    return Fix(f"Give all {most}", tuple(sets))
