"""What a person does to a design, as values."""

from topology.edits.applying import apply
from topology.edits.operations import Add, Operation, Place, Remove, Rename, Replace, Set

__all__ = ["Add", "Operation", "Place", "Remove", "Rename", "Replace", "Set", "apply"]
