"""Hosts on a network, in rows above and below it."""

from topology.templates.drawing import Drawing
from topology.templates.parameters import Parameter, Values
from topology.templates.places import CARD, FLOOR, row
from topology.templates.template import Template

IN_A_ROW = 8


def draw(drawing: Drawing, values: Values) -> None:
    lan = drawing.switch((0.0, 0.0), drawing.subnet())
    left, rows = values["hosts"], 0
    while left:
        wide = min(left, IN_A_ROW)
        floor, above = divmod(rows, 2)
        y = FLOOR + floor * FLOOR * 0.7
        for place in row(wide, CARD, -y if above else y):
            drawing.host(place, lan)
        left, rows = left - wide, rows + 1


HOSTS = Template(
    "hosts",
    "Hosts on a network",
    "Any number of hosts in rows on one network.",
    (Parameter("hosts", "Hosts", 8, 1, 200),),
    draw,
)
