"""What no driver can do yet, said so that a person can take it out of the design."""

from collections.abc import Iterable

from engine.addressing import version
from engine.drivers.ends import SMALLEST_IPV6_MTU, mtu_of
from topology.problems import Problem
from topology.values import Endpoint, Network, Patch

IMPAIRMENTS = ("rate", "delay", "jitter", "loss")


def impairments(kind: str, thing: Endpoint | Patch) -> Iterable[Problem]:
    """Each impairment that is asked for."""
    for field in IMPAIRMENTS:
        if getattr(thing, field) is not None:
            yield Problem(kind, thing.name, field, f"{field} cannot be imposed yet", f"leave {field} out")


def too_small_for_ipv6(network: Network, endpoint: Endpoint) -> Iterable[Problem]:
    """An endpoint whose IPv6 addresses the kernel would take away."""
    mtu = mtu_of(endpoint, network)
    if mtu < SMALLEST_IPV6_MTU and any(version(address) == 6 for address in endpoint.addresses or ()):
        yield Problem("endpoint", endpoint.name, "mtu", *_small(mtu))


def gateway_too_small_for_ipv6(network: Network) -> Iterable[Problem]:
    """A bridge whose IPv6 gateway the kernel would take away."""
    mtu = network.options.mtu
    if mtu < SMALLEST_IPV6_MTU and any(version(gateway) == 6 for gateway in network.gateway or ()):
        yield Problem("network", network.name, "options.mtu", *_small(mtu))


def _small(mtu: int) -> tuple[str, str]:
    reason = f"with an MTU of {mtu} the kernel holds no IPv6 address on it"
    return reason, f"set it to {SMALLEST_IPV6_MTU} or more, or remove the IPv6 addresses"
