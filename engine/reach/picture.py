"""What frames and packets meet on their way: links, what they are plugged into, and routes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network

Address = IPv4Address | IPv6Address
Interface = IPv4Interface | IPv6Interface
Prefix = IPv4Network | IPv6Network
At = tuple[str, str]
"""A link: its place and its name there."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a place. `peer` is the other end of a veth pair, `bridge` what it is a port of, `lower` what
    a macvlan, ipvlan or vlan (number: `mode`) is on top of.

    `vlans` are written as those of `engine.resources.End`; of a bridge, None means that it does not tell
    VLANs apart. `is_deaf`: nothing that it sends arrives.
    """

    at: At
    kind: str
    up: bool = True
    peer: At | None = None
    bridge: At | None = None
    lower: At | None = None
    mode: str = ""
    isolated: bool = False
    vlans: tuple[str, ...] | None = None
    is_deaf: bool = False

    @property
    def place(self) -> str:
        return self.at[0]

    @property
    def name(self) -> str:
        return self.at[1]


@dataclass(frozen=True, slots=True)
class Route:
    """Where a place sends what goes to a prefix: out of a link, to `via` or, if None, to the addressee."""

    to: Prefix
    link: At
    via: Address | None = None


@dataclass(frozen=True)
class Picture:
    """All of a topology. `settings` are sysctls by place and key, such as `ipv4/ip_forward`."""

    links: Mapping[At, Link]
    addresses: Mapping[At, tuple[Interface, ...]]
    routes: Mapping[str, tuple[Route, ...]]
    settings: Mapping[tuple[str, str], str]
    heard: dict[At, frozenset[At]] = field(init=False, default_factory=dict)
    """What `engine.reach.frames` has worked out already."""

    @cached_property
    def ports(self) -> Mapping[At, Sequence[Link]]:
        """Of each bridge."""
        return _grouped((link.bridge, link) for link in self.links.values())

    @cached_property
    def uppers(self) -> Mapping[At, Sequence[Link]]:
        """What is on top of each link."""
        return _grouped((link.lower, link) for link in self.links.values())

    @cached_property
    def own(self) -> Mapping[str, frozenset[Address]]:
        """The addresses that each place takes for itself: those of links that are down are not."""
        own: dict[str, set[Address]] = defaultdict(set)
        for at, held in self.addresses.items():
            if at in self.links and self.links[at].up:
                own[at[0]].update(each.ip for each in held)
        return {place: frozenset(addresses) for place, addresses in own.items()}

    def setting(self, place: str, key: str) -> str:
        return self.settings.get((place, key), "0")

    def is_own(self, place: str, address: Address) -> bool:
        return address in self.own.get(place, ())

    def held(self, link: Link) -> tuple[Interface, ...]:
        return self.addresses.get(link.at, ())


def _grouped(pairs: Iterable[tuple[At | None, Link]]) -> Mapping[At, Sequence[Link]]:
    groups: dict[At, list[Link]] = defaultdict(list)
    for at, link in pairs:
        if at is not None:
            groups[at].append(link)
    return groups
