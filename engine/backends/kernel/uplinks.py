"""Uplinks: making them, seeing them, and taking them away, on the machine as in the fabric.

The nftables table on the machine is the first thing made of an uplink and the last one taken away, and its
name says whose it is. So an uplink is found by it whenever somebody was killed in between, and looking for
uplinks costs one question where there are none.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial

from engine import marks, nftables, uplink_rules
from engine.backends.kernel import encode, machine, nfnetlink, uplink_ends
from engine.backends.kernel.place import Missing, Place, go, open_place
from engine.backends.kernel.reserving import lines_of, reserved
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
    deviations,
    fabric_side,
    host_side,
    versions,
)
from topology.mac import default_mac


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
        lines = lines_of(here, told)
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


def _bring(work: Work, uplink: Uplink) -> None:
    with (
        work.places.visit(work.topology, FABRIC) as fabric,
        machine_ground(work.topology, uplink.label) as here,
        fabric_ground(work.topology, uplink.label, fabric) as there,
    ):
        for words in machine.lacking(here.route, versions(uplink)):
            raise Transient(words)
        joined = _is_joined(here, there, uplink.label)
        with reserved(here, uplink) as lines:
            _make(here, there, uplink, lines, joined)


def _make(here: Ground, there: Ground, uplink: Uplink, lines: tuple[Line, ...], joined: bool) -> None:
    on_host, in_fabric = (side(here.topology, uplink, lines) for side in (host_side, fabric_side))
    if nfnetlink.read(here.netfilter, here.table) != on_host.table:
        nfnetlink.run(nftables.replacing(here.table, on_host.table))
    if not joined:
        _join(here, there, uplink.label)
    uplink_ends.settle(here, on_host)
    uplink_ends.settle(there, in_fabric)


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
