"""A ring of switches under STP."""

from itertools import pairwise

from topology.templates.drawing import Drawing
from topology.templates.parameters import Parameter, Values
from topology.templates.switches import around
from topology.templates.template import Template


def draw(drawing: Drawing, values: Values) -> None:
    switches = around(drawing, values["switches"], values["hosts"])
    for one, other in pairwise([*switches, switches[0]]):
        drawing.patch(one, other)


RING = Template(
    "ring",
    "Ring",
    "Switches in a ring, with STP to block one patch, and hosts on each.",
    (Parameter("switches", "Switches", 4, 3, 16), Parameter("hosts", "Hosts on each", 1, 0, 4)),
    draw,
)
