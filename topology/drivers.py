"""What the design has to know of a driver; how it is made real is the engine's business."""

from dataclasses import dataclass

from topology.values import Network


@dataclass(frozen=True, slots=True)
class Traits:
    """What a network with this driver has.

    `bridge`: a bridge in the fabric, which may hold gateways and take patches.
    `addressed`: subnets from the pools when they are left out.
    `endpoints`: exactly so many, or None for any number.
    """

    bridge: bool = False
    addressed: bool = True
    endpoints: int | None = None


TRAITS = {
    "bridge": Traits(bridge=True),
    "cable": Traits(endpoints=2),
    "null": Traits(addressed=False),
}


def traits(network: Network) -> Traits:
    """Those of the network's driver. One that is not known here gets subnets and nothing else."""
    return TRAITS.get(network.driver, Traits())
