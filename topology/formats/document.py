"""The design as plain data, in the shape that files, the API and the websocket share."""

from collections.abc import Iterator, Mapping
from typing import Any

from topology import shapes
from topology.naming import named
from topology.problems import InvalidDesign, Problem
from topology.validation import validate
from topology.values import Design, Endpoint, Network, Object, Patch, Sandbox

HEADER = "patchboard"
VERSION = "v1"

_NAMELESS = "design"
_LISTS: dict[str, tuple[str, type[Object]]] = {
    "networks": ("network", Network),
    "sandboxes": ("sandbox", Sandbox),
    "endpoints": ("endpoint", Endpoint),
    "patches": ("patch", Patch),
}


def as_document(design: Design) -> dict[str, Any]:
    """Every field of the design, with its header, ready for JSON."""
    return {HEADER: VERSION, **design.model_dump(mode="json")}


def from_document(data: object) -> Design:
    """The design as it is written, nothing filled in.

    Raises InvalidDesign when something does not have the right shape; then with everything else that is
    wrong, too. A design that merely makes no sense is returned: ask `topology.validation`.
    """
    if not isinstance(data, Mapping):
        raise InvalidDesign((_wrong("", "is not an object with fields", "start with patchboard: v1"),))
    # `networks:` with nothing after it is what is left when somebody deletes the last one.
    fields = {name: value for name, value in data.items() if name != HEADER and value is not None}
    header = tuple(_header(data))
    if not header:
        design, flaws = shapes.read(Design, fields)
        if design is not None and not flaws:
            return design
    design, problems = _piece_by_piece(fields)
    raise InvalidDesign((*header, *problems, *validate(design)))


def _header(data: Mapping[Any, Any]) -> Iterator[Problem]:
    name, version = data.get("name"), data.get(HEADER)
    if HEADER not in data:
        yield _wrong(HEADER, "is missing", f"start with {HEADER}: {VERSION}", name)
    elif version != VERSION:
        yield _wrong(HEADER, f"{version!s:.20} is not a known version", f"write {VERSION}", name)


def _wrong(field: str, reason: str, remedy: str, name: object = None) -> Problem:
    return Problem("topology", name if isinstance(name, str) else _NAMELESS, field, reason, remedy)


def _piece_by_piece(fields: Mapping[Any, Any]) -> tuple[Design, list[Problem]]:
    """What can be made of the objects one by one, and what is wrong with the shape of the others."""
    top = {name: value for name, value in fields.items() if name not in _LISTS}
    design, flaws = shapes.read(Design, top)
    if design is None:
        design = Design(name=_NAMELESS)
    problems = [flaw.problem("topology", design.name) for flaw in flaws]
    found: dict[str, list[tuple[int, Object | None, tuple[shapes.Flaw, ...]]]] = {}
    for field, (_, model) in _LISTS.items():
        items = fields.get(field, ())
        if not isinstance(items, list | tuple):
            problems.append(_wrong(field, "should be a list", "start each item with -", design.name))
            items = ()
        found[field] = [(place, *shapes.read(model, item)) for place, item in enumerate(items)]
    design = named(
        design.model_copy(
            update={field: tuple(value for _, value, _ in rows if value) for field, rows in found.items()}
        )
    )
    for field, rows in found.items():
        names = iter([thing.name for thing in getattr(design, field)])
        for place, value, wrong in rows:
            name = next(names) if value else _guess(fields[field][place], f"{field}[{place}]")
            problems += [flaw.problem(_LISTS[field][0], name) for flaw in wrong]
    return design, problems


def _guess(item: object, place: str) -> str:
    """What to call an object that nothing could be made of."""
    name = item.get("name") or item.get("sandbox") if isinstance(item, Mapping) else None
    return name if isinstance(name, str) else place
