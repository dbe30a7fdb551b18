"""How an uplink reads, and the commands that make one."""

from collections.abc import Iterator

from engine import marks, nftables
from engine.addressing import version
from engine.kinds.kind import Command
from engine.names import namespace_name
from engine.plan import Action, Create, Delete, Update
from engine.resources import FABRIC, Uplink
from engine.uplink_rules import Published
from engine.uplinks import (
    Line,
    Policy,
    Side,
    candidates,
    fabric_side,
    host_side,
    routing_table,
    versions,
)

_SEPARATORS = str.maketrans("/.", "./")


def describe(resource: Uplink) -> str:
    return f"uplink {resource.label}"


def deviation(action: Action) -> str:
    match action:
        case Update(Uplink() as before, Uplink() as after):
            return ", ".join(before.flaws or _differences(before, after))
        case Create():
            return "its uplink is missing"
    return "its uplink is not in the design"


def commands(topology: str, action: Action) -> Iterator[Command]:
    """With the link's first choice of addresses; the engine takes others if the machine uses those."""
    match action:
        case Create(Uplink() as uplink):
            yield from _make(topology, uplink)
        case Update(Uplink() as before, Uplink() as after):
            yield from _remove(topology, before)
            yield from _make(topology, after)
        case Delete(Uplink() as uplink):
            yield from _remove(topology, uplink)


def _make(topology: str, uplink: Uplink) -> Iterator[Command]:
    lines = _lines(topology, uplink)
    on_host, in_fabric = (side(topology, uplink, lines) for side in (host_side, fabric_side))
    fabric = namespace_name(topology, FABRIC)
    table = marks.uplink_table(topology, uplink.label)
    group = ["group", str(marks.uplink_group(topology))]
    peer = ["peer", "name", in_fabric.link, *group, "netns", fabric]
    yield ["nft", nftables.replacing(table, on_host.table)]
    yield ["ip", "link", "add", "name", on_host.link, *group, "type", "veth", *peer]
    yield from _dress(["ip"], on_host)
    yield from _settings([], on_host)
    enter = ["ip", "netns", "exec", fabric]
    yield [*enter, "nft", nftables.replacing(table, in_fabric.table)]
    yield from _dress(["ip", "-n", fabric], in_fabric)
    yield from _routing(["ip", "-n", fabric], uplink, in_fabric, lines)
    yield from _settings(enter, in_fabric)


def _remove(topology: str, uplink: Uplink) -> Iterator[Command]:
    """Of one that is broken, some of these will say that what they take away is gone."""
    fabric = namespace_name(topology, FABRIC)
    table = marks.uplink_table(topology, uplink.label)
    side = fabric_side(topology, uplink, _lines(topology, uplink))
    for policy in _in_order(side):
        yield ["ip", "-n", fabric, f"-{policy.version}", "rule", "delete", *_policy(policy)]
    yield ["ip", "-n", fabric, "link", "delete", "dev", side.link]
    yield ["ip", "netns", "exec", fabric, "nft", nftables.removing(table)]
    yield ["nft", nftables.removing(table)]


def _lines(topology: str, uplink: Uplink) -> tuple[Line, ...]:
    return tuple(next(candidates(topology, uplink.label, each)) for each in versions(uplink))


def _dress(ip: Command, side: Side) -> Iterator[Command]:
    link = ["dev", side.link]
    yield [*ip, "link", "set", *link, "addrgenmode", "none", "alias", side.alias or "", "up"]
    for address in sorted(side.addresses):
        yield [*ip, "address", "add", address, *link, *(["nodad"] if version(address) == 6 else [])]


def _routing(ip: Command, uplink: Uplink, side: Side, lines: tuple[Line, ...]) -> Iterator[Command]:
    proto = ["proto", str(marks.ROUTE_PROTOCOL)]
    for policy in _in_order(side):
        yield [*ip, f"-{policy.version}", "rule", "add", *_policy(policy), *proto]
    table = ["table", str(routing_table(uplink.label))]
    for line, (to, via) in zip(lines, sorted(side.routes), strict=True):
        add = [*ip, f"-{line.version}", "route", "add", to, "via", via]
        yield [*add, "dev", side.link, *table, "onlink", *proto]


def _in_order(side: Side) -> list[Policy]:
    return sorted(side.policies, key=lambda each: (each.version, -each.preference, each.iif, each.source))


def _policy(policy: Policy) -> list[str]:
    selector = ["from", policy.source] if policy.source else []
    selector += ["iif", policy.iif] if policy.iif else []
    how = ["blackhole"] if policy.table is None else ["lookup", str(policy.table)]
    inverted = ["not"] if policy.table is None else []
    return ["preference", str(policy.preference), *inverted, *selector, *how]


def _settings(enter: Command, side: Side) -> Iterator[Command]:
    for name, value in sorted(side.settings):
        yield [*enter, "sysctl", "-qw", f"net.{name.translate(_SEPARATORS)}={value}"]


def _differences(before: Uplink, after: Uplink) -> Iterator[str]:
    if before.subnets != after.subnets:
        yield f"it leads out of {_listed(before.subnets)}, not {_listed(after.subnets)}"
    for each in after.publish:
        if each not in before.publish:
            yield f"{_published(each)} is not published"
    for each in before.publish:
        if each not in after.publish:
            yield f"{_published(each)} is published"


def _published(publish: Published) -> str:
    protocol, ports, address, there = publish
    return f"{protocol} port {ports} to {address} port {there}"


def _listed(subnets: tuple[str, ...]) -> str:
    return " and ".join(subnets) or "no subnet"
