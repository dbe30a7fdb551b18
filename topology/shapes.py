"""Reads values out of data of any shape, saying of every field that does not fit what to do about it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from topology.problems import Problem

V = TypeVar("V", bound=BaseModel)
Path = tuple[int | str, ...]

MOST = 200
"""How many flaws of one value are told; whoever has more has sent something else than a design."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One field that does not have the shape it should have; `field` reads like `routes[0].via`."""

    field: str
    reason: str
    remedy: str

    def problem(self, kind: str, name: str) -> Problem:
        return Problem(kind, name, self.field, self.reason, self.remedy)


def read(model: type[V], data: object) -> tuple[V | None, tuple[Flaw, ...]]:
    """The value without the fields that do not fit, and what is wrong with those.

    None when nothing can be made of it, as when a field that it needs is missing.
    """
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    flaws = tuple(_flaw(model, detail) for detail in details[:MOST])
    mended = _mended(model, data, [detail["loc"] for detail in details]) if len(details) <= MOST else None
    return mended, flaws


def dotted(path: Path) -> str:
    """`("routes", 0, "via")` as `routes[0].via`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _mended(model: type[V], data: object, paths: Sequence[Path]) -> V | None:
    """The value without as little as possible: the items of lists that are wrong, else whole fields."""
    for culprit in (_item, _field):
        rest = data
        for path in sorted({culprit(path) for path in paths}, key=_last_item_first):
            rest = _without(rest, path)
        with suppress(ValidationError):
            return model.model_validate(rest)
    return None


def _item(path: Path) -> Path:
    """An item of a list goes as a whole, anything else alone."""
    for place, part in enumerate(path):
        if isinstance(part, int):
            return path[: place + 1]
    return path


def _field(path: Path) -> Path:
    return path[:1]


def _last_item_first(path: Path) -> tuple[str, int]:
    """Items of a list go from its end, so that those before them keep their places."""
    return dotted(path[:-1]), -path[-1] if path and isinstance(path[-1], int) else 0


def _without(data: Any, path: Path) -> Any:
    """A copy of the data that lacks what is at the path, if it is there."""
    if not isinstance(data, dict | list) or not path:
        return data
    first, *rest = path
    copy: Any = data.copy()
    if isinstance(copy, list) and not (isinstance(first, int) and first < len(copy)):
        return data
    if isinstance(copy, dict) and first not in copy:
        return data
    if rest:
        copy[first] = _without(copy[first], tuple(rest))
    else:
        del copy[first]
    return copy


def _flaw(model: type[BaseModel], detail: ErrorDetails) -> Flaw:
    field = dotted(detail["loc"])
    if detail["type"] == "extra_forbidden":
        return Flaw(field, "there is no such field", _suggestion(model, detail["loc"]))
    if detail["type"] in _BOUNDS:
        return Flaw(field, *_BOUNDS[detail["type"]](detail["ctx"]))
    reason, remedy = _WORDS.get(detail["type"], (detail["msg"], "write what the schema says"))
    return Flaw(field, reason, remedy)


def _suggestion(model: type[BaseModel], path: Path) -> str:
    for part in path[:-1]:
        inner = model.model_fields[part].annotation if part in model.model_fields else None
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    close = get_close_matches(str(path[-1]), model.model_fields, n=1)
    if close:
        return f"write {close[0]}, or remove it"
    return f"remove it; there are {', '.join(model.model_fields)}"


_TEXT = ("should be text", "put it in quotes")
_NUMBER = ("should be a whole number", "write digits without a unit")
_REAL = ("should be a number", "write digits")
_BOOLEAN = ("should be true or false", "write true or false")
_LIST = ("should be a list", "put it in square brackets")
_OBJECT = ("should be an object with fields", "write it as {field: value}")

_WORDS = {
    "missing": ("is missing", "add it"),
    "string_type": _TEXT,
    "string_sub_type": _TEXT,
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "float_type": _REAL,
    "float_parsing": _REAL,
    "finite_number": _REAL,
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
}

_BOUNDS: dict[str, Callable[[dict[str, Any]], tuple[str, str]]] = {
    "too_long": lambda so: (f"has more than {so['max_length']} items", f"write at most {so['max_length']}"),
    "too_short": lambda so: (f"has less than {so['min_length']} items", f"write at least {so['min_length']}"),
    "string_too_long": lambda so: (f"is longer than {so['max_length']} characters", "shorten it"),
    "greater_than_equal": lambda so: ("is too small", f"write {so['ge']:.0f} or more"),
    "less_than_equal": lambda so: ("is too large", f"write {so['le']:.0f} or less"),
    "literal_error": lambda so: ("is none of the choices", f"write {so['expected']}"),
}
"""By what is out of bounds, its reason and remedy."""
