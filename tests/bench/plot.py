"""The benchmarks' figures as a picture.

Two diagrams: how long the same 500 sandboxes take, each way; and what one sandbox costs, by size. They are
plain SVG, which takes less code than a library takes lines in a lock file.
"""

import math
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

WIDTH, HEIGHT, MARGIN = 860, 300, 60
BARS = {
    "engine": ("floor", "build, engine"),
    "kernel's floor (C)": ("floor", "build, floor"),
    "deployed, in the database": ("database", "deploy until all in sync"),
    "ip -batch": ("others", "build, ip -batch"),
    "Mininet": ("others", "build, Mininet with LinuxBridge"),
}
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #333 }
.title { font-weight: 600 }
.value { text-anchor: middle; font-size: 12px }
.bar { fill: #2f6fbf } .line { fill: none; stroke: #2f6fbf; stroke-width: 2 } .dot { fill: #2f6fbf }
.axis { stroke: #999 }
@media (prefers-color-scheme: dark) { text { fill: #ddd } }
"""


def picture(parts: Mapping[str, Any]) -> str:
    """Both diagrams, one below the other."""
    inside = [*bars(parts), f'<g transform="translate(0 {HEIGHT})">', *curve(parts), "</g>"]
    size = f'viewBox="0 0 {WIDTH} {2 * HEIGHT}" width="{WIDTH}" height="{2 * HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>Building, measured</title>'
    return "\n".join([head, f"<style>{STYLE}</style>", *inside, "</svg>\n"])


def bars(parts: Mapping[str, Any]) -> Iterable[str]:
    seconds = {name: _figure(parts, *where) for name, where in BARS.items()}
    longest = max(seconds.values())
    yield _text(MARGIN / 3, 24, "Seconds to build 500 sandboxes on 32 bridges", "title")
    for row, (name, value) in enumerate(seconds.items()):
        y, long = 60 + 44 * row, 520 * value / longest
        yield _text(MARGIN / 3, y + 16, name)
        yield f'<rect class="bar" x="220" y="{y}" width="{long:.1f}" height="22" rx="3"/>'
        yield _text(220 + long + 8, y + 16, f"{value:.2f}")


def curve(parts: Mapping[str, Any]) -> Iterable[str]:
    costs = {int(size): float(cost) for size, cost in parts["curve"]["milliseconds"].items()}
    highest, sizes = max(costs.values()), sorted(costs)
    span = math.log(sizes[-1] / sizes[0])
    points = {
        size: (
            MARGIN + (WIDTH - 2 * MARGIN) * math.log(size / sizes[0]) / span,
            HEIGHT - MARGIN - (HEIGHT - 2.2 * MARGIN) * costs[size] / highest,
        )
        for size in sizes
    }
    yield _text(MARGIN / 3, 24, "Milliseconds for each sandbox, by the number of sandboxes", "title")
    base = HEIGHT - MARGIN
    yield f'<line class="axis" x1="{MARGIN / 2}" y1="{base}" x2="{WIDTH - MARGIN / 2}" y2="{base}"/>'
    yield f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points.values())}"/>'
    for size, (x, y) in points.items():
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        yield _text(x, y - 10, f"{costs[size]:.2f}", "value")
        yield _text(x, base + 20, f"{size:,}", "value")


def _figure(parts: Mapping[str, Any], part: str, name: str) -> float:
    return next(float(each["value"]) for each in parts[part]["figures"] if each["name"] == name)


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(words)}</text>'
