"""Leaf and spine: routers in two rows, every leaf cabled to every spine, hosts in a subnet of each leaf."""

from topology.addressing import Subnet
from topology.templates.drawing import Drawing
from topology.templates.parameters import Parameter, Values
from topology.templates.places import BAR, CARD, FLOOR, row
from topology.templates.template import Template


def draw(drawing: Drawing, values: Values) -> None:
    width = max(BAR, CARD * values["hosts"])
    spines = [drawing.router("spine", place) for place in row(values["spines"], BAR, 0.0)]
    leaves = [_leaf(drawing, x, values["hosts"]) for x, _ in row(values["leaves"], width, 0.0)]
    up, down = {}, {}
    for at, (leaf, _) in enumerate(leaves):
        for over, spine in enumerate(spines):
            down[at, over], up[at, over] = drawing.cable(leaf, spine)
    for at, (leaf, subnet) in enumerate(leaves):
        for over, spine in enumerate(spines):
            drawing.route(spine, [subnet], down[at, over])
        for to, (_, other) in enumerate(leaves):
            # There and back through the same spine, and not all through one.
            if to != at:
                drawing.route(leaf, [other], up[at, (at + to) % len(spines)])


def _leaf(drawing: Drawing, x: float, hosts: int) -> tuple[str, Subnet]:
    subnet = drawing.subnet()
    leaf = drawing.router("leaf", (x, 1.5 * FLOOR))
    lan = drawing.lan((x, 2.5 * FLOOR), subnet)
    gateway = drawing.join(leaf, lan, subnet)
    for place in row(hosts, CARD, 3.5 * FLOOR, x):
        drawing.host(place, lan, gateway)
    return leaf, subnet


LEAF_SPINE = Template(
    "leaf-spine",
    "Leaf and spine",
    "Routers in two rows, each leaf cabled to each spine; hosts in a subnet of each leaf.",
    (
        Parameter("spines", "Spines", 2, 1, 4),
        Parameter("leaves", "Leaves", 4, 2, 12),
        Parameter("hosts", "Hosts on each leaf", 2, 1, 8),
    ),
    draw,
)
