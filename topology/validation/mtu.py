"""Frames fit through every link that they cross."""

from collections.abc import Iterator

from topology.problems import Problem
from topology.validation.view import View

SMALLEST_FOR_IPV6 = 1280


def endpoints(view: View) -> Iterator[Problem]:
    """An endpoint sends frames as large as its network carries."""
    for endpoint in view.design.endpoints:
        network = view.networks.get(endpoint.network)
        if network and endpoint.mtu is not None and endpoint.mtu != network.options.mtu:
            reason = f"{endpoint.mtu} is not the {network.options.mtu} of network {network.name}"
            remedy = "large packets get lost; leave it out to follow the network"
            yield Problem("endpoint", endpoint.name, "mtu", reason, remedy, "warning")


def patches(view: View) -> Iterator[Problem]:
    """Patched networks carry frames of the same size."""
    for patch in view.design.patches:
        one, other = (view.networks.get(name) for name in patch.networks)
        if one and other and one.options.mtu != other.options.mtu:
            sizes = f"{one.name} has MTU {one.options.mtu}, {other.name} has {other.options.mtu}"
            remedy = "large packets get lost; give both the same options.mtu"
            yield Problem("patch", patch.name, "networks", sizes, remedy, "warning")


def ipv6(view: View) -> Iterator[Problem]:
    """IPv6 needs a certain size, below which the kernel turns it off."""
    remedy = f"write at least {SMALLEST_FOR_IPV6}"
    for network in view.design.networks:
        if network.options.mtu < SMALLEST_FOR_IPV6 and any(
            subnet.version == 6 for subnet in view.subnets[network.name]
        ):
            reason = f"{network.options.mtu} is too small for its IPv6 subnet"
            yield Problem("network", network.name, "options.mtu", reason, remedy)
    with_ipv6 = {endpoint.name: endpoint for endpoint, _, address in view.addresses if address.version == 6}
    for name, endpoint in with_ipv6.items():
        if endpoint.mtu is not None and endpoint.mtu < SMALLEST_FOR_IPV6:
            yield Problem("endpoint", name, "mtu", f"{endpoint.mtu} is too small for IPv6", remedy)
