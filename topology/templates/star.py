"""A star: hosts around one switch."""

from topology.templates.drawing import Drawing
from topology.templates.parameters import Parameter, Values
from topology.templates.places import CARD, FLOOR, circle
from topology.templates.template import Template


def draw(drawing: Drawing, values: Values) -> None:
    switch = drawing.switch((0.0, 0.0), drawing.subnet())
    for place in circle(values["hosts"], CARD, FLOOR * 1.2):
        drawing.host(place, switch)


STAR = Template(
    "star",
    "Star",
    "Hosts around one switch.",
    (Parameter("hosts", "Hosts", 6, 2, 24),),
    draw,
)
