"""One edit made in what is deployed, beside others that go on waiting."""

from typing import Any

from topology.delta import Delta, Difference, diff
from topology.values import FIELDS, Design, objects
from webapp.store.errors import Refused

WAITS = "deploy or undo the edits that wait first"


def rebased(deployed: Design, before: Design, after: Design) -> Design:
    """What is deployed, with the fields that the edit from `before` to `after` changed, and no others.

    Raises Refused if the edit added or removed anything, or if what it changed is not deployed.
    """
    found: Delta = diff(before, after)
    for difference in found:
        deployed = _with(deployed, difference)
    return deployed


def _with(design: Design, difference: Difference) -> Design:
    kind, name, fields = difference.kind, difference.name, _changed(difference)
    if kind not in FIELDS or fields is None:
        raise Refused(f"only a change of what is there is deployed beside edits that wait; {WAITS}")
    there = objects(design, kind)
    if not any(each.name == name for each in there):
        raise Refused(f"{kind} {name} is not deployed; {WAITS}")
    changed = tuple(_changed_to(each, fields) if each.name == name else each for each in there)
    return design.model_copy(update={FIELDS[kind]: changed})


def _changed(difference: Difference) -> dict[str, Any] | None:
    """The fields that differ, as they are after it; None if the object came or went."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return None
    return {field: value for field, value in after.items() if value != before.get(field)}


def _changed_to(thing: Any, fields: dict[str, Any]) -> Any:
    return type(thing).model_validate({**thing.model_dump(mode="json"), **fields})
