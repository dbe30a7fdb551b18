"""What is only drawn, on a thumbnail: areas under all else, notes and marks over it."""

from collections.abc import Iterator
from math import ceil
from typing import get_args

from topology.figures import Area, Colour, Mark, Note
from topology.values import Design
from webapp.pages.thumbnails.clusters import Point

LINE, PAD, LETTER = 18, 12, 7
MOST, MOST_POINTS = 40, 24
"""Figures of a kind, and points of a mark: so small, more are not seen."""

COLOURS: tuple[str, ...] = get_args(Colour)


def corners(design: Design) -> list[Point]:
    """Points that a drawing of them all has to hold."""
    boxes = [*map(_box, design.areas), *map(_box, design.notes)]
    return [at for box in boxes for at in box] + [at for mark in design.marks for at in _points(mark)]


def areas(design: Design) -> Iterator[tuple[str, list[Point]]]:
    """Each as a style and the outline's points, large ones first."""
    for area in sorted(design.areas, key=lambda area: -area.size[0] * area.size[1])[:MOST]:
        yield f"a {area.colour}", _outline(area)


def notes_and_marks(design: Design) -> Iterator[tuple[str, list[Point]]]:
    for note in design.notes[:MOST]:
        yield f"n {note.colour}", _outline(note)
    for mark in design.marks[:MOST]:
        yield f"m {mark.colour}", _points(mark)


def _box(figure: Area | Note) -> tuple[Point, Point]:
    """Its left top corner and the one across."""
    x, y = figure.at
    width, height = figure.size if isinstance(figure, Area) else (figure.width, _height(figure))
    return (x, y), (x + width, y + height)


def _height(note: Note) -> float:
    """About as the designer breaks its lines."""
    room = max(1.0, (note.width - 2 * PAD) / LETTER)
    lines = sum(max(1, ceil(len(line) / room)) for line in note.text.split("\n"))
    return lines * LINE + 2 * PAD


def _outline(figure: Area | Note) -> list[Point]:
    (left, top), (right, bottom) = _box(figure)
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


def _points(mark: Mark) -> list[Point]:
    points = list(zip(mark.points[::2], mark.points[1::2], strict=True))
    return [*points[:: ceil(len(points) / MOST_POINTS)], points[-1]]
