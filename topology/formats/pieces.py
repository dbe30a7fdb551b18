"""Makes what can be made of a document with mistakes, object by object, so that the rest can be checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from topology import shapes
from topology.naming import named
from topology.problems import Problem
from topology.values import FIELDS, MODELS, Design, Object, objects


@dataclass(frozen=True, slots=True)
class Piece:
    """An object of a document: what it should be, where it stands, and what could be made of it."""

    kind: str
    place: str
    data: object
    value: Object | None
    flaws: tuple[shapes.Flaw, ...]


def places(fields: Mapping[Any, Any]) -> dict[tuple[str, str], str]:
    """Where each object stands (`endpoints[2]`), by its kind and the name that problems give it."""
    lists = {kind: fields.get(field) for kind, field in FIELDS.items()}
    found = [
        piece for kind, items in lists.items() if isinstance(items, list) for piece in _pieces(kind, items)
    ]
    design = _assembled(Design(name="design"), found)
    return {(piece.kind, name): piece.place for piece, name in _names(design, found)}


def pieces(fields: Mapping[Any, Any]) -> tuple[Design, list[Problem]]:
    """The design without what does not have the right shape, and the problems with that."""
    lists = {kind: fields.get(field, ()) for kind, field in FIELDS.items()}
    rest = {name: value for name, value in fields.items() if name not in FIELDS.values()}
    frame, flaws = shapes.read(Design, rest)
    frame = frame or Design(name="design")
    problems = [flaw.problem("topology", frame.name) for flaw in flaws]
    found: list[Piece] = []
    for kind, items in lists.items():
        if isinstance(items, list | tuple):
            found += _pieces(kind, items)
        else:
            reason, remedy = "should be a list", "start each item with -"
            problems.append(Problem("topology", frame.name, FIELDS[kind], reason, remedy))
    design = _assembled(frame, found)
    return design, [*problems, *_told(design, found)]


def _pieces(kind: str, items: Sequence[object]) -> Iterator[Piece]:
    for number, item in enumerate(items):
        yield Piece(kind, f"{FIELDS[kind]}[{number}]", item, *shapes.read(MODELS[kind], item))


def _assembled(frame: Design, found: Sequence[Piece]) -> Design:
    values = {
        field: tuple(piece.value for piece in found if piece.kind == kind and piece.value)
        for kind, field in FIELDS.items()
    }
    return named(frame.model_copy(update=values))


def _told(design: Design, found: Sequence[Piece]) -> Iterator[Problem]:
    """The flaws as problems, each with the name that its object has in the design."""
    for piece, name in _names(design, found):
        yield from (flaw.problem(piece.kind, name) for flaw in piece.flaws)


def _names(design: Design, found: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """Each piece with the name that its object has in the design."""
    names = {kind: iter([thing.name for thing in objects(design, kind)]) for kind in FIELDS}
    for piece in found:
        yield piece, next(names[piece.kind]) if piece.value else _guess(piece)


def _guess(piece: Piece) -> str:
    """What to call an object that nothing could be made of."""
    data = piece.data if isinstance(piece.data, Mapping) else {}
    name = data.get("name") or data.get("sandbox")
    return name if isinstance(name, str) else piece.place
