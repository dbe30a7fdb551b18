"""A part of a design, such as what somebody has chosen."""

from collections.abc import Set

from topology.edits.leading import let_go
from topology.edits.renaming import parent_named, published_to
from topology.figures import FIGURES
from topology.values import FIELDS, Design, Network, Object, objects

Figures = Set[tuple[str, str]]
"""Kinds and names of what is only drawn."""


def cut(design: Design, names: Set[str], figures: Figures = frozenset()) -> Design:
    """The sandboxes and networks of these names, all that joins two of them, as cables do two sandboxes, and
    these figures.

    What is named of others is left out, and scenarios.
    """
    sandboxes = tuple(each for each in design.sandboxes if each.name in names)
    inside = {each.name for each in sandboxes}
    kept = tuple(each for each in design.networks if each.name in names or _spans(design, each, inside))
    joined = {each.name for each in kept}
    part = design.model_copy(
        update={
            "networks": tuple(_alone(each, inside, joined) for each in kept),
            "sandboxes": sandboxes,
            "endpoints": tuple(
                each for each in design.endpoints if each.sandbox in inside and each.network in joined
            ),
            "patches": tuple(each for each in design.patches if joined.issuperset(each.networks)),
            "layout": {name: at for name, at in design.layout.items() if name in inside | joined},
            **{FIELDS[kind]: _chosen(design, kind, figures) for kind in FIGURES},
            "scenarios": (),
        }
    )
    return let_go(design, part)


def _chosen(design: Design, kind: str, figures: Figures) -> tuple[Object, ...]:
    return tuple(each for each in objects(design, kind) if (kind, each.name) in figures)


def _spans(design: Design, network: Network, sandboxes: Set[str]) -> bool:
    """Whether it is a cable whose both ends are there."""
    if network.driver != "cable":
        return False
    ends = [each.sandbox for each in design.endpoints if each.network == network.name]
    return len(ends) == 2 and set(ends) <= sandboxes


def _alone(network: Network, sandboxes: Set[str], networks: Set[str]) -> Network:
    """Without a parent that is not there, and what it publishes of sandboxes that are not."""
    if network.options.parent is not None and network.options.parent not in networks:
        network = parent_named(network, network.options.parent, None)
    for publish in network.publish:
        if publish.sandbox not in sandboxes:
            network = published_to(network, publish.sandbox, None)
    return network
