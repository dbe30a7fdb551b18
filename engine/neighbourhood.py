"""What a small edit touches: the part of a design around it, that can be checked and lowered on its own.

Two objects depend on each other if they are joined: a sandbox's routes on the gateways of its networks, its
hosts file on who else is there, a bridge's ports on its patches. So the part around an edit is made of the
networks that it touches and those patched to them (the *near* ones), the sandboxes on these with all their
interfaces, and the networks that those lead to, so that nothing in it dangles. What lies nearest comes out of
lowering as it does from the whole design; what lies further off is only there to be referred to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from engine.drivers import Owner
from engine.services import services_of
from topology.value import Value
from topology.values import Design, Endpoint, Patch, Sandbox

V = TypeVar("V", bound=Value)
Edited = Sandbox | Endpoint | Patch


@dataclass(frozen=True, slots=True)
class Edit:
    """Which sandboxes and endpoints came, went or changed, and which patches changed, from one design to the
    next."""

    before: tuple[Edited, ...]
    after: tuple[Edited, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`design` is the part around an edit; `owners` are the objects in it that lie nearest."""

    design: Design
    owners: frozenset[Owner]


def edit(before: Design, after: Design) -> Edit | None:
    """What was edited; None if networks changed, or which of them hang together, which may touch anything."""
    if before.name != after.name or before.networks != after.networks:
        return None
    if [_joins(patch) for patch in before.patches] != [_joins(patch) for patch in after.patches]:
        return None
    pairs: list[tuple[Sequence[Edited], Sequence[Edited]]] = [
        _changed(before.sandboxes, after.sandboxes),
        _changed(before.endpoints, after.endpoints),
        _changed(before.patches, after.patches),
    ]
    return Edit(tuple(chain(*(was for was, _ in pairs))), tuple(chain(*(now for _, now in pairs))))


def around(design: Design, changed: Iterable[Edited]) -> Neighbourhood:
    """The part of the design around objects that are, or were, in it."""
    touched = list(changed)
    own = {thing.sandbox for thing in touched if isinstance(thing, Endpoint)}
    own |= {thing.name for thing in touched if isinstance(thing, Sandbox)}
    seeds = {end.network for end in design.endpoints if end.sandbox in own}
    seeds |= {thing.network for thing in touched if isinstance(thing, Endpoint)}
    seeds |= {name for thing in touched if isinstance(thing, Patch) for name in thing.networks}
    near = _joined(design, seeds)
    inner = own | {end.sandbox for end in design.endpoints if end.network in near}
    far = _joined(design, near | {end.network for end in design.endpoints if end.sandbox in inner})
    return Neighbourhood(_part(design, inner, far), frozenset(_owners(design, inner, near)))


def _joins(patch: Patch) -> tuple[str, ...]:
    return (patch.name, *patch.networks)


def _changed(before: Sequence[V], after: Sequence[V]) -> tuple[Sequence[V], Sequence[V]]:
    """What of the two differs; both are in one order, so it is what is left without equal ends."""
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and (before[start] is after[start] or before[start] == after[start]):
        start += 1
    end = 0
    while end < shorter - start and (before[~end] is after[~end] or before[~end] == after[~end]):
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


def _joined(design: Design, seeds: set[str]) -> set[str]:
    """The networks, with all that hang together with them by patches or stand on one another."""
    pairs = [set(patch.networks) for patch in design.patches]
    pairs += [{net.name, net.options.parent} for net in design.networks if net.options.parent]
    found, growing = set(seeds), True
    while growing:
        grown = found.union(*(pair for pair in pairs if pair & found))
        growing, found = grown != found, grown
    return found


def _part(design: Design, inner: set[str], far: set[str]) -> Design:
    endpoints = tuple(end for end in design.endpoints if end.network in far)
    outer = {end.sandbox for end in endpoints} - inner
    return design.model_copy(
        update={
            "networks": tuple(net for net in design.networks if net.name in far),
            "sandboxes": tuple(_sandboxes(design.sandboxes, inner, outer)),
            "endpoints": endpoints,
            "patches": tuple(patch for patch in design.patches if set(patch.networks) <= far),
            "layout": {},
        }
    )


def _sandboxes(sandboxes: Iterable[Sandbox], inner: set[str], outer: set[str]) -> Iterable[Sandbox]:
    """Those further off are bare: some of their interfaces are missing, and what these carry with them. That
    they are paused is seen at the other ends of their cables."""
    for sandbox in sandboxes:
        if sandbox.name in inner:
            yield sandbox
        elif sandbox.name in outer:
            yield Sandbox.model_construct(name=sandbox.name, paused=sandbox.paused)


def _owners(design: Design, inner: set[str], near: set[str]) -> Iterable[Owner]:
    yield from (("sandbox", name) for name in inner)
    yield from services_of(sandbox for sandbox in design.sandboxes if sandbox.name in inner)
    yield from (("network", name) for name in near)
    yield from (("patch", patch.name) for patch in design.patches if set(patch.networks) <= near)
    for end in design.endpoints:
        if end.sandbox in inner:
            yield "endpoint", end.name
