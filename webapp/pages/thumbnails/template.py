"""A drawing of a whole design from nothing: clusters in rows, what joins several of them between, what has
only cables below. The same as static/js/canvas/template.js, which the tests hold it to."""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from math import ceil, floor, sqrt

from webapp.pages.thumbnails.clusters import Cluster, Point, cluster_of, place_clusters
from webapp.pages.thumbnails.joints import Joints

COLUMN, ROW, ASIDE, GRID = 188, 128, 88, 4


def template(joints: Joints) -> dict[str, Point]:
    """The place of every box by name."""
    clusters = {name: cluster_of(joints, name) for name in _in_walk_order(joints)}
    leaves = {name for each in clusters.values() for row in (*each.above, *each.below) for name in row}
    rest = [name for name in joints.sandboxes if name not in leaves]
    between = [name for name in rest if joints.bars_of(name)]
    places: dict[str, Point] = {}
    bottom = place_clusters(list(clusters.values()), bool(between), places)
    _place_between(joints, between, clusters, places)
    _place_rows(_in_cable_order(joints, [name for name in rest if name not in set(between)]), places, bottom)
    return {name: (_snapped(x), _snapped(y)) for name, (x, y) in places.items()}


def _snapped(value: float) -> float:
    return floor(value / GRID + 0.5) * GRID


def _in_walk_order(joints: Joints) -> list[str]:
    """Networks so that those joined with each other follow each other."""
    near: dict[str, dict[str, None]] = {name: {} for name in joints.bars}
    groups = [
        *(each.networks for each in joints.design.patches),
        *(joints.bars_of(name) for name in joints.sandboxes),
    ]
    for group in groups:
        for one in group:
            near.get(one, {}).update((other, None) for other in group if other != one)
    return _walk(list(joints.bars), lambda name: near[name])


def _walk(names: list[str], near: Callable[[str], Iterable[str]]) -> list[str]:
    """Breadth first, from each that is not yet reached."""
    reached: dict[str, None] = {}
    known = set(names)
    for start in names:
        waiting = deque([start])
        while waiting:
            name = waiting.popleft()
            if name in known and name not in reached:
                reached[name] = None
                waiting.extend(near(name))
    return list(reached)


def _place_between(
    joints: Joints, names: list[str], clusters: dict[str, Cluster], places: dict[str, Point]
) -> None:
    """Each in the middle of its networks; several in the same place above each other."""
    used: Counter[Point] = Counter()
    at = dict(places)
    for name in names:
        its = [clusters[each] for each in joints.bars_of(name)]
        x = sum(at[each.name][0] for each in its) / len(its)
        y = _height(its, at)
        nth = used[x, y]
        used[x, y] += 1
        aside = ceil(nth / 2) * (1 if nth % 2 else -1)
        if len({at[each.name][1] for each in its}) == 1:
            places[name] = (x, y + aside * ROW * 0.75)
        else:
            places[name] = (x + aside * COLUMN + _clear_of(its), y)


def _clear_of(clusters: list[Cluster]) -> float:
    """Half a card aside where a row has one in its middle, so that the cable passes beside it."""
    nearest = [rows[0] for each in clusters for rows in (each.above, each.below) if rows]
    return ASIDE if any(len(row) % 2 for row in nearest) else 0


def _height(clusters: list[Cluster], at: dict[str, Point]) -> float:
    """Of networks side by side, or of the gap between two rows of them."""
    top = min(at[each.name][1] for each in clusters)
    upper = [each for each in clusters if at[each.name][1] == top]
    lower = [each for each in clusters if at[each.name][1] != top]
    if not lower:
        return top
    start = max(at[each.name][1] + each.down for each in upper)
    end = min(at[each.name][1] - each.up for each in lower)
    return (start + end) / 2


def _in_cable_order(joints: Joints, names: list[str]) -> list[str]:
    """Sandboxes joined by cables follow each other."""

    def near(name: str) -> Iterable[str]:
        return (other for network in joints.of_sandbox.get(name, ()) for other in joints.on_network[network])

    return _walk(names, near)


def _place_rows(names: list[str], places: dict[str, Point], top: float) -> None:
    """There and back, so that neighbours stay neighbours at the turn."""
    columns = max(2, ceil(sqrt(len(names) * 1.2)))
    for i, name in enumerate(names):
        row, place = divmod(i, columns)
        column = columns - 1 - place if row % 2 else place
        places[name] = (column * (COLUMN + 136), top + row * ROW)
