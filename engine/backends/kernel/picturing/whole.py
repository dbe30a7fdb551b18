"""All places of a topology, put together."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from engine.backends.kernel import home, links, netlink, observe
from engine.backends.kernel.links import Link as Seen
from engine.backends.kernel.picturing import guards, listeners, neighbours, queues, routes, rules, tuned
from engine.backends.kernel.picturing.plugs import Plug, numbers, plugs
from engine.backends.kernel.place import Missing, Place
from engine.backends.kernel.places import Places
from engine.reach.ipsec import Guards
from engine.reach.picture import (
    Address,
    At,
    Interface,
    Link,
    Listener,
    Neighbour,
    Picture,
    Policy,
    Route,
)
from engine.reach.ruleset import Ruleset
from engine.resources import FABRIC

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Read:
    """What one place holds; links by their numbers, and the other places by the numbers that they have
    there."""

    links: Mapping[int, Link]
    plugs: Mapping[int, Plug]
    on_top: frozenset[int]
    near: Mapping[int, str]
    addresses: Mapping[At, tuple[Interface, ...]]
    unusable: Mapping[At, tuple[Address, ...]]
    routes: tuple[Route, ...]
    local: frozenset[Address]
    policies: tuple[Policy, ...]
    neighbours: Mapping[tuple[At, Address], Neighbour]
    switching: Mapping[tuple[At, str], At]
    rules: Ruleset | None
    settings: Mapping[tuple[str, str], str]
    listening: frozenset[Listener]
    guards: Guards


def seen(topology: str, places: Places, meant: Picture | None = None) -> Picture:
    """As it is now. Raises `Transient` if it changes faster than it can be read, OSError if it is refused."""
    names = dict.fromkeys([*home.places(topology), *(sorted(meant.places) if meant else ())])
    places.prepare(topology, names)
    with ExitStack() as stack:
        visited: dict[str, Place] = {}
        for name in names:
            with suppress(Missing):
                visited[name] = stack.enter_context(places.visit(topology, name))
        descriptors = {name: place.descriptor for name, place in visited.items()}
        read = {
            name: netlink.whole(partial(_read, topology, name, place, descriptors))
            for name, place in visited.items()
        }
    return _together(read, meant)


def _read(topology: str, name: str, visited: Place, descriptors: Mapping[str, int]) -> _Read:
    found = {link.index: link for link in links.dump(visited.socket, topology, name)}
    at = {index: (name, link.name) for index, link in found.items()}
    plugged = plugs(visited.socket)
    is_abroad = any(plug.namespace is not None for plug in plugged.values())
    has_bridge = any(link.kind == links.BRIDGE for link in found.values())
    used, unusable = routes.addresses(visited.socket, at)
    ways, local = routes.routes(visited.socket, name, at)
    return _Read(
        dict(_links(name, visited, found, plugged)),
        plugged,
        frozenset(index for index, link in found.items() if link.below is not None),
        numbers(visited.socket, descriptors) if is_abroad else {},
        used,
        unusable,
        ways,
        local,
        routes.policies(visited.socket),
        neighbours.known(visited.socket, at),
        neighbours.switching(visited.socket, at) if has_bridge else {},
        rules.read(visited),
        tuned.read(visited, name, [link.name for link in found.values()]),
        listeners.read(visited) if name != FABRIC else frozenset(),
        guards.read(visited, at),
    )


def _links(
    name: str, visited: Place, found: Mapping[int, Seen], plugged: Mapping[int, Plug]
) -> Iterator[tuple[int, Link]]:
    """As far as they can be told without the other places."""
    deaf = queues.deaf(visited.socket, found)
    vlans = observe.memberships(visited, found)
    for index, link in found.items():
        plug, bridge = plugged.get(index, Plug()), found.get(link.master)
        why, impaired = deaf.get(index, ("", ""))
        yield (
            index,
            Link(
                (name, link.name),
                link.kind,
                link.up,
                bridge=(name, bridge.name) if bridge else None,
                mode=link.below.mode if link.below else "",
                isolated=link.isolated,
                vlans=vlans.get(index),
                deaf=why,
                impaired=impaired,
                label=link.label or "",
                interface=link.interface,
                mac=link.mac,
                mtu=link.mtu,
                state=plug.state if bridge else "forwarding",
                floods=plug.floods,
                learns=plug.learns,
                is_locked=plug.is_locked,
                behind=frozenset() if plug.is_open else neighbours.behind(visited.socket, index),
                asks=plug.asks,
                calls=plug.calls,
            ),
        )


def _together(read: Mapping[str, _Read], meant: Picture | None) -> Picture:
    return Picture(
        {link.at: link for name in read for link in _plugged(name, read)},
        _all(each.addresses for each in read.values()),
        {name: each.routes for name, each in read.items()},
        _all(each.settings for each in read.values()),
        {name: each.policies for name, each in read.items()},
        _all(each.neighbours for each in read.values()),
        _all(each.switching for each in read.values()),
        {name: each.rules for name, each in read.items() if each.rules},
        _all(each.unusable for each in read.values()),
        meant,
        {name: each.local for name, each in read.items()},
        {name: each.listening for name, each in read.items()},
        guards={name: each.guards for name, each in read.items() if each.guards},
    )


def _all(parts: Iterable[Mapping[Key, Value]]) -> Mapping[Key, Value]:
    return {key: value for part in parts for key, value in part.items()}


def _plugged(name: str, read: Mapping[str, _Read]) -> Iterator[Link]:
    """With the other ends of cables, and what is below."""
    here = read[name]
    for index, link in here.links.items():
        there = _there(here.plugs.get(index, Plug()), name, here, read)
        yield replace(link, lower=there) if index in here.on_top else replace(link, peer=there)


def _there(plug: Plug, name: str, here: _Read, read: Mapping[str, _Read]) -> At | None:
    place = name if plug.namespace is None else here.near.get(plug.namespace)
    if not plug.other or place is None or place not in read:
        return None
    other = read[place].links.get(plug.other)
    return other.at if other else None
