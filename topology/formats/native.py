"""Patchboard's own design files, `patchboard: v1`, in YAML or JSON."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import yaml

from topology.formats import yaml_text
from topology.formats.document import HEADER, VERSION, as_document, from_document
from topology.problems import InvalidDesign, Problem
from topology.values import Design

__all__ = ["MAX_BYTES", "as_document", "dump_json", "dump_yaml", "from_document", "load", "load_part"]

MAX_BYTES = 4 * 1024 * 1024


def load(text: str) -> Design:
    """The design as it is written, nothing filled in; YAML holds JSON, so this reads both.

    Raises InvalidDesign if it cannot be read, with all that is wrong; see `from_document`.
    """
    return from_document(_read(text))


def load_part(text: str) -> Design:
    """A part of a design, as it is carried from one drawing to another: head and name may be left out.

    Raises InvalidDesign as `load` does.
    """
    data = _read(text)
    return from_document({HEADER: VERSION, "name": "part", **data} if isinstance(data, Mapping) else data)


def _read(text: str) -> Any:
    if len(text) > MAX_BYTES or len(text.encode(errors="replace")) > MAX_BYTES:
        raise InvalidDesign((_unreadable("", "is larger than 4 MiB", "split it into several designs"),))
    try:
        return _data(text)
    except yaml_text.Malformed as error:
        raise InvalidDesign((_unreadable(error.place, error.reason, "write YAML or JSON"),)) from error


def dump_yaml(design: Design) -> str:
    """The design as a YAML file, with only what differs from the defaults."""
    return yaml.dump(
        _sparse(design),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=110,
    )


def dump_json(design: Design) -> str:
    """The design as a JSON file, with only what differs from the defaults."""
    return json.dumps(_sparse(design), indent=2, ensure_ascii=False) + "\n"


def _data(text: str) -> Any:
    """YAML reads JSON too, save for indentation by tabs; whatever Python's JSON refuses, YAML explains."""
    if text.lstrip().startswith("{"):
        with suppress(ValueError, RecursionError):
            return json.loads(text, object_pairs_hook=_each_once)
    return yaml_text.read(text)


def _each_once(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(fields)
    if len(data) != len(fields):
        raise ValueError("a field stands twice")
    return data


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _sparse(design: Design) -> dict[str, Any]:
    document = {HEADER: VERSION, **design.model_dump(mode="json", exclude_defaults=True)}
    for network in document.get("networks", ()):
        if "gateway" in network:
            network["gateway"] = _briefly(network["gateway"])
    if "layout" in document:
        document["layout"] = {name: list(map(_round, at)) for name, at in document["layout"].items()}
    for field in ("areas", "notes", "marks", "scenarios"):
        if field in document:
            document[field] = _rounded(document[field])
    return document


def _briefly(gateway: list[str]) -> str | list[str]:
    if len(gateway) > 1:
        return gateway
    return gateway[0] if gateway else "none"


def _rounded(data: Any) -> Any:
    """The same with whole numbers written as such, however deep they lie."""
    if isinstance(data, dict):
        return {field: _rounded(value) for field, value in data.items()}
    if isinstance(data, list):
        return [_rounded(value) for value in data]
    return _round(data) if isinstance(data, float) else data


def _round(number: float) -> float:
    return int(number) if number.is_integer() else number


def _unreadable(place: str, reason: str, remedy: str) -> Problem:
    return Problem("topology", "design", place or "file", reason, remedy)
