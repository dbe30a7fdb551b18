"""A campus: core routers, a distribution router for each building, and its floors' subnets."""

from topology.addressing import Subnet
from topology.templates.drawing import Drawing
from topology.templates.parameters import Parameter, Values
from topology.templates.places import BAR, CARD, FLOOR, row
from topology.templates.template import Template


def draw(drawing: Drawing, values: Values) -> None:
    floor = max(BAR, CARD * values["hosts"])
    width = floor * values["floors"]
    cores = [drawing.router("core", place) for place in row(values["cores"], 2 * BAR, 0.0)]
    places = row(values["buildings"], width, 0.0)
    buildings = [_building(drawing, x, values, floor) for x, _ in places]
    up = {}
    for at, (router, subnets) in enumerate(buildings):
        for over, core in enumerate(cores):
            lower, up[at, over] = drawing.cable(router, core)
            drawing.route(core, subnets, lower)
    for at, (router, _) in enumerate(buildings):
        for to, (_, subnets) in enumerate(buildings):
            # There and back through the same core, and not all through one.
            if to != at:
                drawing.route(router, subnets, up[at, (at + to) % len(cores)])


def _building(drawing: Drawing, x: float, values: Values, floor: float) -> tuple[str, list[Subnet]]:
    router = drawing.router("dist", (x, 1.5 * FLOOR))
    subnets = []
    for middle, _ in row(values["floors"], floor, 0.0, x):
        subnet = drawing.subnet()
        access = drawing.lan((middle, 2.5 * FLOOR), subnet)
        gateway = drawing.join(router, access, subnet)
        for place in row(values["hosts"], CARD, 3.5 * FLOOR, middle):
            drawing.host(place, access, gateway)
        subnets.append(subnet)
    return router, subnets


CAMPUS = Template(
    "campus",
    "Campus",
    "Core routers, a distribution router for each building, and a subnet with hosts on each floor.",
    (
        Parameter("cores", "Core routers", 2, 1, 2),
        Parameter("buildings", "Buildings", 3, 2, 6),
        Parameter("floors", "Floors in each", 2, 1, 4),
        Parameter("hosts", "Hosts on each floor", 2, 1, 6),
    ),
    draw,
)
