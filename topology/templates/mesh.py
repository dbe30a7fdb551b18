"""A full mesh of switches under STP."""

from itertools import combinations

from topology.templates.drawing import Drawing
from topology.templates.parameters import Parameter, Values
from topology.templates.switches import around
from topology.templates.template import Template


def draw(drawing: Drawing, values: Values) -> None:
    for one, other in combinations(around(drawing, values["switches"], values["hosts"]), 2):
        drawing.patch(one, other)


MESH = Template(
    "mesh",
    "Mesh",
    "Every switch patched to every other, with STP to keep a tree of it, and hosts on each.",
    (Parameter("switches", "Switches", 4, 3, 8), Parameter("hosts", "Hosts on each", 1, 0, 4)),
    draw,
)
