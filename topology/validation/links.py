"""What is plugged into what: cables, ports, patches, loops."""

from collections.abc import Iterator

from topology.drivers import traits
from topology.graph import bridge_loops
from topology.problems import Fix, Problem
from topology.validation.fixes import set_fields
from topology.validation.view import View
from topology.values import Network

MOST_PORTS = 1023
"""What an 802.1d bridge of Linux takes."""


def ends(view: View) -> Iterator[Problem]:
    """A cable has two ends."""
    for network in view.design.networks:
        wanted, found = traits(network).endpoints, len(view.endpoints_on[network.name])
        if wanted is not None and found != wanted:
            reason = f"a {network.driver} has exactly {wanted} endpoints, this one has {found}"
            remedy = "connect another sandbox" if found < wanted else "remove some, or make it a bridge"
            yield Problem("network", network.name, "driver", reason, remedy)


def ports(view: View) -> Iterator[Problem]:
    """A bridge has a limited number of ports."""
    for network in view.design.networks:
        used = len(view.endpoints_on[network.name]) + len(view.patches_at[network.name])
        used += sum(_ports_of(view, above) for above in view.on_top_of[network.name])
        if traits(network).bridge and used > MOST_PORTS:
            reason = f"{used} endpoints and patches are more than the {MOST_PORTS} ports of a bridge"
            remedy = "move some to another network and patch the two together"
            yield Problem("network", network.name, "endpoints", reason, remedy)


def _ports_of(view: View, network: Network) -> int:
    """How many ports of its parent a network on top of it may take."""
    return len(view.endpoints_on[network.name]) if traits(network).vlan else 1


def patches(view: View) -> Iterator[Problem]:
    """A patch joins two different bridges."""
    for patch in view.design.patches:
        one, other = patch.networks
        if one == other:
            reason = f"joins network {one} to itself"
            yield Problem("patch", patch.name, "networks", reason, "name two different networks")
        for name in dict.fromkeys(patch.networks):
            network = view.networks.get(name)
            if network is not None and not traits(network).bridge:
                reason = f"network {name} has driver {network.driver}, and only a bridge takes patches"
                yield Problem("patch", patch.name, "networks", reason, "name a bridge, or remove the patch")


def loops(view: View) -> Iterator[Problem]:
    """Frames that go round a ring of bridges never end, unless STP blocks a port."""
    for loop in bridge_loops(view.design):
        ring = " - ".join((*loop.networks, loop.networks[0]))
        yield Problem(
            "patch",
            loop.patches[-1],
            "networks",
            f"closes the loop {ring} through {', '.join(loop.patches)}, where no network runs STP",
            "turn on options.stp of one of these networks, or remove a patch",
            "warning",
            Fix(
                "Turn STP on",
                tuple(set_fields("network", name, {"options.stp": True}) for name in loop.networks),
            ),
            (
                *(f"network:{name}" for name in loop.networks),
                *(f"patch:{name}" for name in loop.patches[:-1]),
            ),
        )
