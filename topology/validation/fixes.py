"""The operations of fixes."""

from collections.abc import Mapping
from typing import Any

from topology.problems import Fix


def setting(title: str, kind: str, name: str, fields: Mapping[str, Any]) -> Fix:
    """Sets fields of an object; None puts one back to "left out"."""
    return Fix(title, (set_fields(kind, name, fields),))


def leaving_out(field: str, kind: str, name: str) -> Fix:
    return setting("Leave it out", kind, name, {field: None})


def set_fields(kind: str, name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"op": "set", "kind": kind, "name": name, "fields": dict(fields)}
