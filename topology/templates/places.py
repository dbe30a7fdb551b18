"""Where things stand, in pixels, so that none covers another."""

from math import cos, pi, sin

from topology.value import Position

CARD, BAR = 160.0, 280.0
"""How far apart the middles of sandboxes, and of networks, stand in a row."""

FLOOR = 136.0
"""How far apart rows stand."""

GRID = 4
"""Objects stand on it."""


def row(count: int, gap: float, y: float, x: float = 0.0) -> list[Position]:
    """So many side by side, with (x, y) in their middle."""
    return [on_grid(x + gap * (place - (count - 1) / 2), y) for place in range(count)]


def circle(count: int, gap: float, least: float = 0.0, turn: float = 0.0) -> list[Position]:
    """So many around the origin, from the top on, `gap` apart on an ellipse that is at least so high."""
    height = max(least, count * gap / (2 * pi))
    angles = (2 * pi * (place + turn) / count for place in range(count))
    return [on_grid(1.35 * height * sin(angle), -height * cos(angle)) for angle in angles]


def outward(place: Position, distance: float) -> Position:
    """Farther away from the origin than the place is."""
    x, y = place
    away = (x * x + y * y) ** 0.5 or 1.0
    return on_grid(x + x / away * distance * 1.35, y + y / away * distance)


def on_grid(x: float, y: float) -> Position:
    return round(x / GRID) * GRID + 0.0, round(y / GRID) * GRID + 0.0
