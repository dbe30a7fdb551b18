"""A design that is being changed."""

from dataclasses import dataclass, replace
from typing import Any

from topology import shapes
from topology.problems import InvalidDesign, Problem
from topology.values import MODELS, Design, Object, objects


@dataclass(frozen=True, slots=True)
class Draft:
    """`design` so far, and `before`: what it may keep where it leaves something out.

    The two differ so that a field that somebody puts back to "left out" is forgotten in both.
    """

    design: Design
    before: Design

    def having(self, **changed: Any) -> "Draft":
        """With these fields of the design."""
        return replace(self, design=self.design.model_copy(update=changed))

    def remembering(self, **changed: Any) -> "Draft":
        """With these fields of what was before."""
        return replace(self, before=self.before.model_copy(update=changed))


def find(draft: Draft, kind: str, name: str) -> Object:
    """The object of this name. Raises InvalidDesign if there is none."""
    for thing in objects(draft.design, kind):
        if thing.name == name:
            return thing
    raise refused(kind, name, "name", f"there is no {kind} of this name", "name one that there is")


def checked(kind: str, name: str, data: object) -> Object:
    """The object that the data describe. Raises InvalidDesign, with `name` in its problems."""
    value, flaws = shapes.read(MODELS[kind], data)
    if value is None or flaws:
        raise InvalidDesign(tuple(flaw.problem(kind, name) for flaw in flaws))
    return value


def refused(kind: str, name: str, field: str, reason: str, remedy: str) -> InvalidDesign:
    return InvalidDesign((Problem(kind, name, field, reason, remedy),))


def swapped(things: tuple[Any, ...], name: str, new: Any) -> tuple[Any, ...]:
    """The tuple with another object in the place of the one of this name."""
    return tuple([new if thing.name == name else thing for thing in things])
