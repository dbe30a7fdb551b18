"""What each operation does to a draft. Every step raises InvalidDesign when it cannot be done."""

from collections.abc import Mapping
from typing import Any

from topology.edits.draft import Draft, checked, find
from topology.edits.leading import let_go
from topology.edits.operations import Add, Place, Remove, Rename, Replace
from topology.edits.renaming import parent_named, published_to, renamed
from topology.formats.document import HEADER, VERSION, from_document
from topology.naming import interfaces, named
from topology.values import FIELDS, Design, objects


def add(draft: Draft, operation: Add) -> Draft:
    """The new object comes last, so that it takes what those that are there leave over."""
    kind, value = operation.kind, operation.value
    new = checked(kind, _label(draft.design, kind, value), value)
    grown = draft.having(**{FIELDS[kind]: (*objects(draft.design, kind), new)})
    return Draft(named(grown.design, grown.before), grown.before)


def rename(draft: Draft, operation: Rename) -> Draft:
    return renamed(draft, operation.kind, operation.name, operation.to)


def remove(draft: Draft, operation: Remove) -> Draft:
    kind, name = operation.kind, operation.name
    find(draft, kind, name)
    design = draft.design
    kept: dict[str, Any] = {
        FIELDS[kind]: tuple(thing for thing in objects(design, kind) if thing.name != name)
    }
    if kind in ("network", "sandbox"):
        kept["endpoints"] = tuple(end for end in design.endpoints if getattr(end, kind) != name)
        kept["layout"] = {other: at for other, at in design.layout.items() if other != name}
    if kind == "sandbox":
        kept["networks"] = tuple(published_to(network, name, None) for network in design.networks)
    if kind == "network":
        kept["patches"] = tuple(patch for patch in design.patches if name not in patch.networks)
        kept["networks"] = tuple(parent_named(network, name, None) for network in kept["networks"])
    return Draft(let_go(design, draft.having(**kept).design), draft.before)


def place(draft: Draft, operation: Place) -> Draft:
    layout = {**draft.design.layout, **operation.positions}
    there = {name: at for name, at in layout.items() if at is not None}
    kept = {name: at for name, at in draft.before.layout.items() if name in there}
    return draft.having(layout=there).remembering(layout=kept)


def replace(draft: Draft, operation: Replace) -> Draft:
    design = from_document({HEADER: VERSION, **operation.design})
    return Draft(design.model_copy(update={"name": draft.design.name}), draft.before)


def _label(design: Design, kind: str, value: Mapping[str, Any]) -> str:
    """What the object will be called, for problems with it."""
    if kind != "endpoint":
        return str(value.get("name") or "new")
    sandbox = str(value.get("sandbox") or "new")
    return f"{sandbox}.{value.get('interface') or interfaces(design)[sandbox].fresh()}"
