"""The nftables rules of an uplink, on the machine and in the fabric.

Each is told by its comment: `subnet 10.0.0.0/24`, `publish tcp 8080 10.0.0.2 80` or `guard`.
"""

from collections.abc import Iterator, Mapping

from engine import nftables
from engine.addressing import version
from engine.names import bridge_name
from engine.nftables import Table
from engine.resources import Uplink
from topology.ports import facing, parse_ports

Published = tuple[str, str, str, str]
"""Protocol, the machine's ports, the sandbox's address, its ports."""

Addresses = Mapping[int, str]
"""By IP version, the address of the fabric's end of the link."""

_Rule = tuple[str, str, str]
"""Chain, words, text."""

_FAMILY = {4: "ip", 6: "ip6"}
_LOOPBACK = {4: "127.0.0.0/8", 6: "::1"}


def host_table(link: str, uplink: Uplink, fabric: Addresses) -> Table:
    """On the machine: the link carries the fabric's own address only, which goes out under the machine's;
    in come answers and what is published."""
    return nftables.table([*_host(link, fabric), *_published_by_host(uplink, fabric)])


def fabric_table(link: str, uplink: Uplink, fabric: Addresses) -> Table:
    """In the fabric: the subnets go out under the link's address; in come answers and what is published,
    and nothing goes from one network of the design to another."""
    return nftables.table(
        [
            *_ways_in(link, fabric),
            *_subnets(link, uplink),
            *_ways_on(link, uplink),
            *_dnat(link, uplink, fabric),
        ]
    )


def described(rules: Table) -> tuple[tuple[str, ...], tuple[Published, ...]]:
    """The subnets and what is published, as the comments of a fabric's table tell; what makes no sense there
    was written by somebody else."""
    told = [nftables.words(comment) for _, comment in rules.rules]
    subnets = tuple(each[1] for each in told if each[:1] == ["subnet"] and len(each) == 2)
    carried = {version(subnet) for subnet in subnets}
    return subnets, tuple(each for each in _publishing(told) if version(each[2]) in carried)


def published(rules: Table) -> list[tuple[str, str]]:
    """Protocol and ports that a machine's table leads in."""
    told = [nftables.words(comment) for _, comment in rules.rules]
    return list(dict.fromkeys((protocol, ports) for protocol, ports, _, _ in _publishing(told)))


def _publishing(told: list[list[str]]) -> Iterator[Published]:
    for each in told:
        match each:
            case ["publish", protocol, ports, to, there] if facing(ports, there) == there:
                yield protocol, ports, to, there


def _host(link: str, fabric: Addresses) -> Iterator[_Rule]:
    for of_version, family in _FAMILY.items():
        if of_version not in fabric:
            yield "guard", "guard", f'iifname "{link}" meta nfproto ipv{of_version} drop'
            continue
        address, loopback = fabric[of_version], _LOOPBACK[of_version]
        own = f"{{ {address}, fe80::2 }}" if of_version == 6 else address
        yield "guard", "guard", f'iifname "{link}" {family} saddr != {own} drop'
        yield "guard", "guard", f'iifname "{link}" {family} daddr {loopback} drop'
        yield "postrouting", "out", f"{family} saddr {address} masquerade"
        if of_version == 4:
            yield "postrouting", "loopback", f'oifname "{link}" {family} saddr {loopback} masquerade'
    yield "forward", "back", f'oifname "{link}" ct state established,related accept'
    yield "forward", "in", f'oifname "{link}" ct status dnat accept'
    yield "forward", "guard", f'oifname "{link}" drop'


def _published_by_host(uplink: Uplink, fabric: Addresses) -> Iterator[_Rule]:
    for published in uplink.publish:
        protocol, ports, to, _ = published
        family = _FAMILY[version(to)]
        text = f"{protocol} dport {ports} fib daddr type local dnat {family} to {fabric[version(to)]}"
        # ::1 leads out of no machine, so a program that tries it is refused, and goes on to 127.0.0.1
        other = "ip6 daddr != ::1 " if version(to) == 6 else ""
        yield "prerouting", _words(published), text
        yield "output", _words(published), f"{other}{text}"


def _ways_in(link: str, fabric: Addresses) -> Iterator[_Rule]:
    for of_version in _FAMILY:
        if of_version not in fabric:
            yield "guard", "guard", f'iifname "{link}" meta nfproto ipv{of_version} drop'
    yield "forward", "back", f'iifname "{link}" ct state established,related accept'
    yield "forward", "in", f'iifname "{link}" ct status dnat accept'
    yield "forward", "guard", f'iifname "{link}" drop'


def _subnets(link: str, uplink: Uplink) -> Iterator[_Rule]:
    bridge = bridge_name(uplink.label)
    for subnet in uplink.subnets:
        source = f"{_FAMILY[version(subnet)]} saddr {subnet}"
        yield "postrouting", f"subnet {subnet}", f'oifname "{link}" {source} masquerade'
        yield (
            "forward",
            "out",
            f'iifname "{bridge}" oifname "{link}" {source} ct state new,established,related accept',
        )


def _ways_on(link: str, uplink: Uplink) -> Iterator[_Rule]:
    """Frames from port to port of one bridge come by here too if the machine has br_netfilter: those pass."""
    bridge = bridge_name(uplink.label)
    yield "forward", "guard", f'oifname "{link}" drop'
    yield "forward", "guard", f'iifname "{bridge}" oifname != "{bridge}" drop'


def _dnat(link: str, uplink: Uplink, fabric: Addresses) -> Iterator[_Rule]:
    for published in uplink.publish:
        protocol, ports, to, there = published
        family = _FAMILY[version(to)]
        at = f'iifname "{link}" {family} daddr {fabric[version(to)]} {protocol} dport {ports}'
        yield "prerouting", _words(published), f"{at} dnat {family} to {_target(protocol, ports, to, there)}"


def _target(protocol: str, ports: str, to: str, there: str) -> str:
    if ports == there:
        return to
    bare = f"[{to}]" if version(to) == 6 else to
    if "-" not in ports:
        return f"{bare}:{there}"
    pairs = ", ".join(f"{one} : {other}" for one, other in _moved(ports, there))
    return f"{bare} : {protocol} dport map {{ {pairs} }}"


def _moved(ports: str, there: str) -> Iterator[tuple[int, int]]:
    return zip(parse_ports(ports) or (), parse_ports(there) or (), strict=True)


def _words(published: Published) -> str:
    return " ".join(("publish", *published))
