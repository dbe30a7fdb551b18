"""The interfaces at which a daemon speaks OSPF, and whom it hears there."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network

from engine.reach.picture import At, Interface, Link, Picture
from topology.analysis import routing


@dataclass(frozen=True, slots=True)
class Port:
    """An interface with one of its addresses, and how OSPF is told to use it. `plugged`: it has a carrier."""

    at: At
    address: Interface
    mtu: int
    told: routing.Interface
    plugged: bool

    @property
    def place(self) -> str:
        return self.at[0]

    @property
    def kind(self) -> str:
        """BIRD takes a subnet that has room for two for a wire between two."""
        room = self.address.network.max_prefixlen - self.address.network.prefixlen
        return self.told.kind or ("ptp" if room in (1, 2) else "broadcast")

    @property
    def is_silent(self) -> bool:
        """It speaks to nobody there."""
        return self.told.stub or not self.plugged or (self.kind == "broadcast" and self._is_of_a_host)

    @property
    def _is_of_a_host(self) -> bool:
        return self.address.network.num_addresses == 1

    @property
    def told_of(self) -> routing.Prefix:
        """What others are told of it. Without a carrier BIRD takes it for a loopback: the address alone."""
        if self._is_of_a_host or not self.plugged:
            return routing.Prefix(self.place, ip_network(self.address.ip), 0, self.told.area)
        return routing.Prefix(self.place, self.address.network, self.told.cost, self.told.area)

    @property
    def agreement(self) -> object:
        """What two have to have in common to become neighbours."""
        return self.told.area, self.told.hello, self.told.dead, self.address.network


def ports(picture: Picture, place: str, ospf: routing.Ospf) -> Iterator[Port]:
    """By the first IPv4 address of each subnet. One that is set down is none."""
    for at in picture.of_place.get(place, ()):
        link, told = picture.links[at], ospf.of(at[1])
        if told and link.up:
            usable = (each for each in picture.held(link) if each.version == 4 and not each.is_link_local)
            plugged = _has_carrier(picture, link)
            first: dict[object, Port] = {}
            for each in usable:
                first.setdefault(each.network, Port(at, each, link.mtu, told, plugged))
            yield from first.values()


def _has_carrier(picture: Picture, link: Link) -> bool:
    """Whether what it is plugged into, or on top of, is up as well."""
    if link.lower:
        return link.up and link.lower in picture.links and _has_carrier(picture, picture.links[link.lower])
    peer = picture.links.get(link.peer) if link.peer else None
    return link.up and (link.kind != "veth" or (peer is not None and peer.up))
