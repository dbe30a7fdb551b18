"""The values of a design: what a person draws, in the words of the container network model.

Every value is frozen; a change makes a new one (`model_copy(update=...)`). Addresses, subnets and
rates stay the text that was written, because a value must be able to hold a mistake for
`topology.validation` to name it. A field that is None was left out: `topology.ipam.complete` fills it.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from topology.figures import Area, Icon, Mark, Note
from topology.names import INTERFACE_PATTERN
from topology.scenarios import Scenario
from topology.value import Name, Position, Value

Kind = Literal["network", "sandbox", "endpoint", "patch", "area", "note", "mark", "scenario"]


def _listed(written: object) -> object:
    """A file may say `none` for an empty list and leave the brackets off a single item."""
    if written == "none":
        return ()
    return (written,) if isinstance(written, str) else written


# More is no design but an attack, and checking would take long.
MOST_TEXTS, MOST_ROUTES, MOST_SERVICES, MOST_ENTRIES = 64, 256, 64, 1024
MOST_SETTINGS, MOST_FILES = 64, 16

_TEXT = {"type": "string"}
Texts = Annotated[
    Annotated[tuple[str, ...], Field(max_length=MOST_TEXTS)] | None,
    BeforeValidator(_listed),
    WithJsonSchema(
        {"anyOf": [{"type": "array", "items": _TEXT, "maxItems": MOST_TEXTS}, _TEXT, {"type": "null"}]}
    ),
]

InterfaceName = Annotated[str, Field(json_schema_extra={"pattern": INTERFACE_PATTERN})]


class NetworkOptions(Value):
    """How a network's bridge behaves; `parent`, `mode` and `vlan` are of the drivers that say so."""

    stp: bool = False
    priority: int = Field(32768, description="under STP the lowest becomes the root")
    forward_delay: int = Field(15, description="seconds a port listens and learns, each, under STP")
    ageing: int = Field(300, description="seconds until a learnt MAC address is forgotten; 0: at once, a hub")
    multicast_snooping: bool = Field(True, description="multicast only to ports that asked for it")
    group_fwd_mask: int = Field(0, description="which link-local frames (01:80:c2:00:00:0X) are forwarded")
    mtu: int = Field(1500, description="bytes")
    internal: bool = Field(False, description="never anybody's default route")
    parent: Name | None = Field(None, description="network that a macvlan, ipvlan or vlan is on top of")
    mode: str | None = Field(None, description="of a macvlan or ipvlan, such as bridge or l2")
    vlan: int | None = Field(None, description="the 802.1Q number of a vlan")


class FdbEntry(Value):
    """A MAC address that a bridge is told where to find, instead of learning it."""

    mac: str
    to: str = Field(description="the endpoint (sandbox.interface) or patch whose port leads there")


class Publish(Value):
    """A port of the machine that leads to a sandbox, through an uplink."""

    port: str = Field(description="of the machine, such as 8080, or a range such as 8000-8010")
    sandbox: Name
    to: str | None = Field(
        None, description="the sandbox's port, or the first of as many; left out: the same"
    )
    protocol: Literal["tcp", "udp"] = "tcp"


class Network(Value):
    """Endpoints that can talk to each other directly."""

    name: Name
    driver: str = "bridge"
    subnets: Texts = Field(None, description="CIDR, IPv4 and IPv6; left out: taken from the pools; []: none")
    gateway: Texts = Field(
        None,
        description="addresses on the bridge itself, at most one a subnet; []: none; "
        "left out: each subnet's first address",
    )
    options: NetworkOptions = NetworkOptions.model_construct()
    fdb: tuple[FdbEntry, ...] = Field((), max_length=MOST_ENTRIES)
    publish: tuple[Publish, ...] = Field((), max_length=MOST_ROUTES, description="by an uplink")
    icon: Icon | None = Field(None, description="how it is drawn; left out: as a network")


class Route(Value):
    """A static route of a sandbox."""

    to: str = Field(description="destination in CIDR; 0.0.0.0/0 or ::/0 is the default route")
    via: str = Field(description="address of the next hop")


class File(Value):
    """A file that a service finds."""

    path: str = Field(description="absolute, such as /etc/bird.conf")
    text: str = Field(max_length=65_536)


class Service(Value):
    """A named process that runs in a sandbox."""

    name: Name
    command: tuple[str, ...] = Field(max_length=MOST_TEXTS)
    environment: dict[str, str] = Field({}, max_length=MOST_SETTINGS)
    files: tuple[File, ...] = Field((), max_length=MOST_FILES)
    restart: Literal["no", "on-failure", "always"] = "on-failure"
    log: int = Field(256, description="KiB that are kept of what it says")


class Resolver(Value):
    """How names are looked up in a sandbox (resolv.conf)."""

    servers: tuple[str, ...] = Field((), max_length=3)
    search: tuple[str, ...] = Field((), max_length=6)
    options: tuple[str, ...] = Field((), max_length=8)


class Sandbox(Value):
    """The network stack of one container, host or router."""

    name: Name
    forwarding: bool = Field(False, description="routes between its interfaces")
    routes: tuple[Route, ...] = Field((), max_length=MOST_ROUTES)
    sysctls: dict[str, str] = Field(
        {}, max_length=MOST_SETTINGS, description="such as net.ipv4.tcp_syncookies: '0'"
    )
    resolver: Resolver | None = None
    services: tuple[Service, ...] = Field((), max_length=MOST_SERVICES)
    paused: bool = Field(False, description="as if it hung: nothing goes in or out, its services stand still")
    icon: Icon | None = Field(None, description="how it is drawn; left out: as a router if it forwards")


Direction = Literal["both", "out", "in"]


class Flap(Value):
    """A cable that is pulled and plugged in again, over and over."""

    up: str = Field(description="how long it is plugged in, such as 10s")
    down: str = Field(description="how long it is pulled, such as 2s")


class Wire(Value):
    """What endpoints and patches have in common: the properties of a cable."""

    up: bool = Field(True, description="false: the cable is pulled")
    flap: Flap | None = None
    rate: str | None = Field(None, description="such as 100mbit")
    delay: str | None = Field(None, description="such as 20ms, each way")
    jitter: str | None = Field(None, description="such as 2ms")
    loss: str | None = Field(None, description="such as 1%")
    duplicate: str | None = Field(None, description="such as 1%")
    corrupt: str | None = Field(None, description="such as 0.1%")
    reorder: str | None = Field(None, description="such as 5%: these overtake the delayed ones")
    direction: Direction = Field(
        "both", description="of rate and impairments: out is what the sandbox, or the first network, sends"
    )


class Endpoint(Wire):
    """Joins one sandbox to one network: an Ethernet interface."""

    sandbox: Name
    network: Name
    interface: InterfaceName | None = Field(None, description="left out: the sandbox's next free ethN")
    addresses: Texts = Field(
        None, description="with prefix length; left out: the next free one of each subnet; []: none"
    )
    mac: str | None = Field(None, description="left out: made from the names, stable")
    mtu: int | None = Field(None, description="bytes; left out: the network's")
    gateway_priority: int = Field(
        0, description="the highest one's gateway becomes the default route; then the first interface"
    )
    isolated: bool = Field(False, description="its port talks to no other isolated port of the bridge")
    sysctls: dict[str, str] = Field(
        {}, max_length=MOST_SETTINGS, description="such as net.ipv4.conf.IFNAME.rp_filter: '0'"
    )

    @property
    def name(self) -> str:
        """The endpoint's name everywhere: `sandbox.interface`."""
        return f"{self.sandbox}.{self.interface}"


class Patch(Wire):
    """A cable between two networks, switch to switch."""

    name: str = Field("", description="left out: the next free pN")
    networks: tuple[Name, Name]


Object = Network | Sandbox | Endpoint | Patch | Area | Note | Mark | Scenario

MODELS: dict[str, type[Object]] = {
    "network": Network,
    "sandbox": Sandbox,
    "endpoint": Endpoint,
    "patch": Patch,
    "area": Area,
    "note": Note,
    "mark": Mark,
    "scenario": Scenario,
}
FIELDS = {
    "network": "networks",
    "sandbox": "sandboxes",
    "endpoint": "endpoints",
    "patch": "patches",
    "area": "areas",
    "note": "notes",
    "mark": "marks",
    "scenario": "scenarios",
}
"""By kind, the field of a design that holds these objects; also the word for several of them."""


class Design(Value):
    """One topology as drawn.

    `layout` maps the name of a sandbox or network to its canvas position in pixels. Sandboxes and
    networks share one set of names. Areas, notes and marks are only drawn; scenarios do nothing until they
    are played.
    """

    name: Name
    networks: tuple[Network, ...] = ()
    sandboxes: tuple[Sandbox, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    patches: tuple[Patch, ...] = ()
    layout: dict[str, Position] = Field({})
    areas: tuple[Area, ...] = ()
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    scenarios: tuple[Scenario, ...] = ()


def objects(design: Design, kind: str) -> tuple[Object, ...]:
    """The design's objects of this kind."""
    found: tuple[Object, ...] = getattr(design, FIELDS[kind])
    return found
