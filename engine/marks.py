"""The marks by which everything that Patchboard made is known again, and nothing else is.

A link carries an alias that says which topology's it is, which object's, and what the design calls
it, so that a link that somebody renamed is still known. The alias can only be set after the link
exists; the group number is set in the message that makes it, and covers the moment in between.
"""

from functools import lru_cache
from uuid import UUID, uuid5

ROUTE_PROTOCOL = 157
"""The `proto` of every route that Patchboard installs; the kernel's and other daemons' differ."""

BEFORE_OTHERS = 512
"""The metric of an IPv6 route that is to be taken before somebody else's, which have 1024 by themselves."""

_SPACE = UUID("8a1c8f0e-64c5-5b0e-9c38-0d6a5f1f2b57")


@lru_cache(maxsize=4096)
def mark(topology: str) -> str:
    """The topology's UUID, made from its name alone, so that no database is needed to know it."""
    return str(uuid5(_SPACE, topology))


def namespace_alias(topology: str) -> str:
    """The alias on `lo` of every namespace of the topology."""
    return f"patchboard {mark(topology)}"


def alias(topology: str, label: str, interface: str) -> str:
    """The alias of a link: `label` as in `engine.resources`, `interface` its name in the design."""
    return f"patchboard {mark(topology)} {label} {interface}"


def parse_alias(topology: str, text: str) -> tuple[str, str] | None:
    """The label and interface that an alias names, or None if the link is not the topology's."""
    words = text.split(" ")
    if len(words) != 4 or words[:2] != ["patchboard", mark(topology)]:
        return None
    return words[2], words[3]


def setting_name(key: str) -> str:
    """What a link is called besides, once a setting was made that goes with it; or `lo`, with the place."""
    return f"net.{key.replace('/', '.')}"


def parse_setting_name(name: str) -> str | None:
    """The key that such a name tells; no other name of a link begins like it."""
    match name.split("."):
        case ["net", ("ipv4" | "ipv6") as family, ("conf" | "neigh") as table, *interface, leaf]:
            return f"{family}/{table}/{'.'.join(interface)}/{leaf}"
        case ["net", "ipv4" | "ipv6", *_]:
            return name.removeprefix("net.").replace(".", "/")
    return None


def table(topology: str) -> str:
    """The nftables table of the topology's, of the family netdev, in any of its places."""
    return f"patchboard-{mark(topology)}"


@lru_cache(maxsize=4096)
def group(topology: str) -> int:
    """The group number of all the topology's links: 31 bits, never 0 (which is every link's default)."""
    return UUID(mark(topology)).int % (2**31 - 1) + 1


def uplink_alias(topology: str, network: str, side: str) -> str:
    """The alias of one end of an uplink; `side` is `host` or `fabric`."""
    return f"patchboard {mark(topology)} uplink {network} {side}"


def uplink_group(topology: str) -> int:
    """The group number of the topology's uplinks, so that they are not taken for links of the fabric."""
    return group(f"{topology} uplinks")


def uplink_table(topology: str, network: str) -> str:
    """The name of an uplink's nftables table, on the machine and in the fabric."""
    return f"patchboard/{mark(topology)}/{topology}/{network}"


def parse_uplink_table(name: str) -> tuple[str, str] | None:
    """The topology and network that a table's name tells, or None if it is not Patchboard's."""
    parts = name.split("/")
    if len(parts) != 4 or uplink_table(parts[2], parts[3]) != name:
        return None
    return parts[2], parts[3]
