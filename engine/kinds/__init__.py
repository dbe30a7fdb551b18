"""The kinds of resource that go into a place or onto a link: one file here and one line in the table each."""

from engine.kinds.kind import Command, Kind

KINDS: dict[type, Kind] = {}

__all__ = ["KINDS", "Command", "Kind"]
