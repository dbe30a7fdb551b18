"""A delta in a sentence, for the log of changes."""

from collections.abc import Iterable, Sequence
from typing import Any

from topology.delta.difference import Delta, Difference
from topology.delta.figures import WORDS, is_move, shortened, title
from topology.delta.renames import without_renames
from topology.values import FIELDS

_MOST = 3


def sentence(delta: Delta) -> str:
    """Such as `added sandbox app3 and its endpoint app3.eth0`."""
    renames, delta = without_renames(delta)
    told = [difference for difference in delta if difference.kind in FIELDS and not is_move(difference)]
    clauses = [
        *(f"renamed the topology to {(d.after or {})['name']}" for d in delta if d.kind == "topology"),
        *(f"renamed {kind} {old} to {new}" for kind, old, new in renames),
        _listing("added", [d for d in told if d.before is None]),
        _listing("removed", [d for d in told if d.after is None]),
        _changes([d for d in told if d.before is not None and d.after is not None]),
        _moves(delta),
    ]
    return "; ".join(filter(None, clauses)) or "changed nothing"


def _listing(verb: str, differences: Sequence[Difference]) -> str:
    sandboxes = {d.name for d in differences if d.kind == "sandbox"}
    items: list[str] = []
    for kind in FIELDS:
        names = [title(d) for d in differences if d.kind == kind]
        own = kind == "endpoint" and len(sandboxes) == 1 and {n.split(".")[0] for n in names} == sandboxes
        items += [f"its {item}" if own else item for item in _named(kind, names)]
    return f"{verb} {_and(items)}" if items else ""


def _named(kind: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    if len(names) > _MOST:
        return [f"{len(names)} {FIELDS[kind]}"]
    return [f"{kind if len(names) == 1 else FIELDS[kind]} {_and(names)}"]


def _changes(differences: Sequence[Difference]) -> str:
    if not differences:
        return ""
    if len(differences) == 1:
        return f"changed {_change(differences[0])}"
    by_fields: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for difference in differences:
        fields = tuple(_fields(difference))
        by_fields.setdefault((difference.kind, fields), []).append(title(difference))
    return "changed " + _and(
        [f"{_and(fields)} of {_named(kind, names)[0]}" for (kind, fields), names in by_fields.items()]
    )


def _change(difference: Difference) -> str:
    changed = _fields(difference)
    whose = f"of {difference.kind} {title(difference)}"
    if len(changed) > 1:
        return f"{_and(list(changed))} {whose}"
    [(field, (before, after))] = changed.items()
    return f"{field} {whose} from {_shown(before)} to {_shown(after)}"


def _fields(difference: Difference) -> dict[str, tuple[Any, Any]]:
    """The changed fields with their values before and after; those of options by their own names."""
    before, after = _flat(difference.before or {}), _flat(difference.after or {})
    return {
        WORDS.get(field, field): (before.get(field), after.get(field))
        for field in {**before, **after}
        if before.get(field) != after.get(field)
    }


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, **data.get("options", {}), "options": None}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list) and value and all(isinstance(item, int | float) for item in value):
        return " by ".join(f"{item:g}" for item in value)
    if isinstance(value, list):
        return f"{len(value)}" if any(isinstance(item, dict) for item in value) else _and(value) or "none"
    return "none" if value is None else shortened(str(value))


def _moves(delta: Delta) -> str:
    there = {d.name for d in delta if d.kind != "layout" and (d.before is None or d.after is None)}
    names = [d.name for d in delta if d.kind == "layout" and d.name not in there]
    names += [f"{d.kind} {title(d)}" for d in delta if is_move(d)]
    if not names:
        return ""
    return f"moved {len(names)} objects" if len(names) > _MOST else f"moved {_and(names)}"


def _and(items: Iterable[str]) -> str:
    *others, last = [*items] or [""]
    return f"{', '.join(others)} and {last}" if others else last
