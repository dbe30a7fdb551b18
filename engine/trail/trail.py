"""The trail of what was captured in places of a design."""

from collections.abc import Collection, Iterable

from engine.packets.frame import Frame
from engine.packets.points import points
from engine.trail.crossings import watched_ends
from engine.trail.ground import ground
from engine.trail.identity import Sighting
from engine.trail.steps import Step, steps
from topology.values import Design


def trail(design: Design, watched: Collection[str], frames: Iterable[tuple[str, Frame]]) -> list[Step]:
    """`frames` are those of all links of the places that were `watched`, each with its place. What passed at
    links that are not the design's, such as `lo`, is left out."""
    by_link = {(point.place, point.link): point for point in points(design) if point.place in watched}
    seen = [
        Sighting(by_link[place, frame.link], frame)
        for place, frame in frames
        if (place, frame.link) in by_link
    ]
    return steps(seen, watched_ends(by_link.values()), ground(design))
