"""The kinds of resource that go into a place or onto a link: one file here and one line in the table each."""

from engine.kinds import etc, fdb, file, rule, service, shaping, sysctl, uplink
from engine.kinds.kind import Command, Kind
from engine.resources import Etc, Fdb, File, Rule, Service, Shaping, Sysctl, Uplink

KINDS: dict[type, Kind] = {
    Sysctl: sysctl,
    Uplink: uplink,
    Shaping: shaping,
    Rule: rule,
    Fdb: fdb,
    File: file,
    Etc: etc,
    Service: service,
}

__all__ = ["KINDS", "Command", "Kind"]
