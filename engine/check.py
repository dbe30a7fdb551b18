"""Whether the engine can build a design: what is wrong with it, and what is not there yet."""

from collections.abc import Iterator

from engine.drivers import DRIVERS, Owner, plugged
from engine.drivers.ends import endpoints_by_network, interface_of
from engine.names import bridge_name, lower_port_name, patch_port_name, port_name
from topology.drivers import traits
from topology.names import LONGEST, LONGEST_INTERFACE, next_free
from topology.problems import Fix, Problem, errors
from topology.validation import validate
from topology.values import Design


def check(design: Design) -> tuple[Problem, ...]:
    """Everything that keeps the design from being built, and every warning, each once."""
    problems = (*validate(design), *_networks(design))
    if not errors(problems):
        problems += (*_clashes(design), *_trials(design))
    return tuple(dict.fromkeys(problems))


def _networks(design: Design) -> Iterator[Problem]:
    joined = endpoints_by_network(design)
    for network in design.networks:
        inside, endpoints = DRIVERS.get(network.driver), joined[network.name]
        if inside:
            yield from inside.check(network, endpoints)
        else:
            yield from plugged.check(network, endpoints, DRIVERS)


def _trials(design: Design) -> Iterator[Problem]:
    """Whether the drivers of other packages do what they should."""
    joined = endpoints_by_network(design)
    for network in design.networks:
        if network.driver not in DRIVERS:
            yield from plugged.trial(design, network, joined[network.name])


def _clashes(design: Design) -> Iterator[Problem]:
    """Two links that would have one name in the fabric, as `p1` at `lan1` and `p1` with interface `lan1`."""
    taken: dict[str, Owner] = {}
    for name, owner in _names(design):
        first = taken.setdefault(name, owner)
        if first is not owner:
            reason = f"its link would be called {name}, as that of {first[0]} {first[1]} is"
            field = "interface" if owner[0] == "endpoint" else "name"
            yield Problem(*owner, field, reason, "rename one of the two", fix=_renaming(design, owner))


def _renaming(design: Design, owner: Owner) -> Fix:
    """To a name that no link has."""
    kind, name = owner
    taken = {each.interface for each in design.endpoints}
    taken |= {each.name for each in design.networks} | {each.name for each in design.sandboxes}
    taken |= {each.name for each in design.patches}
    longest = LONGEST_INTERFACE if kind == "endpoint" else LONGEST
    fresh = next_free(name.rpartition(".")[2], taken, longest)
    return Fix(f"Call it {fresh}", ({"op": "rename", "kind": kind, "name": name, "to": fresh},))


def _names(design: Design) -> Iterator[tuple[str, Owner]]:
    switched = {network.name for network in design.networks if traits(network).gateways}
    stacked = {network.name for network in design.networks if traits(network).modes}
    for network in sorted(switched | stacked):
        yield bridge_name(network), ("network", network)
    for network in sorted(stacked):
        yield lower_port_name(network), ("network", network)
    for endpoint in design.endpoints:
        if endpoint.network in switched:
            yield port_name(endpoint.sandbox, interface_of(endpoint)), ("endpoint", endpoint.name)
    for patch in design.patches:
        for network in patch.networks:
            yield patch_port_name(patch.name, network), ("patch", patch.name)
