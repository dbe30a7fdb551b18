"""A network with the sandboxes that are on it alone, above and below it; and many of those in a table.

The same as static/js/canvas/clusters.js, so that a drawing that nobody has arranged looks alike in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from webapp.pages.thumbnails.joints import Joints

Point = tuple[float, float]

COLUMN, ROW, GAP, JOINT_GAP = 176, 136, 72, 312
PER_ROW, ONE_SIDE = 6, 5
SHAPE = 1.5


@dataclass(frozen=True, slots=True)
class Cluster:
    """`above` and `below` are rows of sandboxes, the nearest first."""

    name: str
    above: list[list[str]]
    below: list[list[str]]

    @property
    def width(self) -> float:
        rows = enumerate([*self.above, *self.below])
        return COLUMN * max(1.4, *(len(row) + (0.5 if i else 0) for i, row in rows), 0)

    @property
    def up(self) -> float:
        """How far it reaches above the network's middle."""
        return len(self.above) * ROW + 40

    @property
    def down(self) -> float:
        return len(self.below) * ROW + 40


def cluster_of(joints: Joints, name: str) -> Cluster:
    there = set(joints.sandboxes)
    on = dict.fromkeys(joints.on_network.get(name, ()))
    leaves = [each for each in on if each in there and len(joints.bars_of(each)) == 1]
    half = len(leaves) // 2 if len(leaves) > ONE_SIDE else 0
    return Cluster(name, _rows(leaves[:half]), _rows(leaves[half:]))


def _rows(names: list[str]) -> list[list[str]]:
    count = ceil(len(names) / PER_ROW)
    length = ceil(len(names) / max(1, count))
    return [names[row * length : (row + 1) * length] for row in range(count)]


def place_clusters(clusters: Sequence[Cluster], joints: bool, places: dict[str, Point]) -> float:
    """Puts all into `places`, with room for what is to stand between them if `joints`; where they end."""
    gap = JOINT_GAP if joints else GAP
    columns = _columns(clusters, gap)
    cell = max((each.width for each in clusters), default=0) + gap
    y = 0.0
    for number, first in enumerate(range(0, len(clusters), columns)):
        row = clusters[first : first + columns]
        y += max(each.up for each in row)
        for i, each in enumerate(row):
            _place(each, ((columns - 1 - i if number % 2 else i) * cell, y), places)
        y += max(each.down for each in row) + (ROW if joints else GAP)
    return y


def _columns(clusters: Sequence[Cluster], gap: float) -> int:
    count = len(clusters)
    if count <= 2:
        return 2
    width = sum(each.width + gap for each in clusters) / count
    height = sum(each.up + each.down + gap / 2 for each in clusters) / count
    return max(1, min(count, floor(sqrt(count * SHAPE * height / width) + 0.5)))


def _place(cluster: Cluster, at: Point, places: dict[str, Point]) -> None:
    places[cluster.name] = at
    for i, row in enumerate(cluster.above):
        _place_row(row, at, -(i + 1), places)
    for i, row in enumerate(cluster.below):
        _place_row(row, at, i + 1, places)


def _place_row(row: list[str], at: Point, rank: int, places: dict[str, Point]) -> None:
    shift = 0 if rank % 2 else COLUMN / 2
    for i, name in enumerate(row):
        places[name] = (at[0] + (i - (len(row) - 1) / 2) * COLUMN + shift, at[1] + rank * ROW)
