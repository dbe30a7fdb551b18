"""Values: dataclasses that nobody changes."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots; but it is mypy that sees that nobody changes it.

    To build and verify 500 sandboxes makes 20,000 of these, and one that Python itself freezes takes ten
    times as long to make: each of its fields is set by a call.
    """
    return dataclass(unsafe_hash=True, slots=True)(cls)
