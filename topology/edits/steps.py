"""What each operation does to a draft. Every step raises InvalidDesign when it cannot be done."""

from collections.abc import Iterable, Mapping
from typing import Any

from topology import shapes
from topology.drivers import traits
from topology.edits.draft import FIELDS, MODELS, Draft, find, swapped
from topology.edits.following import moved, renumbered
from topology.edits.operations import Add, Place, Remove, Rename, Replace, Set
from topology.edits.renaming import renamed
from topology.formats.document import HEADER, VERSION, from_document
from topology.naming import named
from topology.problems import InvalidDesign
from topology.values import Endpoint, Network, Object


def add(draft: Draft, operation: Add) -> Draft:
    """The new object comes last, so that it takes what those that are there leave over."""
    kind, value = operation.kind, operation.value
    new = _read(kind, _label(kind, value), value)
    things = (*getattr(draft.design, FIELDS[kind]), new)
    draft = draft.having(**{FIELDS[kind]: things})
    return draft.having(**{FIELDS[kind]: getattr(named(draft.design, draft.before), FIELDS[kind])})


def set_fields(draft: Draft, operation: Set) -> Draft:
    kind, name, fields = operation.kind, operation.name, dict(operation.fields)
    if kind != "endpoint" and isinstance(fields.get("name"), str):
        draft = renamed(draft, kind, name, fields["name"])
        name = fields.pop("name")
    old = find(draft, kind, name)
    new = _read(kind, name, _merged(old, fields))
    forgotten = {field for field, value in fields.items() if value is None}
    draft = draft.having(**{FIELDS[kind]: swapped(getattr(draft.design, FIELDS[kind]), name, new)})
    draft = _forgetting(draft, kind, name, forgotten)
    return _following(draft, old, new, fields)


def rename(draft: Draft, operation: Rename) -> Draft:
    return renamed(draft, operation.kind, operation.name, operation.to)


def remove(draft: Draft, operation: Remove) -> Draft:
    kind, name = operation.kind, operation.name
    find(draft, kind, name)
    design = draft.design
    kept: dict[str, Any] = {
        FIELDS[kind]: tuple(thing for thing in getattr(design, FIELDS[kind]) if thing.name != name)
    }
    if kind in ("network", "sandbox"):
        kept["endpoints"] = tuple(end for end in design.endpoints if getattr(end, kind) != name)
        kept["layout"] = {other: at for other, at in design.layout.items() if other != name}
    if kind == "network":
        kept["patches"] = tuple(patch for patch in design.patches if name not in patch.networks)
    return draft.having(**kept)


def place(draft: Draft, operation: Place) -> Draft:
    layout = {**draft.design.layout, **operation.positions}
    there = {name: at for name, at in layout.items() if at is not None}
    kept = {name: at for name, at in draft.before.layout.items() if name in there}
    return draft.having(layout=there).remembering(layout=kept)


def replace(draft: Draft, operation: Replace) -> Draft:
    design = from_document({HEADER: VERSION, **operation.design})
    return Draft(design.model_copy(update={"name": draft.design.name}), draft.before)


def _read(kind: str, name: str, data: object) -> Object:
    value, flaws = shapes.read(MODELS[kind], data)
    if value is None or flaws:
        raise InvalidDesign(tuple(flaw.problem(kind, name) for flaw in flaws))
    return value


def _label(kind: str, value: Mapping[str, Any]) -> str:
    """What to call an object that is not there yet."""
    if kind == "endpoint":
        return f"{value.get('sandbox', '')}.{value.get('interface') or 'new'}"
    return str(value.get("name") or "new")


def _merged(old: Object, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The object's fields as data with the new ones; a name with a dot is a field inside a field."""
    data = old.model_dump()
    for path, value in fields.items():
        _put(data, path.split("."), value)
    return data


def _put(data: dict[str, Any], path: list[str], value: Any) -> None:
    first, *rest = path
    inner = data.get(first)
    if rest and isinstance(inner, dict):
        _put(inner, rest, value)
    elif isinstance(inner, dict) and isinstance(value, Mapping):
        for field, part in value.items():
            _put(inner, [field], part)
    elif value is None:
        data.pop(first, None)
    else:
        data[".".join(path)] = value


def _forgetting(draft: Draft, kind: str, name: str, fields: Iterable[str]) -> Draft:
    """Not keeping what the object had in these fields."""
    emptied = {field: None for field in fields if field in MODELS[kind].model_fields}
    things = tuple(
        thing.model_copy(update=emptied) if thing.name == name else thing
        for thing in getattr(draft.before, FIELDS[kind])
    )
    return draft.remembering(**{FIELDS[kind]: things}) if emptied else draft


def _following(draft: Draft, old: Object, new: Object, fields: Mapping[str, Any]) -> Draft:
    """What other fields have to follow the ones that were set."""
    if isinstance(old, Endpoint) and isinstance(new, Endpoint) and old.network != new.network:
        return draft if "addresses" in fields else moved(draft, new)
    if isinstance(old, Network) and isinstance(new, Network):
        if old.subnets != new.subnets:
            draft = renumbered(draft, old, new, keep_gateway="gateway" in fields)
        if not traits(new).bridge and new.gateway and "gateway" not in fields:
            bare = new.model_copy(update={"gateway": ()})
            draft = draft.having(networks=swapped(draft.design.networks, new.name, bare))
    return draft
