"""Finds the renames in a delta, which holds them as a removal and an addition."""

from collections.abc import Iterator
from typing import Any

from topology.beside import BESIDE
from topology.chaos import kind_of
from topology.delta.difference import Delta, Difference
from topology.scenarios import Step

Rename = tuple[str, str, str]
"""Kind, old name, new name."""


def without_renames(delta: Delta) -> tuple[list[Rename], Delta]:
    """The renames, at most one of each kind, and what differs beside them.

    A rename leaves everything that refers to the object as it was, save for the name.
    """
    renames = []
    for kind in ("network", "sandbox", "patch", "endpoint", *BESIDE):
        gone = [d for d in delta if d.kind == kind and d.after is None]
        new = [d for d in delta if d.kind == kind and d.before is None]
        if len(gone) != 1 or len(new) != 1:
            continue
        rename = (kind, gone[0].name, new[0].name)
        rest = tuple(_beside(delta, rename))
        if not any(_concerns(difference, rename) for difference in rest):
            renames.append(rename)
            delta = rest
    return renames, delta


def _beside(delta: Delta, rename: Rename) -> Iterator[Difference]:
    """What would differ if the object had had its new name before."""
    before = {
        (d.kind, _follow(d.kind, d.name, rename)): _substituted(d, rename)
        for d in delta
        if d.before is not None
    }
    after = {(d.kind, d.name): d.after for d in delta if d.after is not None}
    for place in dict.fromkeys([*before, *after]):
        if before.get(place) != after.get(place):
            yield Difference(*place, before.get(place), after.get(place))


def _concerns(difference: Difference, rename: Rename) -> bool:
    """Whether it is about the renamed object or what refers to it."""
    kind, _, new = rename
    data = difference.before or difference.after or {}
    return difference.name == new or data.get(kind) == new or new in data.get("networks", ())


def _follow(of: str, name: str, rename: Rename) -> str:
    """What an object of kind `of` is called after the rename."""
    kind, old, new = rename
    if of == "endpoint" and kind == "sandbox":
        sandbox, _, interface = name.partition(".")
        return f"{new}.{interface}" if sandbox == old else name
    related = of == kind or (of == "layout" and kind in ("network", "sandbox"))
    return new if related and name == old else name


def _substituted(difference: Difference, rename: Rename) -> dict[str, Any]:
    kind, old, new = rename
    data = dict(difference.before or {})
    if difference.kind == kind and difference.name == old:
        field = "interface" if kind == "endpoint" else "name"
        data[field] = new.rpartition(".")[2]
    elif difference.kind == "endpoint" and data.get(kind) == old:
        data[kind] = new
    elif difference.kind == "patch" and kind == "network":
        data["networks"] = [new if name == old else name for name in data["networks"]]
    elif kind == "network" and data.get("options", {}).get("parent") == old:
        data["options"] = {**data["options"], "parent": new}
    if difference.kind == "scenario":
        data["steps"] = [{**step, "object": _acted_on(step, rename)} for step in data["steps"]]
    if data.get("fdb"):
        data["fdb"] = [{**entry, "to": _led(entry["to"], rename)} for entry in data["fdb"]]
    return data


def _led(to: str, rename: Rename) -> str:
    """What an endpoint or patch that a forwarding entry leads to is called after the rename."""
    return _follow("endpoint" if "." in to else "patch", to, rename)


def _acted_on(step: dict[str, Any], rename: Rename) -> str:
    """What the object of a scenario's step is called after the rename."""
    return _follow(kind_of(Step.model_validate(step)), step["object"], rename)
