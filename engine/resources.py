"""What the kernel holds of a topology. Desired and observed state are both made of these values.

A *place* names a namespace of the topology: "" is the fabric, anything else is that sandbox.
A *label* names the design object behind a link and never changes with the link's own name:
`app1.eth0` an endpoint, `lan1` a bridge or a cable network, `p1` a patch.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FABRIC = ""


@dataclass(frozen=True, slots=True)
class Namespace:
    """A network namespace, marked as the topology's. `up` is its `lo`'s."""

    place: str
    up: bool = True


@dataclass(frozen=True, slots=True)
class Sysctl:
    """One setting under /proc/sys/net of a place, such as `ipv4/ip_forward` = `1`."""

    place: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Bridge:
    """An 802.1d bridge in the fabric. `forward_delay` in seconds, `mtu` in bytes.

    `name` is what the link is called, at most 15 bytes; `label` is the network's name.
    """

    label: str
    name: str
    mac: str
    mtu: int = 1500
    stp: bool = False
    forward_delay: int = 15
    up: bool = True


@dataclass(frozen=True, slots=True)
class End:
    """One end of a veth pair. `bridge` is the label of the bridge that it is a port of, or None."""

    place: str
    name: str
    mac: str
    mtu: int = 1500
    up: bool = True
    bridge: str | None = None


@dataclass(frozen=True, slots=True)
class Veth:
    """A veth pair. An observed one may lack an end that somebody took away.

    Desired ends are sorted by place and then by the name that the design gives them.
    """

    label: str
    ends: tuple[End, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """An address with its prefix length on a link, named as the design names that link."""

    place: str
    interface: str
    address: str


@dataclass(frozen=True, slots=True)
class Route:
    """A static route in a place's main table; `to` is a canonical CIDR."""

    place: str
    to: str
    via: str


Resource = Namespace | Sysctl | Bridge | Veth | Address | Route
Key = tuple[str, ...]
State = Mapping[Key, Resource]


def key(resource: Resource) -> Key:
    """What makes two resources the same thing in different shapes, so that one updates the other."""
    match resource:
        case Namespace(place):
            return ("namespace", place)
        case Sysctl(place, name):
            return ("sysctl", place, name)
        case Bridge(label):
            return ("bridge", label)
        case Veth(label):
            return ("veth", label)
        case Address(place, interface, address):
            return ("address", place, interface, address)
        case Route(place, to, via):
            return ("route", place, to, via)


def state(*resources: Resource) -> State:
    """The state that holds just these."""
    return {key(resource): resource for resource in resources}
