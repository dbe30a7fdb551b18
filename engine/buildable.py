"""Which of several edits leave a design that can be built."""

from collections.abc import Iterator
from typing import Any

from engine.check import check
from engine.drivers import Owner
from topology.edits import apply
from topology.problems import InvalidDesign, errors
from topology.values import Design

Operation = dict[str, Any]
"""An operation of the live protocol, as `topology.edits.apply` takes it."""

MOST = 8
"""Operations among which those that do harm are looked for one by one; of more, none is kept."""


def buildable(design: Design, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """All of the operations if they do no harm together. Otherwise without those to what something is wrong
    with then; if that is none of them, those that do none after one another."""
    wrong = _wrong(design, operations) if operations else frozenset()
    if not wrong:
        return operations
    innocent = tuple(each for each in operations if not wrong & set(_concerned(each)))
    if len(innocent) < len(operations):
        return buildable(design, innocent)
    if len(operations) == 1 or len(operations) > MOST:
        return ()
    half = len(operations) // 2
    first = buildable(design, operations[:half])
    return (*first, *buildable(apply(design, first), operations[half:]))


def _wrong(design: Design, operations: tuple[Operation, ...]) -> frozenset[Owner]:
    """The objects that keep the design from being built after this."""
    try:
        problems = errors(check(apply(design, operations)))
    except InvalidDesign as error:
        problems = error.problems
    return frozenset((each.kind, each.name) for each in problems)


def _concerned(operation: Operation) -> Iterator[Owner]:
    """What it changes; a sandbox's routes hang on its endpoints."""
    yield operation["kind"], operation["name"]
    if operation["kind"] == "endpoint":
        yield "sandbox", operation["name"].partition(".")[0]
