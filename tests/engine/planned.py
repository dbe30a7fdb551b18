"""States that differ in a few things, and plans in a few words."""

from dataclasses import replace

from engine.features import EVERY
from engine.lower import lower
from engine.plan import Plan
from engine.resources import (
    Key,
    Resource,
    State,
    Veth,
    state,
)
from topology.values import Design


def desired(design: Design) -> dict[Key, Resource]:
    """Without the files that sandboxes see, which come after everything else."""
    return dict(lower(design, EVERY - {"etc"}).state)


def without(before: State, *kinds_or_keys: Key) -> State:
    """The state without the resources whose keys begin so."""
    return {
        name: resource
        for name, resource in before.items()
        if not any(name[: len(start)] == start for start in kinds_or_keys)
    }


def having(before: State, *resources: Resource) -> State:
    return {**before, **state(*resources)}


def link(design: Design, label: str) -> Veth:
    found = lower(design).state["veth", label]
    assert isinstance(found, Veth)
    return found


def end_changed(veth: Veth, number: int, **fields: object) -> Veth:
    ends = list(veth.ends)
    ends[number] = replace(ends[number], **fields)  # type: ignore[arg-type]
    return replace(veth, ends=tuple(ends))


def words(made: Plan) -> list[str]:
    return [f"{type(action).__name__} {' '.join(action.key)}" for action in made]


def kinds(made: Plan) -> list[str]:
    return list(dict.fromkeys(f"{type(action).__name__} {action.key[0]}" for action in made))
