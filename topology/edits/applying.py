"""Makes a design out of a design and operations."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from topology.edits import setting, steps
from topology.edits.draft import Draft
from topology.edits.operations import (
    Add,
    AnyOperation,
    Place,
    Remove,
    Rename,
    Replace,
    Set,
    parse,
)
from topology.ipam import complete
from topology.problems import InvalidDesign, Problem
from topology.validation import structure
from topology.values import Design

_STEPS: dict[type[AnyOperation], Callable[[Draft, Any], Draft]] = {
    Add: steps.add,
    Set: setting.set_fields,
    Rename: steps.rename,
    Remove: steps.remove,
    Place: steps.place,
    Replace: steps.replace,
}


def apply(design: Design, operations: Sequence[AnyOperation | Mapping[str, Any]]) -> Design:
    """The completed design after all the operations, in turn.

    Raises InvalidDesign with what is wrong with every one of them, or with the structure of the result.
    """
    draft = Draft(design, design)
    problems: list[Problem] = []
    for place, data in enumerate(operations):
        try:
            operation = parse(data, design.name, place) if isinstance(data, Mapping) else data
            draft = _STEPS[type(operation)](draft, operation)
        except InvalidDesign as error:
            problems += error.problems
    if problems:
        raise InvalidDesign(tuple(problems))
    result = complete(draft.design, draft.before)
    if wrong := structure(result):
        raise InvalidDesign(wrong)
    return result
