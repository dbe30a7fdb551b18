"""The `ip link` commands for links on top of others."""

from collections.abc import Iterator

from engine.link_commands import Command, accept_ra, ip, update_link
from engine.marks import alias, group
from engine.names import namespace_name
from engine.resources import MAC_OF_LOWER, Upper


def create(topology: str, upper: Upper) -> Iterator[Command]:
    """Made where the link below is; then what an `ip link add` cannot say."""
    end = upper.end
    mac = ["address", end.mac] if end.mac != MAC_OF_LOWER else []
    there = ["netns", namespace_name(topology, end.place)] if end.place != upper.lower_place else []
    link = ["link", upper.lower, "name", end.name, "group", str(group(topology)), *mac, *there]
    yield [*ip(topology, upper.lower_place), "link", "add", *link, "type", upper.kind, *_mode(upper)]
    text = alias(topology, upper.label, end.name)
    yield [*_set(topology, upper), "alias", text, "mtu", str(end.mtu), "up" if end.up else "down"]
    yield from accept_ra(topology, end)


def update(topology: str, before: Upper, after: Upper) -> Iterator[Command]:
    if before.mode != after.mode:
        yield [*_set(topology, after), "type", after.kind, *_mode(after)]
    yield from update_link(topology, before, after)


def delete(topology: str, upper: Upper) -> Command:
    return [*ip(topology, upper.end.place), "link", "del", "dev", upper.end.name]


def _set(topology: str, upper: Upper) -> Command:
    return [*ip(topology, upper.end.place), "link", "set", "dev", upper.end.name]


def _mode(upper: Upper) -> list[str]:
    return ["id" if upper.kind == "vlan" else "mode", upper.mode]
