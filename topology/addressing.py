"""Addresses and subnets out of their text. None means malformed: saying so is for `validation`.

`ipaddress` takes microseconds for each, and a design is read many times: so the answers are kept.
"""

from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
    ip_address,
    ip_interface,
    ip_network,
)

Address = IPv4Address | IPv6Address
Interface = IPv4Interface | IPv6Interface
Subnet = IPv4Network | IPv6Network

Number = tuple[int, int]
"""IP version and value: an address that is quick to compare."""


@lru_cache(maxsize=65536)
def parse_address(text: str) -> Address | None:
    """An address without prefix length or zone."""
    try:
        return None if "%" in text else ip_address(text.strip())
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def parse_interface(text: str) -> Interface | None:
    """An address with its prefix length, `10.0.0.2/24`."""
    try:
        return ip_interface(text.strip()) if "/" in text and "%" not in text else None
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def parse_subnet(text: str) -> Subnet | None:
    """A network in CIDR whose host bits are zero, `10.0.0.0/24`."""
    try:
        return ip_network(text.strip()) if "/" in text and "%" not in text else None
    except ValueError:
        return None


def subnets(texts: tuple[str, ...] | None) -> tuple[Subnet, ...]:
    """Those of the texts that are subnets."""
    return tuple(subnet for text in texts or () if (subnet := parse_subnet(text)))


def number(address: Address | Interface) -> Number:
    """The address alone, comparable with others of either family."""
    return address.version, int(address)


@lru_cache(maxsize=4096)
def hosts(subnet: Subnet) -> range:
    """The values of a subnet's addresses that an interface may have."""
    first, last = int(subnet.network_address), int(subnet.broadcast_address)
    if subnet.num_addresses <= 2:
        return range(first, last + 1)
    return range(first + 1, last if subnet.version == 4 else last + 1)


def at(subnet: Subnet, value: int) -> str:
    """The address of this value, as text without prefix length."""
    return str(type(subnet.network_address)(value))


def holding(address: Address | Interface, choices: tuple[Subnet, ...]) -> Subnet | None:
    """The first of the subnets that the address lies in."""
    return next((subnet for subnet in choices if address in subnet), None)
