"""The kinds of resource that go into a place or onto a link: one file here and one line in the table each."""

from engine.kinds import rule, shaping, uplink
from engine.kinds.kind import Command, Kind
from engine.resources import Rule, Shaping, Uplink

KINDS: dict[type, Kind] = {Uplink: uplink, Shaping: shaping, Rule: rule}

__all__ = ["KINDS", "Command", "Kind"]
