"""Broadcast domains: who hears a frame that is sent to everybody."""

from collections import defaultdict
from dataclasses import dataclass

from topology.graph import segments
from topology.values import Design


@dataclass(frozen=True, slots=True)
class Domain:
    """The networks that share frames, and the endpoints on them, in the design's order."""

    networks: tuple[str, ...]
    endpoints: tuple[str, ...]


def domains(design: Design) -> tuple[Domain, ...]:
    """Those of the design as it is plugged now: what is pulled joins nothing and hears nothing."""
    plugged = design.model_copy(update={"patches": tuple(patch for patch in design.patches if patch.up)})
    standing = segments(plugged)
    networks: dict[str, list[str]] = defaultdict(list)
    endpoints: dict[str, list[str]] = defaultdict(list)
    for network in design.networks:
        networks[standing[network.name]].append(network.name)
    for endpoint in design.endpoints:
        if endpoint.up and endpoint.network in standing:
            endpoints[standing[endpoint.network]].append(endpoint.name)
    return tuple(Domain(tuple(names), tuple(endpoints[first])) for first, names in networks.items())
