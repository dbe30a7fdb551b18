"""Rings of bridges, and what keeps frames from running round them."""

from dataclasses import dataclass

from topology.graph import rings
from topology.values import Design


@dataclass(frozen=True, slots=True)
class Ring:
    """Its networks, the patches that close it, and those of its networks that run STP: one breaks it."""

    networks: tuple[str, ...]
    patches: tuple[str, ...]
    stp: tuple[str, ...]


def loops(design: Design) -> tuple[Ring, ...]:
    """As many as there are patches beyond a tree; what is pulled closes none. Patches without STP come first,
    so that a ring of none but these is told as such."""
    names = {network.name for network in design.networks}
    with_stp = {network.name for network in design.networks if network.options.stp}
    plugged = [patch for patch in design.patches if patch.up and {*patch.networks} <= names]
    found = rings(sorted(plugged, key=lambda patch: not with_stp.isdisjoint(patch.networks)))
    return tuple(
        Ring(each.networks, each.patches, tuple(name for name in each.networks if name in with_stp))
        for each in found
    )
