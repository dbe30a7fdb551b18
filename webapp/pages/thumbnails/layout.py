"""Where a design's boxes stand: where people have put them, the others as the designer would."""

from webapp.pages.thumbnails.clusters import Point
from webapp.pages.thumbnails.joints import Joints
from webapp.pages.thumbnails.template import template


def layout(joints: Joints) -> dict[str, Point]:
    """The place of every sandbox and of every network that is a box, by name."""
    names = [*joints.bars, *joints.sandboxes]
    given = {name: at for name in names if (at := joints.design.layout.get(name))}
    if len(given) == len(names):
        return given
    planned = template(joints)
    off = _offset(given, planned)
    return {name: given.get(name) or (planned[name][0] + off[0], planned[name][1] + off[1]) for name in names}


def _offset(given: dict[str, Point], planned: dict[str, Point]) -> Point:
    """How far the drawing as planned lies from where people have put it."""
    count = max(1, len(given))
    x = sum(at[0] - planned[name][0] for name, at in given.items()) / count
    y = sum(at[1] - planned[name][1] for name, at in given.items()) / count
    return x, y
