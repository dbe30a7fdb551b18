"""What is beside the network: names, and how much of it there may be."""

from collections import Counter
from collections.abc import Iterator

from topology.beside import BESIDE
from topology.names import is_name
from topology.problems import Problem
from topology.validation.view import View
from topology.values import FIELDS, objects

MOST = 500
"""Of each kind; more is no explanation, and drawing it would take long."""

_RULE = "use 1 to 32 of a-z, 0-9 and -, starting with a letter or digit"


def beside(view: View) -> Iterator[Problem]:
    """Figures and scenarios have names, each once in its kind, and are not too many."""
    for kind in BESIDE:
        counted = Counter(thing.name for thing in objects(view.design, kind))
        for name, number in counted.items():
            if not is_name(name):
                yield Problem(kind, name, "name", "is not a valid name", _RULE)
            elif number > 1:
                yield Problem(kind, name, "name", f"is used {number} times", "give each its own name")
        if (size := counted.total()) > MOST:
            reason, remedy = f"has {size} {FIELDS[kind]}", f"remove some; {MOST} is the most"
            yield Problem("topology", view.design.name, FIELDS[kind], reason, remedy)


def strokes(view: View) -> Iterator[Problem]:
    """The points of a mark are pairs."""
    for mark in view.design.marks:
        if len(mark.points) % 2:
            yield Problem("mark", mark.name, "points", "has an x without a y", "write both of each point")
