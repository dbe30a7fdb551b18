"""What somebody may choose of a template."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from topology.problems import InvalidDesign, Problem

Values = Mapping[str, int]
"""A number for each parameter, by its name."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a template asks for, with its bounds."""

    name: str
    title: str
    default: int
    smallest: int
    largest: int

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "type": "number"}


def values(template: str, parameters: tuple[Parameter, ...], given: Mapping[str, str | int]) -> Values:
    """What was given, and the default of what was not. Raises InvalidDesign with all that is wrong."""
    problems = [*_unknown(template, parameters, given), *_out_of_range(template, parameters, given)]
    if problems:
        raise InvalidDesign(tuple(problems))
    return {each.name: int(given.get(each.name, each.default)) for each in parameters}


def _unknown(
    template: str, parameters: tuple[Parameter, ...], given: Mapping[str, str | int]
) -> list[Problem]:
    names = [each.name for each in parameters]
    remedy = f"give {', '.join(names)}"
    return [
        Problem("template", template, name, "is no parameter of this template", remedy)
        for name in given
        if name not in names
    ]


def _out_of_range(
    template: str, parameters: tuple[Parameter, ...], given: Mapping[str, str | int]
) -> list[Problem]:
    return [
        Problem(
            "template",
            template,
            each.name,
            f"{given[each.name]} is out of range",
            f"give {each.smallest} to {each.largest}",
        )
        for each in parameters
        if each.name in given and not _fits(each, str(given[each.name]))
    ]


def _fits(parameter: Parameter, text: str) -> bool:
    is_number = text.isascii() and text.isdigit() and len(text) <= 6
    return is_number and parameter.smallest <= int(text) <= parameter.largest
