"""Differences between designs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from topology.names import natural
from topology.ordering import ordered
from topology.values import FIELDS, MODELS, Design, Object, objects


@dataclass(frozen=True, slots=True)
class Difference:
    """One object, before and after, with all its fields as plain data; None where it is not there.

    Kind `layout` holds the position of the object `name` as x and y; kind `topology` the design's name.
    """

    kind: str
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


Delta = tuple[Difference, ...]
"""Each object once at most."""


class Conflict(Exception):
    """The design is not the one that the delta was made from."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(f"{difference.kind} {difference.name} is not what it was")
        self.difference = difference


def diff(before: Design, after: Design) -> Delta:
    """What turns one completed design into the other."""
    return tuple(_differences(before, after))


def patch(design: Design, delta: Iterable[Difference]) -> Design:
    """The design with the differences made. Raises Conflict if it is not what they were made from."""
    tables = {kind: _table(design, kind) for kind in MODELS}
    name, layout = design.name, dict(design.layout)
    for difference in delta:
        if difference.kind == "topology":
            _expect({"name": name} == difference.before, difference)
            name = (difference.after or {})["name"]
        elif difference.kind == "layout":
            _expect(_place(layout.get(difference.name)) == difference.before, difference)
            _put(layout, difference, lambda after: (after["x"], after["y"]))
        else:
            table, model = tables[difference.kind], MODELS[difference.kind]
            was = difference.before and model.model_validate(difference.before)
            _expect(table.get(difference.name) == was, difference)
            _put(table, difference, model.model_validate)
    lists = {FIELDS[kind]: tuple(table.values()) for kind, table in tables.items()}
    return ordered(design.model_copy(update={"name": name, "layout": layout, **lists}))


def inverse(delta: Delta) -> Delta:
    """What takes the differences back."""
    return tuple(
        Difference(
            difference.kind,
            (difference.after or {})["name"] if difference.kind == "topology" else difference.name,
            difference.after,
            difference.before,
        )
        for difference in reversed(delta)
    )


def together(deltas: Iterable[Delta]) -> Delta:
    """One delta that does what these do one after the other."""
    first: dict[tuple[str, str], Difference] = {}
    last: dict[tuple[str, str], Difference] = {}
    for difference in chain.from_iterable(deltas):
        about = (difference.kind, "" if difference.kind == "topology" else difference.name)
        first.setdefault(about, difference)
        last[about] = difference
    return tuple(
        Difference(difference.kind, difference.name, difference.before, last[about].after)
        for about, difference in first.items()
        if difference.before != last[about].after
    )


def as_json(delta: Delta) -> list[dict[str, Any]]:
    return [asdict(difference) for difference in delta]


def from_json(data: Iterable[Mapping[str, Any]]) -> Delta:
    return tuple(Difference(**item) for item in data)


def _differences(one: Design, other: Design) -> Iterator[Difference]:
    if one.name != other.name:
        yield Difference("topology", one.name, {"name": one.name}, {"name": other.name})
    for kind in MODELS:
        before, after = _table(one, kind), _table(other, kind)
        for name in sorted(before.keys() | after.keys(), key=natural):
            was, now = before.get(name), after.get(name)
            if was is not now and was != now:
                yield Difference(kind, name, _plain(was), _plain(now))
    for name in sorted(one.layout.keys() | other.layout.keys(), key=natural):
        was_at, now_at = one.layout.get(name), other.layout.get(name)
        if was_at != now_at:
            yield Difference("layout", name, _place(was_at), _place(now_at))


def _table(design: Design, kind: str) -> dict[str, Object]:
    return {thing.name: thing for thing in objects(design, kind)}


def _plain(thing: Object | None) -> dict[str, Any] | None:
    return thing.model_dump(mode="json") if thing is not None else None


def _place(at: tuple[float, float] | None) -> dict[str, Any] | None:
    return {"x": at[0], "y": at[1]} if at is not None else None


def _expect(holds: bool, difference: Difference) -> None:
    if not holds:
        raise Conflict(difference)


def _put(table: dict[str, Any], difference: Difference, made: Any) -> None:
    if difference.after is None:
        table.pop(difference.name, None)
    else:
        table[difference.name] = made(difference.after)
