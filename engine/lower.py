"""Lowering: what a design means in the kernel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from engine import uplinks
from engine.check import check
from engine.drivers import Owned, Owner, driver
from engine.drivers.ends import endpoints_by_network
from engine.drivers.impairments import losses_by_rules, shaping
from engine.features import EVERY, Features
from engine.hosts import names
from engine.names import patch_port_name
from engine.pausing import paused
from engine.resources import FABRIC, End, Key, Namespace, Resource, State, Sysctl, Uplink, Upper, Veth, key
from engine.routing import routes
from engine.services import services
from engine.tuning import settings
from engine.vlans import filtering
from topology.mac import default_mac
from topology.names import natural
from topology.values import Design, Network, Patch

__all__ = ["Desired", "check", "lower", "nothing"]


@dataclass(frozen=True, slots=True)
class Desired:
    """The desired state of a topology, and which design object each resource is there for."""

    topology: str
    state: State
    owners: Mapping[Key, Owner]


def nothing(topology: str) -> Desired:
    """The desired state of a topology that is to be destroyed."""
    return Desired(topology, {}, {})


def lower(design: Design, features: Features = EVERY) -> Desired:
    """What should exist, on a machine that has these features. The design is complete
    (`topology.ipam.complete`) and `check` finds no error."""
    links = _links(design)
    owned = [*_places(design), *settings(design, links), *links]
    owned += routes(design, [resource for resource, _ in owned])
    owned += services(design, features)
    if "etc" in features:
        owned += names(design)
    if "netem" not in features and "nft" in features:
        owned = [*losses_by_rules(owned)]
    owned = [*paused(design, owned)]
    settled = {key(Sysctl(FABRIC, name, "1")) for each, _ in owned for name in _forwarding(each)}
    state: dict[Key, Resource] = {}
    owners: dict[Key, Owner] = {}
    for resource, owner in owned:
        name = key(resource)
        if name not in settled:
            state[name], owners[name] = resource, owner
    return Desired(design.name, state, owners)


def _forwarding(resource: Resource) -> Iterable[str]:
    """Settings of the fabric that an uplink sees to, because they must come after its rules."""
    return uplinks.forwarding(resource) if isinstance(resource, Uplink) else ()


def _places(design: Design) -> Iterable[Owned]:
    """The fabric and the sandboxes. What a namespace inherits from the machine is always stated."""
    yield from _place(FABRIC, False, ("topology", design.name))
    for sandbox in design.sandboxes:
        yield from _place(sandbox.name, sandbox.forwarding, ("sandbox", sandbox.name))


def _place(place: str, forwarding: bool, owner: Owner) -> Iterable[Owned]:
    value = "1" if forwarding else "0"
    yield Namespace(place), owner
    yield Sysctl(place, "ipv4/ip_forward", value), owner
    yield Sysctl(place, "ipv6/conf/all/forwarding", value), owner


def _links(design: Design) -> list[Owned]:
    """Links, addresses and impairments, in an order that makes a sandbox's interfaces as drawn; links on top
    of others come last."""
    joined = endpoints_by_network(design)
    lowered = chain.from_iterable(
        driver(network.driver).lower(design, network, joined[network.name]) for network in design.networks
    )
    return sorted(filtering(design, [*lowered, *_patches(design)]), key=_drawn)


def _patches(design: Design) -> Iterable[Owned]:
    networks = {network.name: network for network in design.networks}
    for patch in design.patches:
        owner = ("patch", patch.name)
        first, second = (_patch_end(design, patch, networks[name]) for name in patch.networks)
        yield Veth(patch.name, tuple(sorted((first, second), key=lambda end: end.name))), owner
        yield from shaping(first, (owner, patch, "out"))
        yield from shaping(second, (owner, patch, "in"))


def _patch_end(design: Design, patch: Patch, network: Network) -> End:
    mac = default_mac(design.name, f"{patch.name} {network.name}")
    name = patch_port_name(patch.name, network.name)
    return End(FABRIC, name, mac, network.options.mtu, patch.up, network.name)


def _drawn(owned: Owned) -> tuple[object, ...]:
    """By the interface's name in its sandbox; what has none (bridges, addresses, patches) goes first."""
    match owned[0]:
        case Veth(_, ends):
            return 1, max((natural(end.name) for end in ends if end.place != FABRIC), default=())
        case Upper(_, _, end):
            return 2, natural(end.name)
    return (0,)
