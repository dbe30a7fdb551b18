"""A design as a small SVG: pure, from a design to text."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from topology.values import Design
from webapp.pages.thumbnails import figures
from webapp.pages.thumbnails.clusters import Point
from webapp.pages.thumbnails.colours import STYLE
from webapp.pages.thumbnails.hues import HUES, hue_of
from webapp.pages.thumbnails.joints import Joints
from webapp.pages.thumbnails.layout import layout

WIDTH, HEIGHT, EDGE = 320, 200, 12
MOST = 10_000
"""Bytes; a larger drawing is drawn coarser."""
LIFE = 0.4
"""How large a drawing of few objects is, at most, to its size in the designer."""
CARD = (124, 52)
BAR = (236, 44)
_ROOM = (BAR[0], CARD[1])

_EMPTY = (
    '<path class="e" d="M72 60h64v36h-64zM184 60h64v36h-64zM104 96v28q0 8 8 8h24M216 96v28q0 8 -8 8h-24"/>'
)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the designer's pixels to whole ones of the thumbnail, in steps."""

    factor: float
    left: float
    top: float
    step: int

    def point(self, at: Point) -> tuple[int, int]:
        return self._on_grid(at[0] * self.factor + self.left), self._on_grid(at[1] * self.factor + self.top)

    def length(self, length: float) -> int:
        return max(self.step, 2, round(length * self.factor))

    def _on_grid(self, value: float) -> int:
        return round(value / self.step) * self.step


def thumbnail(design: Design) -> str:
    """At most some 10 kB, however large the design is."""
    joints = Joints(design)
    places = layout(joints)
    if not places and not figures.corners(design):
        return _svg(f"Empty drawing of {design.name}", _EMPTY)
    title = f"Drawing of {design.name}"
    text = ""
    for step in (1, 2, 4, 8, 16, 32):
        text = _svg(title, _shapes(joints, places, _scale(joints.design, places, step)))
        if len(text) <= MOST:
            break
    return text


def _svg(title: str, shapes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>{shapes}</svg>"
    )


def _scale(design: Design, places: dict[str, Point], step: int) -> Scale:
    boxes = [(x + w / 2, y + h / 2) for x, y in places.values() for w, h in (_ROOM, (-_ROOM[0], -_ROOM[1]))]
    xs, ys = zip(*boxes, *figures.corners(design), strict=True)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    factor = min(LIFE, (WIDTH - 2 * EDGE) / max(1, width), (HEIGHT - 2 * EDGE) / max(1, height))
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return Scale(factor, WIDTH / 2 - middle[0] * factor, HEIGHT / 2 - middle[1] * factor, step)


def _shapes(joints: Joints, places: dict[str, Point], scale: Scale) -> str:
    """Areas under links under boxes; what looks the same is one path, what falls together is drawn once."""
    paths: dict[str, dict[str, None]] = defaultdict(dict)
    for style, mark in (*_wires(joints, places, scale), *_boxes(joints, places, scale)):
        paths[style][mark] = None
    thickness = scale.length(BAR[1])
    boxes = "".join(_path(style, paths[style], thickness) for style in _order() if style in paths)
    under, over = figures.areas(joints.design), figures.notes_and_marks(joints.design)
    return _lines(under, scale) + boxes + _lines(over, scale)


def _lines(all_lines: Iterable[tuple[str, list[Point]]], scale: Scale) -> str:
    return "".join(
        f'<path class="{style}" d="M{"L".join(f"{x} {y}" for x, y in map(scale.point, points))}"/>'
        for style, points in all_lines
    )


def _wires(joints: Joints, places: dict[str, Point], scale: Scale) -> Iterable[tuple[str, str]]:
    for style, ends in _links(joints):
        if ends[0] in places and ends[1] in places:
            (x, y), (to_x, to_y) = (scale.point(places[end]) for end in ends)
            if (x, y) != (to_x, to_y):
                yield style, f"M{x} {y}L{to_x} {to_y}"


def _boxes(joints: Joints, places: dict[str, Point], scale: Scale) -> Iterable[tuple[str, str]]:
    """A bar is a thick line with round ends."""
    inner = max(0, scale.length(BAR[0]) - scale.length(BAR[1]))
    for name in joints.bars:
        x, y = scale.point(places[name])
        yield f"b h{hue_of(name)}", f"M{x - inner // 2} {y}h{inner}"
    w, h = scale.length(CARD[0]), scale.length(CARD[1])
    for name in joints.sandboxes:
        x, y = scale.point(places[name])
        yield "s", f"M{x - w // 2} {y - h // 2}h{w}v{h}h-{w}z"


def _links(joints: Joints) -> Iterable[tuple[str, tuple[str, str]]]:
    for patch in joints.design.patches:
        yield "p", patch.networks
    for endpoint in joints.design.endpoints:
        if endpoint.network in joints.bars:
            yield f"h{hue_of(endpoint.network)}", (endpoint.sandbox, endpoint.network)
    for network in joints.design.networks:
        if network.name not in joints.bars:
            first, second = joints.on_network[network.name]
            yield f"h{hue_of(network.name)}", (first, second)


def _order() -> list[str]:
    hues = [f"h{hue}" for hue in range(1, HUES + 1)]
    return ["p", *hues, *(f"b {hue}" for hue in hues), "s"]


def _path(style: str, marks: Iterable[str], thickness: int) -> str:
    width = f' stroke-width="{thickness}"' if style.startswith("b") else ""
    return f'<path class="{style}"{width} d="{"".join(marks)}"/>'
