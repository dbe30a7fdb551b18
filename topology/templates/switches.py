"""Switches in a circle, each with hosts outside of it."""

from topology.templates.drawing import SWITCH, Drawing
from topology.templates.places import BAR, CARD, FLOOR, circle, on_grid, outward
from topology.value import Position


def around(drawing: Drawing, count: int, hosts: int) -> list[str]:
    """One broadcast domain of switches under STP; their names."""
    subnet = drawing.subnet()
    gap = max(BAR, CARD * hosts)
    names = []
    for place in circle(count, gap, FLOOR):
        switch = drawing.switch(place, subnet, SWITCH)
        names.append(switch)
        for standing in _beside(place, hosts):
            drawing.host(standing, switch)
    return names


def _beside(switch: Position, hosts: int) -> list[Position]:
    """In a row across the way outward, or in a column where that leads to the side."""
    x, y = outward(switch, FLOOR)
    if abs(switch[0]) > 2 * abs(switch[1]):
        side = x + (FLOOR if x > 0 else -FLOOR) * 0.6
        return [on_grid(side, y + CARD * 0.5 * (place - (hosts - 1) / 2)) for place in range(hosts)]
    return [on_grid(x + CARD * (place - (hosts - 1) / 2), y) for place in range(hosts)]
