"""What resources need of a kernel or a machine, by name, and which of it a given one lacks.

A backend finds out what it has by asking (`engine.backends.kernel.probe`), never by a version.
"""

from collections.abc import Iterator, Mapping

from engine.drivers.driver import Owner
from engine.resources import Address, Bridge, Key, Resource, Rule, Service, Shaping, State, Uplink, Upper
from topology.problems import Problem

Features = frozenset[str]

REMEDIES = {
    "ipv6": "boot without ipv6.disable, or leave IPv6 addresses out",
    "stp": "as root: modprobe bridge, in a kernel with the STP module",
    "tbf": "as root: modprobe sch_tbf",
    "netem": "as root: modprobe sch_netem; if there is no such module, Debian's kernel has it",
    "nft": "as root: modprobe nf_tables; apt-get install nftables",
    "vlan": "as root: modprobe 8021q; if there is no such module, a kernel that has it, such as Debian's",
    "vlan_filtering": "use a kernel built with bridge VLAN filtering, such as Debian's",
    "macvlan": "as root: modprobe macvlan",
    "ipvlan": "as root: modprobe ipvlan; if there is no such module, a kernel that has it, such as Debian's",
    "bwrap": "as root: apt-get install bubblewrap",
    "etc": "make /etc/netns writable for the engine",
    "uplinks": "have the administrator start Patchboard as root with PATCHBOARD_UPLINKS=on",
}
"""By feature, how to come by it."""

EVERY: Features = frozenset(REMEDIES)


def lacking(state: State, owners: Mapping[Key, Owner], features: Features) -> Iterator[Problem]:
    """What of a desired state cannot be had, each design object's field once."""
    found = {
        (owners[name], _asking(owners[name], field)): feature
        for name, resource in state.items()
        for field, feature in needs(resource)
        if feature not in features
    }
    for ((kind, name), field), feature in found.items():
        yield Problem(kind, name, field, f"this machine has no {feature}", REMEDIES[feature])


def _asking(owner: Owner, field: str) -> str:
    """The field of the design that asks for it: rules at a sandbox's links pause it."""
    return "paused" if (owner[0], field) == ("sandbox", "loss") else field


def needs(resource: Resource) -> Iterator[tuple[str, str]]:
    """The features that a resource needs, each with the field of the design that asks for it."""
    match resource:
        case Shaping():
            yield from ((field, "netem") for field in _BY_NETEM if getattr(resource, field))
            if resource.rate:
                yield "rate", "tbf"
        case Bridge():
            yield from ((field, _BY_BRIDGE[field]) for field in _BY_BRIDGE if getattr(resource, field))
        case Address(_, _, address):
            yield from [("addresses", "ipv6")] * (":" in address)
        case Upper(_, kind):
            yield "driver", kind
        case Service():
            yield "command", "bwrap"
        case Uplink():
            yield "driver", "nft"
    if type(resource) in _ALWAYS:
        yield _ALWAYS[type(resource)]


_BY_NETEM = ("delay", "jitter", "loss", "duplicate", "corrupt", "reorder")
_BY_BRIDGE = {"stp": "stp"}
_ALWAYS = {Rule: ("loss", "nft"), Uplink: ("driver", "uplinks")}
