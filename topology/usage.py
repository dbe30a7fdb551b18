"""What is used and what is free of a design's addresses."""

from dataclasses import dataclass

from topology.addresses import claimed
from topology.addressing import parse_subnet
from topology.values import Design


@dataclass(frozen=True, slots=True)
class Usage:
    """One subnet of one network. Patched networks that share a subnet share its addresses, too.

    `used` counts gateways as well; `free` is what can still be handed out, `next_free` (with prefix
    length) what is handed out next, None if the subnet is full.
    """

    network: str
    subnet: str
    used: int
    free: int
    next_free: str | None


def report(design: Design) -> tuple[Usage, ...]:
    """The usage of every well-formed subnet of a completed design, in the design's order."""
    taken = claimed(design)
    return tuple(
        Usage(
            network.name,
            text,
            taken[network.name].used(subnet),
            taken[network.name].free(subnet),
            taken[network.name].next_free(subnet),
        )
        for network in design.networks
        for text in network.subnets or ()
        if (subnet := parse_subnet(text))
    )
