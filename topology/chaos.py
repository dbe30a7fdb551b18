"""What the steps of a scenario do to a design, as operations; and what puts things back.

The same fields are set by the chaos switches of the designer, so a deed has no meaning of its own.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from topology.scenarios import OF_SANDBOXES, Step
from topology.units import delay, duration, percent
from topology.values import Design, Endpoint, Flap, Object, Patch, Sandbox, objects

WIRE = ("up", "flap", "delay", "loss")
"""The fields of endpoints and patches that deeds set."""

KINDS = ("sandbox", "endpoint", "patch")
"""Of the objects that steps are about."""

Operation = dict[str, Any]


def kind_of(step: Step) -> str:
    """The kind of the object that a step is about; endpoints have a dot in their names, nothing else has."""
    if step.do in OF_SANDBOXES:
        return "sandbox"
    return "endpoint" if "." in step.object else "patch"


def find(design: Design, step: Step) -> Object | None:
    """The object that a step is about, if there is one."""
    return _named(design, kind_of(step), step.object)


def done(step: Step, before: Design) -> Operation:
    """The operation that does it. `before` is the design when the scenario began: what is restored has its
    delay, loss and flapping of then, and is plugged in."""
    return {"op": "set", "kind": kind_of(step), "name": step.object, "fields": _fields(step, before)}


def undone(steps: Iterable[Step], before: Design, now: Design) -> Iterator[Operation]:
    """The operations that put all that the steps may have changed back as it was before, where it is still
    there."""
    for kind, name in dict.fromkeys((kind_of(step), step.object) for step in steps):
        was, there = (_named(design, kind, name) for design in (before, now))
        if was is not None and there is not None and _chaos(was) != _chaos(there):
            yield {"op": "set", "kind": kind, "name": name, "fields": _chaos(was)}


def check(step: Step) -> None:
    """Raises ValueError for a value that is not of the kind that the deed needs."""
    match step.do:
        case "flap":
            _flap(step)
        case "delay":
            delay(step.value or "")
        case "loss":
            percent(step.value or "")
        case _ if step.value is not None:
            raise ValueError(f"{step.do} takes no value")


def _named(design: Design, kind: str, name: str) -> Object | None:
    return next((each for each in objects(design, kind) if each.name == name), None)


def _fields(step: Step, before: Design) -> dict[str, Any]:
    match step.do:
        case "cut":
            return {"up": False, "flap": None}
        case "restore":
            was = find(before, step)
            return {**(_chaos(was) if was is not None else {}), "up": True}
        case "flap":
            return {"up": True, "flap": _flap(step)}
        case "pause" | "resume":
            return {"paused": step.do == "pause"}
    return {step.do: step.value}


def _flap(step: Step) -> dict[str, str]:
    up, apart, down = (step.value or "").partition("/")
    if not apart:
        raise ValueError(f"{step.value!r} does not say how long it is up, and how long down")
    for text in (up, down):
        duration(text)
    return Flap(up=up.strip(), down=down.strip()).model_dump()


def _chaos(thing: Object) -> dict[str, Any]:
    match thing:
        case Sandbox():
            return {"paused": thing.paused}
        case Endpoint() | Patch():
            return thing.model_dump(include=set(WIRE))
    return {}
