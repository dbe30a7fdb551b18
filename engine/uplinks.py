"""What an uplink consists of: a veth pair between the fabric and the machine's own network, and on either
side the addresses, rules and settings that lead packets through it.

The pair has link addresses of its own, different for every uplink of the machine, and the fabric translates
the network's addresses to its end's. So the machine needs no route to the subnets, and topologies whose
subnets overlap stay out of each other's way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv4Network, IPv6Network

from engine import marks
from engine.addressing import version
from engine.names import bridge_name, host_link_name, uplink_name
from engine.nftables import Table
from engine.resources import Uplink
from engine.uplink_rules import fabric_table, host_table

POOL = IPv4Network("169.254.0.0/16")
"""Where the links' IPv4 addresses are from: never anybody's beyond one link, so never a destination."""

POOL6 = IPv6Network("fd00::/8")
HOST_LOCAL, FABRIC_LOCAL = "fe80::1", "fe80::2"
"""Without a link-local address a link cannot ask for the neighbours that forwarded IPv6 packets are for."""

_UNUSED_ENDS = 256
_RESERVED = IPv4Network("169.254.168.0/22")
"""Clouds have their metadata servers there (169.254.169.254, 169.254.170.2)."""

FORWARDING = {4: "ipv4/ip_forward", 6: "ipv6/conf/all/forwarding"}
EVERYWHERE = {4: "0.0.0.0/0", 6: "::/0"}
MAIN = 254

_OWN, _OUT, _ELSE, _REPLIES = 30000, 30001, 31000, 33000
_ROOM = 1750
"""Preferences of the policies, for one of them a first one and how many there are; the kernel's own for the
table `main` is 32766."""

_WORDS = {
    "table": "its nftables rules",
    "addresses": "the addresses of {link}",
    "policies": "its routing rules",
    "routes": "its routes",
    "settings": "its settings",
}


@dataclass(frozen=True, slots=True)
class Line:
    """The link's addresses of one family, on either end, without prefix length."""

    host: str
    fabric: str
    length: int

    @property
    def version(self) -> int:
        return version(self.host)


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule of policy routing: packets that came in by `iif` and are from `source` (both optional) are
    looked up in `table`. With None for the table, those that did not come in by `iif` are thrown away."""

    version: int
    preference: int
    table: int | None
    iif: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One end of an uplink and what goes with it in its namespace, desired or observed.

    `alias` is None where the link is not there. `routes` are those of the uplink's own routing table, as
    pairs of destination and next hop. `settings` are under /proc/sys/net.
    """

    link: str
    alias: str | None
    up: bool
    addresses: frozenset[str]
    policies: frozenset[Policy]
    routes: frozenset[tuple[str, str]]
    settings: frozenset[tuple[str, str]]
    table: Table


def versions(uplink: Uplink) -> list[int]:
    """The IP versions that it carries."""
    return sorted({version(subnet) for subnet in uplink.subnets})


def forwarding(uplink: Uplink) -> list[str]:
    """The settings that make the fabric forward for it."""
    return [FORWARDING[each] for each in versions(uplink)]


def candidates(topology: str, label: str, of_version: int) -> Iterator[Line]:
    """The addresses that the link may have, always the same ones in the same order."""
    for attempt in range(64):
        number = _hash(f"{topology} {label} {attempt}")
        line = _line4(number) if of_version == 4 else _line6(number)
        if line is not None:
            yield line


def line_of(address: str) -> Line | None:
    """The line that the host's end has this address on, given with prefix length; None: it is none."""
    bare, _, length = address.partition("/")
    if version(address) == 4:
        around = IPv4Network(address, strict=False)
        fits = length == "30" and around.subnet_of(POOL) and bare == str(around[1])
        return Line(bare, str(around[2]), 30) if fits else None
    network = IPv6Network(address, strict=False)
    fits = length == "64" and network.subnet_of(POOL6) and bare == str(network[1])
    return Line(bare, str(network[2]), 64) if fits else None


def routing_table(label: str) -> int:
    """The number of the uplink's routing table in the fabric; none that the kernel or a person uses."""
    return 0x50000000 | _hash(label) & 0xFFFFFFF


def host_side(topology: str, uplink: Uplink, lines: tuple[Line, ...]) -> Side:
    """What there should be on the machine."""
    link = host_link_name(topology, uplink.label)
    return Side(
        link=link,
        alias=marks.uplink_alias(topology, uplink.label, "host"),
        up=True,
        addresses=frozenset(each for line in lines for each in _addresses(line, line.host, HOST_LOCAL)),
        policies=frozenset(),
        routes=frozenset(),
        settings=frozenset({(f"ipv4/conf/{link}/route_localnet", "1")}),
        table=host_table(link, uplink, {line.version: line.fabric for line in lines}),
    )


def fabric_side(topology: str, uplink: Uplink, lines: tuple[Line, ...]) -> Side:
    """What there should be in the fabric."""
    link = uplink_name(uplink.label)
    return Side(
        link=link,
        alias=marks.uplink_alias(topology, uplink.label, "fabric"),
        up=True,
        addresses=frozenset(each for line in lines for each in _addresses(line, line.fabric, FABRIC_LOCAL)),
        policies=frozenset(each for line in lines for each in _policies(link, uplink, line)),
        routes=frozenset((EVERYWHERE[line.version], line.host) for line in lines),
        settings=frozenset((FORWARDING[line.version], "1") for line in lines),
        table=fabric_table(link, uplink, {line.version: line.fabric for line in lines}),
    )


def deviations(observed: Side, wanted: Side, where: str) -> Iterator[str]:
    """What is wrong with a side, in words; of a link that is gone, nothing more."""
    if observed.alias is None:
        yield f"{wanted.link} {where} is gone"
        return
    if observed.alias != wanted.alias:
        yield f"{wanted.link} {where} lost its mark"
    if observed.up != wanted.up:
        yield f"{wanted.link} {where} is down"
    for field, words in _WORDS.items():
        if getattr(observed, field) != getattr(wanted, field):
            yield f"{words.format(link=wanted.link)} {where} are not as they were made"


def is_own(policy: Policy, label: str) -> bool:
    """Whether it is one of the uplink's policies."""
    if policy.table is None:
        return policy.preference == _nothing_else(policy.version, label).preference
    return policy.table == routing_table(label) or policy.iif in (uplink_name(label), bridge_name(label))


def _nothing_else(of_version: int, label: str) -> Policy:
    """What keeps a fabric that forwards for an uplink from forwarding anything else; each has its own."""
    return Policy(of_version, _ELSE + _hash(label) % _ROOM, None, "lo")


def _addresses(line: Line, own: str, local: str) -> Iterator[str]:
    yield f"{own}/{line.length}"
    if line.version == 6:
        yield f"{local}/64"


def _policies(link: str, uplink: Uplink, line: Line) -> Iterator[Policy]:
    """Only what came in by the uplink or its bridge is forwarded at all, and only what is from the subnets
    goes out. The last ones are for what the fabric itself answers, and for its check of sources."""
    own, bridge = routing_table(uplink.label), bridge_name(uplink.label)
    for interface in (link, bridge):
        yield Policy(line.version, _OWN, MAIN, iif=interface)
    for subnet in uplink.subnets:
        if version(subnet) == line.version:
            yield Policy(line.version, _OUT, own, iif=bridge, source=subnet)
            yield Policy(line.version, _REPLIES, own, source=subnet)
    yield Policy(line.version, _REPLIES, own, source=f"{line.fabric}/{128 if line.version == 6 else 32}")
    yield _nothing_else(line.version, uplink.label)


def _line4(number: int) -> Line | None:
    usable = POOL.num_addresses - 2 * _UNUSED_ENDS
    network = IPv4Network((int(POOL[_UNUSED_ENDS]) + 4 * (number % (usable // 4)), 30))
    return None if network.overlaps(_RESERVED) else Line(str(network[1]), str(network[2]), 30)


def _line6(number: int) -> Line:
    """In a network of fd00::/8, chosen as RFC 4193 has it."""
    network = IPv6Network((int(POOL6[0]) | (number & (1 << 56) - 1) << 64, 64))
    return Line(str(network[1]), str(network[2]), 64)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
