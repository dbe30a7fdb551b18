"""What addresses mean to the kernel: who is whose neighbour, and in which prefix."""

from collections import defaultdict
from collections.abc import Mapping

from topology.addressing import Address, holding, parse_address, parse_interface, subnets
from topology.values import Design, Network


def version(text: str) -> int:
    """4 or 6, of anything that is well formed."""
    return 6 if ":" in text else 4


def reaches(address: str, via: str) -> bool:
    """Whether a link with this address has `via` as a neighbour, other than itself."""
    own, hop = parse_interface(address), parse_address(via)
    return own is not None and hop is not None and hop in own.network and hop != own.ip


def gateway_interfaces(network: Network) -> list[str]:
    """Each gateway with the prefix length of the subnet that it lies in; one in none of them is left out."""
    choices = subnets(network.subnets)
    parsed = [address for text in network.gateway or () if (address := parse_address(text))]
    return [f"{gateway}/{subnet.prefixlen}" for gateway in parsed if (subnet := holding(gateway, choices))]


def by_sandbox(design: Design) -> Mapping[str, list[Address]]:
    """The addresses of each sandbox that has any, in the order of its endpoints."""
    found: dict[str, list[Address]] = defaultdict(list)
    for endpoint in design.endpoints:
        parsed = (parse_interface(text) for text in endpoint.addresses or ())
        found[endpoint.sandbox] += (address.ip for address in parsed if address)
    return {sandbox: addresses for sandbox, addresses in found.items() if addresses}
