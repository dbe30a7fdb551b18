"""Finds the renames in a delta, which holds them as a removal and an addition."""

from collections.abc import Iterator
from typing import Any

from topology.delta.difference import Delta, Difference

Rename = tuple[str, str, str]
"""Kind, old name, new name."""


def without_renames(delta: Delta) -> tuple[list[Rename], Delta]:
    """The renames, at most one of each kind, and what differs beside them."""
    renames = []
    for kind in ("network", "sandbox", "patch", "endpoint"):
        gone = [d for d in delta if d.kind == kind and d.after is None]
        new = [d for d in delta if d.kind == kind and d.before is None]
        if len(gone) != 1 or len(new) != 1:
            continue
        rest = tuple(_renamed(delta, kind, gone[0].name, new[0].name))
        if not any(d.kind == kind and d.name == new[0].name for d in rest):
            renames.append((kind, gone[0].name, new[0].name))
            delta = rest
    return renames, delta


def _renamed(delta: Delta, kind: str, old: str, new: str) -> Iterator[Difference]:
    """The delta as it would be if the object had had its new name before."""
    before = {
        (d.kind, _follow(d.kind, d.name, kind, old, new)): _substituted(d, kind, old, new)
        for d in delta
        if d.before is not None
    }
    after = {(d.kind, d.name): d.after for d in delta if d.after is not None}
    for place in dict.fromkeys([*before, *after]):
        if before.get(place) != after.get(place):
            yield Difference(*place, before.get(place), after.get(place))


def _follow(of: str, name: str, kind: str, old: str, new: str) -> str:
    """What an object of kind `of` is called after the rename."""
    if of == "endpoint" and kind == "sandbox":
        sandbox, _, interface = name.partition(".")
        return f"{new}.{interface}" if sandbox == old else name
    related = of == kind or (of == "layout" and kind in ("network", "sandbox"))
    return new if related and name == old else name


def _substituted(difference: Difference, kind: str, old: str, new: str) -> dict[str, Any]:
    data = dict(difference.before or {})
    if difference.kind == kind and difference.name == old:
        field = "interface" if kind == "endpoint" else "name"
        data[field] = new.rpartition(".")[2]
    elif difference.kind == "endpoint" and data.get(kind) == old:
        data[kind] = new
    elif difference.kind == "patch" and kind == "network":
        data["networks"] = [new if name == old else name for name in data["networks"]]
    return data
