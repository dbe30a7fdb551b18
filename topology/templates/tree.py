"""A tree of switches with hosts on the lowest."""

from topology.addressing import Subnet
from topology.templates.drawing import Drawing
from topology.templates.parameters import Parameter, Values
from topology.templates.places import BAR, CARD, FLOOR, on_grid, row
from topology.templates.template import Template


def draw(drawing: Drawing, values: Values) -> None:
    _grow(drawing, drawing.subnet(), values, 0.0, 0)


def _grow(drawing: Drawing, subnet: Subnet, values: Values, x: float, level: int) -> str:
    """The switch at the top of a part of the tree, with all that hangs on it."""
    top = drawing.switch(on_grid(x, level * FLOOR), subnet)
    below = level + 1
    if below == values["levels"]:
        for place in row(values["hosts"], CARD, below * FLOOR, x):
            drawing.host(place, top)
        return top
    for middle, _ in row(values["branches"], _width(values, below), below * FLOOR, x):
        drawing.patch(top, _grow(drawing, subnet, values, middle, below))
    return top


def _width(values: Values, level: int) -> float:
    """Of what a switch at this level needs for itself and all below it."""
    leaf = max(BAR, CARD * values["hosts"])
    width: float = leaf * values["branches"] ** (values["levels"] - 1 - level)
    return width


TREE = Template(
    "tree",
    "Tree",
    "Switches in levels, each with as many below it, and hosts on the lowest.",
    (
        Parameter("levels", "Levels of switches", 3, 1, 4),
        Parameter("branches", "Switches below each", 2, 1, 3),
        Parameter("hosts", "Hosts on each of the lowest", 2, 1, 6),
    ),
    draw,
)
