"""Uplinks: making them, seeing them, and taking them away, on the machine as in the fabric.

The nftables table on the machine is the first thing made of an uplink and the last one taken away, and its
name says whose it is. So an uplink is found by it whenever somebody was killed in between, and looking for
uplinks costs one question where there are none.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial

from engine import marks, nftables, uplink_rules
from engine.backends.kernel import encode, machine, nfnetlink, uplink_ends
from engine.backends.kernel.place import Missing, Place, go, open_place
from engine.backends.kernel.sight import Sight
from engine.backends.kernel.uplink_ends import Ground, fabric_ground, machine_ground
from engine.backends.kernel.work import Work
from engine.errors import Permanent, Transient
from engine.features import REMEDIES
from engine.names import host_link_name, uplink_name
from engine.plan import Create, Delete, Update
from engine.resources import FABRIC, End, Uplink
from engine.scope import Scope
from engine.uplinks import (
    Line,
    candidates,
    deviations,
    fabric_side,
    host_side,
    line_of,
    versions,
)
from topology.mac import default_mac

_choosing = threading.Lock()
"""Link addresses and ports are the machine's: two topologies must not find the same ones free."""


def topologies() -> set[str]:
    """Those that have anything of an uplink on the machine."""
    return {owner[0] for name in nfnetlink.tables() if (owner := marks.parse_uplink_table(name))}


def in_place(sight: Sight) -> Iterable[Uplink]:
    if sight.place != FABRIC:
        return ()
    labels = {*_on_machine(sight.topology), *_in_fabric(sight)}
    return [_observed(sight.topology, label, sight.visited) for label in sorted(labels)]


def of_topology(topology: str, scope: Scope | None) -> Iterable[Uplink]:
    """Those whose fabric is gone; the others were seen there."""
    labels = _on_machine(topology)
    if not labels or _has_fabric(topology):
        return ()
    return [Uplink(label, (), (), ("its fabric is gone",)) for label in labels]


def take_away(work: Work) -> None:
    for number, action in work.about(Uplink):
        if isinstance(action, Delete) and isinstance(action.resource, Uplink):
            work.attempt(number, partial(_take_away, work, action.resource.label))


def bring(work: Work) -> None:
    for number, uplink in _wanted(work):
        if not work.has_failed(number):
            work.attempt(number, partial(_bring, work, uplink))


def refuse(work: Work) -> None:
    """Let no uplink be made or changed, whoever planned it."""
    for number, _ in _wanted(work):
        work.fail(number, Permanent(f"uplinks are switched off; {REMEDIES['uplinks']}"))


def _wanted(work: Work) -> Iterator[tuple[int, Uplink]]:
    for number, action in work.about(Uplink):
        match action:
            case Create(Uplink() as uplink) | Update(_, Uplink() as uplink):
                yield number, uplink


def _on_machine(topology: str) -> list[str]:
    owners = map(marks.parse_uplink_table, nfnetlink.tables())
    return sorted(owner[1] for owner in owners if owner and owner[0] == topology)


def _in_fabric(sight: Sight) -> Iterator[str]:
    for link in sight.links.values():
        words = link.alias.split(" ")
        if len(words) == 5 and link.alias == marks.uplink_alias(sight.topology, words[3], "fabric"):
            yield words[3]


def _has_fabric(topology: str) -> bool:
    try:
        go(lambda: open_place(topology, FABRIC)).close()
    except Missing:
        return False
    return True


def _observed(topology: str, label: str, fabric: Place) -> Uplink:
    """What its tables say that it is, and what of that is missing or otherwise."""
    with machine_ground(topology, label) as here, fabric_ground(topology, label, fabric) as there:
        subnets, publish = uplink_rules.described(nfnetlink.read(there.netfilter, there.table))
        told = Uplink(label, subnets, publish)
        lines = _lines(here, told)
        if not subnets:
            return replace(told, flaws=("its nftables rules in the fabric are gone",))
        if len(lines) < len(versions(told)):
            return replace(told, flaws=(_broken(here),))
        on_host, in_fabric = (side(topology, told, lines) for side in (host_side, fabric_side))
        flaws = (
            *machine.lacking(here.route, versions(told)),
            *deviations(uplink_ends.read(here, on_host), on_host, "on the machine"),
            *deviations(uplink_ends.read(there, in_fabric), in_fabric, "in the fabric"),
        )
    return replace(told, flaws=flaws)


def _broken(here: Ground) -> str:
    name = host_link_name(here.topology, here.label)
    link = uplink_ends.find(here, name)
    what = "is gone" if link is None else "has lost its addresses" if link.up else "is down"
    return f"{name} on the machine {what}"


def _lines(here: Ground, uplink: Uplink) -> tuple[Line, ...]:
    """The lines that the machine's end has, of the versions that are wanted, in their order."""
    link = uplink_ends.find(here, host_link_name(here.topology, uplink.label))
    texts = uplink_ends.addresses(here, link) if link else []
    found = {line.version: line for text in texts if (line := line_of(text))}
    return tuple(found[each] for each in versions(uplink) if each in found)


def _bring(work: Work, uplink: Uplink) -> None:
    with (
        work.places.visit(work.topology, FABRIC) as fabric,
        machine_ground(work.topology, uplink.label) as here,
        fabric_ground(work.topology, uplink.label, fabric) as there,
        _choosing,
    ):
        _require(here, uplink)
        joined = _is_joined(here, there, uplink.label)
        lines = _choose(here, uplink)
        on_host, in_fabric = (side(work.topology, uplink, lines) for side in (host_side, fabric_side))
        if nfnetlink.read(here.netfilter, here.table) != on_host.table:
            nfnetlink.run(nftables.replacing(here.table, on_host.table))
        if not joined:
            _join(here, there, uplink.label)
        uplink_ends.settle(here, on_host)
        uplink_ends.settle(there, in_fabric)


def _require(here: Ground, uplink: Uplink) -> None:
    for words in machine.lacking(here.route, versions(uplink)):
        raise Transient(words)
    had = uplink_rules.published(nfnetlink.read(here.netfilter, here.table))
    wanted = dict.fromkeys((protocol, ports) for protocol, ports, _, _ in uplink.publish)
    machine.require_ports(here.table, [each for each in wanted if each not in had])


def _choose(here: Ground, uplink: Uplink) -> tuple[Line, ...]:
    """What it has stays; else the first addresses that the machine uses for nothing."""
    kept = {line.version: line for line in _lines(here, uplink)}
    return tuple(kept.get(each) or _free_line(here, uplink.label, each) for each in versions(uplink))


def _free_line(here: Ground, label: str, of_version: int) -> Line:
    for line in candidates(here.topology, label, of_version):
        if machine.is_free(here.route, line):
            return line
    raise Permanent(f"no IPv{of_version} addresses for the link to the machine are free")


def _is_joined(here: Ground, there: Ground, label: str) -> bool:
    """Whether both ends are there. Of a pair that lost one, or of which one was renamed, the rest goes."""
    ends = ((here, host_link_name(here.topology, label)), (there, uplink_name(label)))
    if all(uplink_ends.find(ground, name) for ground, name in ends):
        return True
    for ground, name in ends:
        _cut(ground, name)
    return False


def _join(here: Ground, there: Ground, label: str) -> None:
    ends = [
        End("", name, default_mac(here.topology, f"{label} uplink {side}"))
        for name, side in ((host_link_name(here.topology, label), "host"), (uplink_name(label), "fabric"))
    ]
    group = marks.uplink_group(here.topology)
    here.send([encode.create_veth(1, ends[0], 0, ends[1], 0, there.descriptor, group)])


def _take_away(work: Work, label: str) -> None:
    """Of the fabric as much as there is of it."""
    with ExitStack() as stack:
        here = stack.enter_context(machine_ground(work.topology, label))
        with suppress(Missing):
            fabric = stack.enter_context(work.places.visit(work.topology, FABRIC))
            there = stack.enter_context(fabric_ground(work.topology, label, fabric))
            uplink_ends.withdraw(there)
            _cut(there, uplink_name(label))
            nfnetlink.run(nftables.removing(there.table), there.descriptor)
        _cut(here, host_link_name(work.topology, label))
        nfnetlink.run(nftables.removing(here.table))


def _cut(ground: Ground, name: str) -> None:
    link = uplink_ends.find(ground, name)
    if link is not None:
        uplink_ends.delete(ground, link)
