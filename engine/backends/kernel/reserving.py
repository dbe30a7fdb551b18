"""What an uplink takes of the machine: ports, and addresses for its link; no two may find the same ones free.

Who chooses only looks, and one does at a time. What was chosen is held until it is made, since it may not be
seen in the kernel before. It is made without the lock: a write that hangs must hold up nobody else.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine import uplink_rules
from engine.backends.kernel import machine, nfnetlink, uplink_ends
from engine.backends.kernel.machine import Owner, Port
from engine.backends.kernel.uplink_ends import Ground
from engine.errors import Permanent
from engine.names import host_link_name
from engine.resources import Uplink
from engine.uplinks import Line, candidates, line_of, versions


@dataclass(frozen=True, slots=True)
class _Held:
    lines: tuple[Line, ...]
    ports: tuple[Port, ...]


_choosing = threading.Lock()
_held: dict[Owner, _Held] = {}
"""Of the uplinks that are being made; looked at and changed only by who chooses."""


@contextmanager
def reserved(here: Ground, uplink: Uplink) -> Iterator[tuple[Line, ...]]:
    """The lines that the uplink is to have, nobody else's for as long as this lasts; nor are its ports.

    Raises `Transient` if somebody else has one of the ports, `Permanent` if no addresses are left.
    """
    owner = here.topology, here.label
    with _choosing:
        _require_ports(here, uplink)
        lines = _choose(here, uplink)
        _held[owner] = _Held(lines, _ports(uplink))
    try:
        yield lines
    finally:
        with _choosing:
            del _held[owner]


def lines_of(here: Ground, uplink: Uplink) -> tuple[Line, ...]:
    """The lines that the machine's end has, of the versions that are wanted, in their order."""
    link = uplink_ends.find(here, host_link_name(here.topology, uplink.label))
    texts = uplink_ends.addresses(here, link) if link else []
    found = {line.version: line for text in texts if (line := line_of(text))}
    return tuple(found[each] for each in versions(uplink) if each in found)


def _ports(uplink: Uplink) -> tuple[Port, ...]:
    return tuple(dict.fromkeys((protocol, ports) for protocol, ports, _, _ in uplink.publish))


def _require_ports(here: Ground, uplink: Uplink) -> None:
    had = uplink_rules.published(nfnetlink.read(here.netfilter, here.table))
    others = {owner: held.ports for owner, held in _held.items()}
    machine.require_ports(here.table, [each for each in _ports(uplink) if each not in had], others)


def _choose(here: Ground, uplink: Uplink) -> tuple[Line, ...]:
    """What it has stays; else the first addresses that the machine uses for nothing."""
    kept = {line.version: line for line in lines_of(here, uplink)}
    return tuple(kept.get(each) or _free_line(here, uplink.label, each) for each in versions(uplink))


def _free_line(here: Ground, label: str, of_version: int) -> Line:
    held = {line for each in _held.values() for line in each.lines}
    for line in candidates(here.topology, label, of_version):
        if line not in held and machine.is_free(here.route, line):
            return line
    raise Permanent(f"no IPv{of_version} addresses for the link to the machine are free")
