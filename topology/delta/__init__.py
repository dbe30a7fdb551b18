"""What differs between two designs: a value that can be stored, applied, undone and told."""

from topology.delta.difference import (
    Conflict,
    Delta,
    Difference,
    as_json,
    diff,
    from_json,
    inverse,
    patch,
    together,
)
from topology.delta.telling import sentence

__all__ = [
    "Conflict",
    "Delta",
    "Difference",
    "as_json",
    "diff",
    "from_json",
    "inverse",
    "patch",
    "sentence",
    "together",
]
