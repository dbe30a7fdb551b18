"""Where in a design's text its problems stand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from topology.formats import yaml_text
from topology.formats.pieces import places
from topology.problems import Problem

_LINE = re.compile(r"line (\d+)")
_LAST = re.compile(r"(\.[^.\[]*|\[\d+\])$")


def lines(text: str, problems: Iterable[Problem]) -> list[int]:
    """The line of each problem, counted from 1: its field's, else its object's, else the first."""
    known = _known(text)
    return [_line(problem, *known) for problem in problems]


def _known(text: str) -> tuple[dict[str, int], dict[tuple[str, str], str]]:
    """Lines by path (`endpoints[2].rate`), and the paths of all objects by kind and name."""
    try:
        data = yaml_text.read(text)
    except yaml_text.Malformed:
        return {}, {}
    if not isinstance(data, Mapping):
        return {}, {}
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    return dict(_paths(node, "")) if node else {}, places(data)


def _line(problem: Problem, found: Mapping[str, int], objects: Mapping[tuple[str, str], str]) -> int:
    if said := _LINE.match(problem.field):
        return int(said[1])
    place = objects.get((problem.kind, problem.name))
    path = ".".join(filter(None, (place, problem.field)))
    while path and path not in found:
        path = _LAST.sub("", path) if _LAST.search(path) else ""
    return found.get(path, 1)


def _paths(node: Any, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            below = f"{path}.{name.value}" if path else name.value
            yield below, name.start_mark.line + 1
            yield from _paths(value, below)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield f"{path}[{number}]", item.start_mark.line + 1
            yield from _paths(item, f"{path}[{number}]")
