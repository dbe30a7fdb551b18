"""The values of a design: what a person draws, in the words of the container network model.

Every value is frozen; a change makes a new one (`model_copy(update=...)`). Addresses, subnets and
rates stay the text that was written, because a value must be able to hold a mistake for
`topology.validation` to name it. A field that is None was left out: `topology.ipam.complete` fills it.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from topology.names import INTERFACE_PATTERN, NAME_PATTERN

Kind = Literal["network", "sandbox", "endpoint", "patch"]
KINDS: tuple[Kind, ...] = ("network", "sandbox", "endpoint", "patch")

Position = tuple[float, float]


def _listed(written: object) -> object:
    """A file may say `none` for an empty list and leave the brackets off a single item."""
    if written == "none":
        return ()
    return (written,) if isinstance(written, str) else written


# More is no design but an attack, and checking would take long.
MOST_TEXTS, MOST_ROUTES, MOST_SERVICES = 64, 256, 64

_TEXT = {"type": "string"}
Texts = Annotated[
    Annotated[tuple[str, ...], Field(max_length=MOST_TEXTS)] | None,
    BeforeValidator(_listed),
    WithJsonSchema(
        {"anyOf": [{"type": "array", "items": _TEXT, "maxItems": MOST_TEXTS}, _TEXT, {"type": "null"}]}
    ),
]

# The patterns stand in the published schema only: a value must be able to hold a bad name.
Name = Annotated[str, Field(json_schema_extra={"pattern": NAME_PATTERN})]
InterfaceName = Annotated[str, Field(json_schema_extra={"pattern": INTERFACE_PATTERN})]


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class NetworkOptions(Value):
    """How a network's bridge behaves."""

    stp: bool = False
    forward_delay: int = Field(15, description="seconds a port listens and learns, each, under STP")
    mtu: int = Field(1500, description="bytes")


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


class Route(Value):
    """A static route of a sandbox."""

    to: str = Field(description="destination in CIDR; 0.0.0.0/0 or ::/0 is the default route")
    via: str = Field(description="address of the next hop")


class Service(Value):
    """A named process that runs in a sandbox."""

    name: Name
    command: tuple[str, ...] = Field(max_length=MOST_TEXTS)


class Sandbox(Value):
    """The network stack of one container, host or router."""

    name: Name
    forwarding: bool = Field(False, description="routes between its interfaces")
    routes: tuple[Route, ...] = Field((), max_length=MOST_ROUTES)
    services: tuple[Service, ...] = Field((), max_length=MOST_SERVICES)


class Endpoint(Value):
    """Joins one sandbox to one network: an Ethernet interface."""

    sandbox: Name
    network: Name
    interface: InterfaceName | None = Field(None, description="left out: the sandbox's next free ethN")
    addresses: Texts = Field(
        None, description="with prefix length; left out: the next free one of each subnet; []: none"
    )
    mac: str | None = Field(None, description="left out: made from the names, stable")
    mtu: int | None = Field(None, description="bytes; left out: the network's")
    up: bool = Field(True, description="false: the cable is pulled")
    gateway_priority: int = Field(
        0, description="the highest one's gateway becomes the default route; then the first interface"
    )
    rate: str | None = Field(None, description="such as 100mbit")
    delay: str | None = Field(None, description="such as 20ms")
    jitter: str | None = Field(None, description="such as 2ms")
    loss: str | None = Field(None, description="such as 1%")

    @property
    def name(self) -> str:
        """The endpoint's name everywhere: `sandbox.interface`."""
        return f"{self.sandbox}.{self.interface}"


class Patch(Value):
    """A cable between two networks, switch to switch."""

    name: str = Field("", description="left out: the next free pN")
    networks: tuple[Name, Name]
    up: bool = True
    rate: str | None = None
    delay: str | None = None
    jitter: str | None = None
    loss: str | None = None


Object = Network | Sandbox | Endpoint | Patch

MODELS: dict[str, type[Object]] = {
    "network": Network,
    "sandbox": Sandbox,
    "endpoint": Endpoint,
    "patch": Patch,
}
FIELDS = {"network": "networks", "sandbox": "sandboxes", "endpoint": "endpoints", "patch": "patches"}
"""By kind, the field of a design that holds these objects; also the word for several of them."""


class Design(Value):
    """One topology as drawn.

    `layout` maps the name of a sandbox or network to its canvas position in pixels. Sandboxes and
    networks share one set of names.
    """

    name: Name
    networks: tuple[Network, ...] = ()
    sandboxes: tuple[Sandbox, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    patches: tuple[Patch, ...] = ()
    layout: dict[str, Position] = {}


def objects(design: Design, kind: str) -> tuple[Object, ...]:
    """The design's objects of this kind."""
    found: tuple[Object, ...] = getattr(design, FIELDS[kind])
    return found
