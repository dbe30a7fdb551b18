"""What frames and packets meet on their way: links, what they are plugged into, routes, and whatever else in
the kernel lets them pass or not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network
from typing import Literal, NamedTuple

from engine.reach.ipsec import Guards
from engine.reach.packet import Kind
from engine.reach.ruleset import Ruleset

Address = IPv4Address | IPv6Address
Interface = IPv4Interface | IPv6Interface
Prefix = IPv4Network | IPv6Network
Spread = Literal["broadcast", "multicast", "unicast"]
EVERYTHING: frozenset[Spread] = frozenset({"broadcast", "multicast", "unicast"})

At = tuple[str, str]
"""A link: its place and its name there."""

MAIN = 254
"""The number of the main routing table."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a place. `peer` is the other end of a veth pair, `bridge` what it is a port of, `lower` what
    a macvlan, ipvlan or vlan (number: `mode`) is on top of.

    `vlans` are written as those of `engine.resources.End`; of a bridge, None means that it does not tell
    VLANs apart. `deaf` says in words why nothing that it sends arrives; `impaired` what may happen to it.
    `label` and `interface` are what the design calls it, as in `engine.resources`. Of a bridge's port,
    `state` is that of the spanning tree, and `floods` what it passes on that nobody knows the way to;
    `learns`: the bridge comes to know the way to whoever sends from there; `is_locked`: it lets in only whom
    it knows. `behind` are the MAC addresses that it knows there, if it is locked or does not learn.
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
    deaf: str = ""
    impaired: str = ""
    label: str = ""
    interface: str = ""
    mac: str = ""
    mtu: int = 1500
    state: str = "forwarding"
    floods: frozenset[Spread] = EVERYTHING
    learns: bool = True
    is_locked: bool = False
    behind: frozenset[str] = frozenset()
    asks: bool = True
    """Whether it resolves addresses, by ARP or neighbour discovery."""
    calls: tuple[int, ...] = ()
    """Of a bridge, the versions of IP whose rules see what it passes on by an option of its own."""

    @property
    def place(self) -> str:
        return self.at[0]

    @property
    def name(self) -> str:
        return self.at[1]


@dataclass(frozen=True, slots=True)
class Route:
    """Where a place sends what goes to a prefix: out of a link, to `via` or, if None, to the addressee.

    One of another `kind` than `unicast` refuses: `blackhole`, `unreachable`, `prohibit`; or it has the next
    routing rule tried: `throw`; or the place takes all of it for itself: `local`. Of the same prefix
    the one with the lowest metric counts; of several of these it is not known which one a packet takes.
    `learned`: a routing daemon is expected to add it. `shared`: it is one of several next hops among which
    the kernel shares what goes there.
    """

    to: Prefix
    link: At
    via: Address | None = None
    kind: str = "unicast"
    metric: int = 0
    table: int = MAIN
    source: Address | None = None
    learned: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """A routing rule: which table, for what goes from and to where. An `action` other than `table` refuses.
    Prefixes of a length up to `suppressed` are passed over in the table. `other`: it also depends on what is
    not told here, such as a mark."""

    priority: int
    table: int
    source: Prefix | None = None
    to: Prefix | None = None
    into: str = ""
    action: str = "table"
    version: int = 4
    other: bool = False
    suppressed: int = -1


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a place knows of who has an address; `mac` is empty if nobody has answered. `state` in the words
    of `ip neigh`, such as `permanent` and `stale`."""

    mac: str
    state: str

    @property
    def is_fixed(self) -> bool:
        """Whether it is never asked for again."""
        return self.state in ("permanent", "noarp")


class Listener(NamedTuple):
    """A socket that waits for connections or datagrams; :: is for those of IPv4 as well."""

    kind: Kind
    address: Address
    port: int


@dataclass(frozen=True)
class Picture:
    """All of a topology. `settings` are sysctls by place and key, such as `ipv4/ip_forward`.

    `neighbours` are by link and address, `switching` what bridges have been told: by bridge and MAC address
    the port, or the bridge itself. `unusable` are addresses that the kernel has but does not use, by link.
    `local` are the IPv4 addresses that each place takes for itself, if that was read; None: as if built anew.
    `listening` are the sockets of each place that was asked for them: of others nothing is said.
    `guards` are the policies of IPsec of each place. `meant` is the picture of what the design asks for, if
    this one is of what there is. `learning` are the places of which more routes may come to be known, in a
    picture of what is not built yet; `instead` says of routes that are not the only ones as good which is
    taken.
    """

    links: Mapping[At, Link]
    addresses: Mapping[At, tuple[Interface, ...]]
    routes: Mapping[str, tuple[Route, ...]]
    settings: Mapping[tuple[str, str], str]
    policies: Mapping[str, tuple[Policy, ...]] = field(default_factory=dict)
    neighbours: Mapping[tuple[At, Address], Neighbour] = field(default_factory=dict)
    switching: Mapping[tuple[At, str], At] = field(default_factory=dict)
    rules: Mapping[str, Ruleset] = field(default_factory=dict)
    unusable: Mapping[At, tuple[Address, ...]] = field(default_factory=dict)
    meant: "Picture | None" = None
    local: Mapping[str, frozenset[Address]] | None = None
    listening: Mapping[str, frozenset[Listener]] = field(default_factory=dict)
    learning: frozenset[str] = frozenset()
    instead: Mapping[Route, Route] = field(default_factory=dict)
    guards: Mapping[str, Guards] = field(default_factory=dict)
    heard: dict[tuple[At, int], frozenset[At]] = field(init=False, default_factory=dict)
    """What `engine.reach.frames` has worked out already."""
    longest: dict[tuple[str, int, Address], Route | None] = field(init=False, default_factory=dict)
    """What `engine.reach.routing` has: by place and number of the table."""

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
        """The addresses that each place takes for itself. An IPv4 address that is given to a link that is
        down is one, but not that of a link that went down later; IPv6 knows neither."""
        own: dict[str, set[Address]] = defaultdict(set)
        own.update((place, set(addresses)) for place, addresses in (self.local or {}).items())
        for at, held in self.addresses.items():
            is_up = at in self.links and self.links[at].up
            own[at[0]].update(each.ip for each in held if self._is_taken(each, is_up))
        return {place: frozenset(addresses) for place, addresses in own.items()}

    def _is_taken(self, held: Interface, is_up: bool) -> bool:
        return is_up if held.version == 6 else self.local is None

    @cached_property
    def of_place(self) -> Mapping[str, Sequence[At]]:
        """The links of each place that is there."""
        found: dict[str, list[At]] = defaultdict(list)
        for at in self.links:
            found[at[0]].append(at)
        return found

    @property
    def places(self) -> Collection[str]:
        """Those that are there."""
        return self.of_place.keys()

    @cached_property
    def standing_in(self) -> frozenset[At]:
        """The links at which a place answers for others (proxy ARP)."""
        if not any(key.endswith("/proxy_arp") and value == "1" for (_, key), value in self.settings.items()):
            return frozenset()
        return frozenset(at for at, link in self.links.items() if self.for_link(link, "ipv4", "proxy_arp"))

    @cached_property
    def holders(self) -> Mapping[Address, Sequence[At]]:
        """The links that have each address, also those that are down."""
        holders: dict[Address, list[At]] = defaultdict(list)
        for at, held in sorted(self.addresses.items()):
            for each in held:
                holders[each.ip].append(at)
        return holders

    def taking(self, instead: Mapping[Route, Route]) -> "Picture":
        """The same where other routes are taken, with all that has been worked out already."""
        other = copy(self)
        object.__setattr__(other, "instead", instead)
        return other

    def setting(self, place: str, key: str) -> str:
        return self.settings.get((place, key), "0")

    def for_link(self, link: Link, family: str, key: str) -> int:
        """A setting that counts as the larger one of that of all links and the link's own."""
        return max(
            int(self.setting(link.place, f"{family}/conf/{each}/{key}")) for each in ("all", link.name)
        )

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
