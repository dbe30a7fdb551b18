"""Sets fields of an object, and what follows from that."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from topology.drivers import shared_parent, traits
from topology.edits.deeds import follow
from topology.edits.draft import Draft, checked, find, refused, swapped
from topology.edits.following import moved, renumbered
from topology.edits.leading import led, let_go
from topology.edits.operations import Set
from topology.edits.renaming import renamed
from topology.naming import named
from topology.values import FIELDS, MODELS, Design, Endpoint, Network, Object, objects

_ITEM = re.compile(r"(\w+)\[(\d{1,4})\]")
"""One item of a list, as problems name it: `addresses[0]`."""


def set_fields(draft: Draft, operation: Set) -> Draft:
    kind, name, fields = operation.kind, operation.name, dict(operation.fields)
    if kind != "endpoint" and isinstance(fields.get("name"), str):
        draft = renamed(draft, kind, name, fields["name"])
        name = fields.pop("name")
    found, old = draft, find(draft, kind, name)
    new = checked(kind, name, _merged(kind, old, fields))
    forgotten = {field for field, value in fields.items() if value is None}
    draft = draft.having(**{FIELDS[kind]: swapped(objects(draft.design, kind), name, new)})
    draft = _following(_forgetting(draft, kind, name, forgotten), old, new, fields)
    made = named(draft.design, draft.before)
    return Draft(_leading(found.design, made, kind, name), draft.before)


def _leading(before: Design, after: Design, kind: str, name: str) -> Design:
    """The design, in which what leads to an object that was called so follows it."""
    place = [thing.name for thing in objects(before, kind)].index(name)
    new = objects(after, kind)[place].name
    after = after.model_copy(update={"networks": led(after.networks, {name: new})})
    return let_go(before, follow(after, {(kind, name): new}))


def _merged(kind: str, old: Object, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The object's fields as data with the new ones; a name with a dot is a field inside a field, one with
    brackets an item of a list. Raises InvalidDesign if there is no such item."""
    data = old.model_dump()
    for path, value in fields.items():
        item = _ITEM.fullmatch(path)
        if item is None:
            _put(data, path.split("."), value)
        elif not _put_item(data, item[1], int(item[2]), value):
            raise refused(kind, old.name, path, "is not there", f"look at {item[1]} again, or set all of it")
    return data


def _put_item(data: dict[str, Any], field: str, place: int, value: Any) -> bool:
    """Whether there is such an item, which is another one now, or with None gone."""
    items = data.get(field)
    if not isinstance(items, list | tuple) or place >= len(items):
        return False
    data[field] = [*items[:place], *(() if value is None else (value,)), *items[place + 1 :]]
    return True


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
        for thing in objects(draft.before, kind)
    )
    return draft.remembering(**{FIELDS[kind]: things}) if emptied else draft


def _following(draft: Draft, old: Object, new: Object, fields: Mapping[str, Any]) -> Draft:
    """What other fields have to follow the ones that were set."""
    if isinstance(old, Endpoint) and isinstance(new, Endpoint) and old.network != new.network:
        return draft if "addresses" in fields else moved(draft, new)
    if isinstance(old, Network) and isinstance(new, Network):
        if "subnets" not in fields:
            draft, new = _of_its_parent(draft, old, new)
        if old.subnets != new.subnets:
            draft = renumbered(draft, old, new)
            draft = _on_top_renumbered(draft, old, new)
        if not traits(new).gateways and new.gateway and "gateway" not in fields:
            (now,) = (network for network in draft.design.networks if network.name == new.name)
            bare = now.model_copy(update={"gateway": ()})
            draft = draft.having(networks=swapped(draft.design.networks, new.name, bare))
    return draft


def _of_its_parent(draft: Draft, old: Network, new: Network) -> tuple[Draft, Network]:
    """A network that is put on top of another one takes that one's subnets."""
    parents = {network.name: network for network in draft.design.networks}
    parent = parents.get(shared_parent(new) or "")
    if parent is None or shared_parent(old) == parent.name:
        return draft, new
    sharing = new.model_copy(update={"subnets": parent.subnets})
    return draft.having(networks=swapped(draft.design.networks, new.name, sharing)), sharing


def _on_top_renumbered(draft: Draft, old: Network, new: Network) -> Draft:
    """Those on top that have had the network's subnets follow it to its new ones."""
    for above in draft.design.networks:
        if shared_parent(above) == new.name and above.subnets == old.subnets:
            following = above.model_copy(update={"subnets": new.subnets})
            draft = draft.having(networks=swapped(draft.design.networks, above.name, following))
            draft = _forgetting(draft, "network", above.name, ["subnets"])
            draft = renumbered(draft, above, following)
    return draft
