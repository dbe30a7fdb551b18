"""What the kernel holds of a topology. Desired and observed state are both made of these values.

A *place* names a namespace of the topology: "" is the fabric, anything else is that sandbox.
A *label* names the design object behind a link and never changes with the link's own name:
`app1.eth0` an endpoint, `lan1` a bridge or a cable network, `p1` a patch.
"""

from collections.abc import Callable, Mapping
from typing import Any

from engine.value import value

FABRIC = ""

FORWARDING = frozenset({"ipv4/ip_forward", "ipv6/conf/all/forwarding"})
"""Settings that are stated of every place, so that they are never taken back."""

NEWCOMERS_ACCEPT_RA = "ipv6/conf/default/accept_ra"
"""0 in every place from its beginning: what a link there does about routers' advertisements, unless told."""

MAC_OF_LOWER = ""
"""The MAC address of an end that has none of its own, but that of the link below: an ipvlan's."""


@value
class Namespace:
    """A network namespace, marked as the topology's. `up` is its `lo`'s."""

    place: str
    up: bool = True


@value
class Sysctl:
    """One setting under /proc/sys/net of a place, such as `ipv4/ip_forward` = `1`.

    Several numbers have single spaces between them.
    """

    place: str
    key: str
    value: str

    @property
    def interface(self) -> str | None:
        """The link that it goes with, as in `ipv4/conf/eth0/rp_filter`; None: it is the whole place's."""
        match self.key.split("/"):
            case [_, "conf" | "neigh", name, _] if name not in ("all", "default"):
                return name
        return None


@value
class Bridge:
    """An 802.1d bridge in the fabric. `forward_delay` and `ageing` in seconds, `mtu` in bytes.

    `vlans` are those that the bridge itself is in, as `End.vlans`; empty if it does not filter.

    `name` is what the link is called, at most 15 bytes; `label` is the network's name. `ageing` is observed
    as None while the kernel does not show it, because the spanning tree has just changed.
    """

    label: str
    name: str
    mac: str
    mtu: int = 1500
    stp: bool = False
    forward_delay: float = 15
    up: bool = True
    priority: int = 32768
    ageing: float | None = 300
    multicast_snooping: bool = True
    group_fwd_mask: int = 0
    vlan_filtering: bool = False
    vlans: tuple[str, ...] = ()


@value
class End:
    """One end of a veth pair. `bridge` is the label of the bridge that it is a port of, or None.

    Of a port: `isolated` as in the design; `vlans` are the 802.1Q numbers that pass, as `bridge vlan` names
    them (`10 pvid untagged`, `20`), in their order; empty where the bridge does not filter.
    Of a sandbox's interface: `accept_ra` is whether it takes addresses and routes from routers'
    advertisements, as the kernel numbers it.
    """

    place: str
    name: str
    mac: str
    mtu: int = 1500
    up: bool = True
    bridge: str | None = None
    isolated: bool = False
    vlans: tuple[str, ...] = ()
    accept_ra: int = 0


@value
class Veth:
    """A veth pair. An observed one may lack an end that somebody took away.

    Desired ends are sorted by place and then by the name that the design gives them.
    """

    label: str
    ends: tuple[End, ...]


@value
class Upper:
    """A link on top of another one: `kind` is `macvlan`, `ipvlan` or `vlan`. One on a link of somebody
    else's is observed with the `lower` "".

    `lower_place` and `lower` name the link below, as the design calls it; `mode` is that of a macvlan or
    ipvlan, or the number of a vlan.
    """

    label: str
    kind: str
    end: End
    lower_place: str
    lower: str
    mode: str


@value
class Address:
    """An address with its prefix length on a link, named as the design names that link.

    `tentative`: the kernel still looks for a duplicate, or has found one; it cannot be used.
    """

    place: str
    interface: str
    address: str
    tentative: bool = False


@value
class Route:
    """A static route in a place's main table; `to` is a canonical CIDR."""

    place: str
    to: str
    via: str


@value
class Shaping:
    """What is done to the frames that a link sends. 0 is "not at all".

    `rate` in bits a second, `burst` in bytes that go at once; `delay` and `jitter` in nanoseconds; the rest
    in millionths of the frames. `foreign` is what somebody else has put there, such as `htb`; never desired.
    """

    place: str
    interface: str
    rate: int = 0
    burst: int = 0
    delay: int = 0
    jitter: int = 0
    loss: int = 0
    duplicate: int = 0
    corrupt: int = 0
    reorder: int = 0
    foreign: str = ""


@value
class Rule:
    """An nftables rule in Patchboard's own table of a place. `chain` is where it hooks in: `ingress` or
    `egress` and the link, as the design calls it. `text` is the rule as `nft` takes it, at most 120 bytes
    with no quotation mark. Both stay what they are, or it is another rule."""

    place: str
    chain: str
    text: str


@value
class Fdb:
    """A static entry of a bridge's forwarding table, at the port `interface` of the fabric."""

    place: str
    interface: str
    mac: str


@value
class File:
    """A file that sandboxes see instead of the machine's, shared by those whose `Etc` says so. It lies with
    the fabric; `name` is the folder of that `Etc`, and `hosts` or `resolv.conf`: `lan1/hosts`."""

    place: str
    name: str
    text: str


@value
class Etc:
    """Which folder's files a sandbox sees over those of the machine's /etc."""

    place: str
    folder: str


@value
class Service:
    """A process that is kept running in a sandbox. `state` is `running` when it is as desired, else words.

    One that was to run once and has exited with status 0 is as desired too. `etc` are the files of its
    sandbox's that it has had over the machine's since it started, as those are called in /etc. `fate` is what
    its supervisor does about an observed one that is not as desired: `restarted`, `given up`, or empty while
    it has not said. One that is `paused` stands still, or is not started until it is to go on.
    """

    place: str
    name: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    restart: str = "on-failure"
    log: int = 256
    etc: tuple[str, ...] = ()
    state: str = "running"
    fate: str = ""
    paused: bool = False


@value
class Uplink:
    """A bridge's way out to the machine's own network, with address translation.

    `label` is the network's name, `subnets` what is translated, `publish` the machine's ports that lead in,
    each `(protocol, ports, address, ports there)`. `flaws` says of an observed one, in words, what of it is
    not as it was made.
    """

    label: str
    subnets: tuple[str, ...]
    publish: tuple[tuple[str, str, str, str], ...] = ()
    flaws: tuple[str, ...] = ()


Link = Bridge | Veth | Upper
Content = Sysctl | Address | Route | Shaping | Rule | Fdb | File | Etc | Service
"""What lies in one place; an attribute `interface`, if it has one, names the link that it goes with."""

Resource = Namespace | Link | Uplink | Content
Key = tuple[str, ...]
State = Mapping[Key, Resource]


def key(resource: Resource) -> Key:
    """What makes two resources the same thing in different shapes, so that one updates the other."""
    return _KEYS[type(resource)](resource)


def state(*resources: Resource) -> State:
    """The state that holds just these."""
    return {key(resource): resource for resource in resources}


_KEYS: dict[type, Callable[[Any], Key]] = {
    Namespace: lambda each: ("namespace", each.place),
    Sysctl: lambda each: ("sysctl", each.place, each.key),
    Bridge: lambda each: ("bridge", each.label),
    Veth: lambda each: ("veth", each.label),
    Upper: lambda each: ("upper", each.label),
    Uplink: lambda each: ("uplink", each.label),
    Address: lambda each: ("address", each.place, each.interface, each.address),
    Route: lambda each: ("route", each.place, each.to, each.via),
    Shaping: lambda each: ("shaping", each.place, each.interface),
    Rule: lambda each: ("rule", each.place, each.chain, each.text),
    Fdb: lambda each: ("fdb", each.place, each.interface, each.mac),
    File: lambda each: ("file", each.place, each.name),
    Etc: lambda each: ("etc", each.place),
    Service: lambda each: ("service", each.place, each.name),
}
