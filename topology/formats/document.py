"""The design as plain data, in the shape that files, the API and the websocket share."""

from collections.abc import Iterator, Mapping
from typing import Any

from topology import shapes
from topology.formats.pieces import pieces
from topology.problems import InvalidDesign, Problem
from topology.validation import validate
from topology.values import FIELDS, Design

HEADER = "patchboard"
VERSION = "v1"

MOST = 20_000
"""Objects in one design; a bound for what a stranger may ask of a server."""


def as_document(design: Design) -> dict[str, Any]:
    """Every field of the design, with its header, ready for JSON."""
    return {HEADER: VERSION, **design.model_dump(mode="json")}


def from_document(data: object) -> Design:
    """The design as it is written, nothing filled in.

    Raises InvalidDesign when something does not have the right shape; then with everything else that is
    wrong, too. A design that merely makes no sense is returned: ask `topology.validation`.
    """
    problems = tuple(_frame(data))
    if not isinstance(data, Mapping) or _size(data) > MOST:
        raise InvalidDesign(problems)
    # `networks:` with nothing after it is what is left when somebody deletes the last one.
    fields = {name: value for name, value in data.items() if name != HEADER and value is not None}
    design, flaws = shapes.read(Design, fields)
    if design is not None and not flaws and not problems:
        return design
    design, misshapen = pieces(fields)
    raise InvalidDesign((*problems, *misshapen, *validate(design)))


def _size(data: Mapping[Any, Any]) -> int:
    return sum(len(items) for field in FIELDS.values() if isinstance(items := data.get(field), list))


def _frame(data: object) -> Iterator[Problem]:
    """What is wrong around the objects."""
    if not isinstance(data, Mapping):
        reason, remedy = "is not an object with fields", f"start with {HEADER}: {VERSION}"
        yield Problem("topology", "design", "file", reason, remedy)
        return
    name = data["name"] if isinstance(data.get("name"), str) else "design"
    if (size := _size(data)) > MOST:
        reason, remedy = f"has {size} objects", f"split it; {MOST} is the most"
        yield Problem("topology", name, "file", reason, remedy)
    if HEADER not in data:
        yield Problem("topology", name, HEADER, "is missing", f"start with {HEADER}: {VERSION}")
    elif data[HEADER] != VERSION:
        reason = f"{data[HEADER]!s:.20} is not a known version"
        yield Problem("topology", name, HEADER, reason, f"write {VERSION}")
