"""A design without what is only drawn: what it means to a network."""

from typing import TypeVar

from topology.figures import FIGURES
from topology.values import FIELDS, Design, Network, Sandbox

B = TypeVar("B", Network, Sandbox)


def bare(design: Design) -> Design:
    """The design without positions, figures and icons. Two that are equal then are the same to the engine."""
    return design.model_copy(
        update={
            "networks": tuple(map(_bare, design.networks)),
            "sandboxes": tuple(map(_bare, design.sandboxes)),
            "layout": {},
            **{FIELDS[kind]: () for kind in FIGURES},
        }
    )


def _bare(box: B) -> B:
    return box.model_copy(update={"icon": None}) if box.icon else box
