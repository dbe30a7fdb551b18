"""YAML as plain data, without its traps.

The data is built from libyaml's events and not by PyYAML's loader, because that one crashes the process
on deep nesting, lets a small file unfold into a huge one by aliases, drops repeated fields in silence and
reads 12:30:00 as a number. Scalars mean what they mean in JSON; everything else is text.
"""

import re
from collections.abc import Iterator
from typing import Any, Protocol

import yaml

DEEPEST = 32

_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_REAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)


class Mark(Protocol):
    """A place in a text, counted from 0."""

    line: int
    column: int


class Malformed(Exception):
    """This is not YAML as it is understood here; `place` says where, for a person."""

    def __init__(self, mark: Mark | None, reason: str) -> None:
        super().__init__(reason)
        self.place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        self.reason = reason


def read(text: str) -> Any:
    """The text's one document. Raises Malformed."""
    try:
        events = _contents(yaml.parse(text, Loader=yaml.CSafeLoader))
        data = _value(next(events, None), events, 0)
        surplus = next(events, None)
    except yaml.MarkedYAMLError as error:
        raise Malformed(error.problem_mark, error.problem or "is not YAML") from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise Malformed(None, "holds characters that may not stand in a text file") from error
    if surplus is not None:
        raise Malformed(surplus.start_mark, "a second document starts here")
    return data


def _contents(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    frame = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
    return (event for event in events if not isinstance(event, frame))


def _value(event: yaml.Event | None, events: Iterator[yaml.Event], depth: int) -> Any:
    if event is None:
        return None
    if isinstance(event, yaml.AliasEvent):
        raise Malformed(event.start_mark, "aliases are not allowed")
    if getattr(event, "tag", None) is not None:
        raise Malformed(event.start_mark, "tags are not allowed")
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event.value) if event.implicit[0] else event.value
    if depth == DEEPEST:
        raise Malformed(event.start_mark, "is nested too deep")
    if isinstance(event, yaml.SequenceStartEvent):
        return [_value(item, events, depth + 1) for item in _until(yaml.SequenceEndEvent, events)]
    return _mapping(events, depth)


def _mapping(events: Iterator[yaml.Event], depth: int) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in _until(yaml.MappingEndEvent, events):
        if not isinstance(name, yaml.ScalarEvent):
            raise Malformed(name.start_mark, "a field's name should be text")
        if name.value in fields:
            raise Malformed(name.start_mark, f"the field {name.value:.40} stands here twice")
        fields[name.value] = _value(next(events), events, depth + 1)
    return fields


def _until(end: type[yaml.Event], events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _scalar(text: str) -> Any:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _REAL.fullmatch(text) else text
