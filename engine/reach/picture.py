"""What frames and packets meet on their way: links, what they are plugged into, and routes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    ports: Mapping[At, tuple[Link, ...]] = field(init=False)
    uppers: Mapping[At, tuple[Link, ...]] = field(init=False)
    heard: dict[At, frozenset[At]] = field(init=False, default_factory=dict)
    """What `engine.reach.frames` has worked out already."""

    def __post_init__(self) -> None:
        links = self.links.values()
        object.__setattr__(self, "ports", _grouped((link.bridge, link) for link in links))
        object.__setattr__(self, "uppers", _grouped((link.lower, link) for link in links))

    def of(self, place: str) -> Iterable[Link]:
        return (link for link in self.links.values() if link.place == place)

    def setting(self, place: str, key: str, otherwise: str = "0") -> str:
        return self.settings.get((place, key), otherwise)

    def is_own(self, place: str, address: Address) -> bool:
        """Whether it is an address of the place itself: those of links that are down are not."""
        return any(address == own.ip for link in self.of(place) if link.up for own in self.held(link))

    def held(self, link: Link) -> tuple[Interface, ...]:
        return self.addresses.get(link.at, ())


def _grouped(pairs: Iterable[tuple[At | None, Link]]) -> Mapping[At, tuple[Link, ...]]:
    groups: dict[At, tuple[Link, ...]] = defaultdict(tuple)
    for at, link in pairs:
        if at is not None:
            groups[at] += (link,)
    return groups
