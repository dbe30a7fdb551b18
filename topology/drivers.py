"""What the design has to know of a driver; how it is made real is the engine's business.

A driver of another package says so by an entry point in the group `patchboard.traits`, which has the driver's
name and leads to a value of `Traits`.
"""

from dataclasses import dataclass
from functools import cache

from topology.plugins import Plugins, Unfit, plugins
from topology.values import Network


@dataclass(frozen=True, slots=True)
class Traits:
    """What a network with this driver has.

    `bridge`: a bridge in the fabric, which takes patches and may be a parent.
    `addressed`: subnets from the pools when they are left out.
    `endpoints`: exactly so many, or None for any number.
    `parent`: takes `options.parent`, a network with a bridge that it is on top of.
    `modes`: what `options.mode` may say; the first is meant when it is left out.
    `vlan`: is one VLAN of its parent, so that it must name that and `options.vlan`.
    `uplink`: leads to the machine's own network, and may publish ports.
    """

    bridge: bool = False
    addressed: bool = True
    endpoints: int | None = None
    parent: bool = False
    modes: tuple[str, ...] = ()
    vlan: bool = False
    uplink: bool = False

    @property
    def gateways(self) -> bool:
        """Whether it has a link in the fabric that can hold its gateways."""
        return self.bridge or self.vlan


TRAITS = {
    "bridge": Traits(bridge=True),
    "cable": Traits(endpoints=2),
    "null": Traits(addressed=False),
    "macvlan": Traits(parent=True, modes=("bridge", "private")),
    "ipvlan": Traits(parent=True, modes=("l2", "l3", "l3s")),
    "vlan": Traits(parent=True, vlan=True),
    "uplink": Traits(bridge=True, uplink=True),
}


def traits(network: Network) -> Traits:
    """Those of the network's driver."""
    return traits_of(network.driver)


def traits_of(driver: str) -> Traits:
    """Those of the driver of that name. One that is not known here gets subnets and nothing else."""
    known = TRAITS.get(driver)
    return known if known is not None else plugged().loaded.get(driver, Traits())


@cache
def plugged() -> Plugins:
    """The traits that other packages bring, found when a driver is first asked for that is not inside."""
    return plugins("patchboard.traits", TRAITS, _fitted)


def _fitted(found: object) -> Traits:
    if not isinstance(found, Traits):
        raise Unfit("is no topology.drivers.Traits")
    return found


def mode_of(network: Network) -> str:
    """How a network on top of another works; "" if its driver has no modes."""
    return network.options.mode or next(iter(traits(network).modes), "")


def shared_parent(network: Network) -> str | None:
    """The network whose frames this one's endpoints see and send, so that they share its subnets."""
    own = traits(network)
    return network.options.parent if own.parent and not own.vlan else None
