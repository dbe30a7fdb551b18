"""A design without what is only drawn, and scenarios: what it means to a network."""

from typing import TypeVar

from topology.beside import BESIDE
from topology.values import FIELDS, Design, Network, Sandbox

B = TypeVar("B", Network, Sandbox)


def bare(design: Design) -> Design:
    """The design without positions, figures, icons and scenarios. Two that are equal then are the same to the
    engine."""
    return design.model_copy(
        update={
            "networks": tuple(map(_bare, design.networks)),
            "sandboxes": tuple(map(_bare, design.sandboxes)),
            "layout": {},
            **{FIELDS[kind]: () for kind in BESIDE},
        }
    )


def _bare(box: B) -> B:
    return box.model_copy(update={"icon": None}) if box.icon else box
