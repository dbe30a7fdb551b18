"""What is wrong with a design. Every check is a small function; a new one is one more line here."""

from collections.abc import Callable, Iterable

from topology.ipam import complete
from topology.problems import Problem
from topology.validation import (
    addresses,
    beside,
    gateways,
    links,
    mtu,
    names,
    options,
    parents,
    publishing,
    references,
    routes,
    scenarios,
    services,
    subnets,
    sysctls,
    text,
    wires,
)
from topology.validation.view import View
from topology.values import Design

Check = Callable[[View], Iterable[Problem]]

STRUCTURE: tuple[Check, ...] = (
    names.names,
    names.interfaces,
    names.clashes,
    names.interface_clashes,
    names.service_names,
    beside.beside,
    beside.strokes,
    scenarios.values,
    references.endpoints,
    references.patches,
    references.layout,
    parents.known,
    parents.numbers,
    options.numbers,
    options.macs,
    publishing.sandboxes,
    publishing.ports,
    sysctls.allowed,
    text.subnets,
    text.gateways,
    text.addresses,
    text.macs,
    text.routes,
    text.sizes,
    services.services,
    services.files,
    services.resolvers,
    wires.units,
)
"""Without these a design cannot be stored."""

MEANING: tuple[Check, ...] = (
    subnets.usable,
    subnets.overlaps,
    subnets.room,
    gateways.carried,
    gateways.placed,
    gateways.one_a_subnet,
    gateways.apart,
    addresses.outside,
    addresses.usable,
    addresses.twice,
    addresses.macs,
    links.ends,
    links.ports,
    links.patches,
    mtu.ipv6,
    options.reserved,
    options.isolation,
    options.bridges,
    options.targets,
    options.twice,
    parents.taken,
    parents.needed,
    parents.modes,
    parents.bridges,
    parents.once,
    parents.tags,
    parents.macs,
    parents.sizes,
    publishing.outside,
    publishing.ways_out,
    publishing.links,
    publishing.targets,
    publishing.apart,
    routes.next_hops,
    routes.destinations,
    wires.delays,
)
"""Without these a design can be stored and mended later, but not deployed."""

WARNINGS: tuple[Check, ...] = (
    addresses.prefixes,
    links.loops,
    mtu.endpoints,
    mtu.patches,
    routes.answered,
    routes.plugged_in,
    scenarios.objects,
    wires.flaps,
)
"""Without these a design works, though perhaps not as meant."""


def structure(design: Design) -> tuple[Problem, ...]:
    """What keeps a design from being stored: bad names, dangling references, text that means nothing."""
    return _found(design, STRUCTURE)


def validate(design: Design) -> tuple[Problem, ...]:
    """Everything that is wrong with a design, structure included; what it leaves out is filled in first."""
    return _found(design, STRUCTURE + MEANING + WARNINGS)


def _found(design: Design, checks: tuple[Check, ...]) -> tuple[Problem, ...]:
    view = View(complete(design))
    return tuple(problem for check in checks for problem in check(view))
