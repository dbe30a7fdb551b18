"""A plan as the `ip` and `sysctl` commands that a person would type: *show me the commands*."""

import shlex
from collections.abc import Iterator

from engine import setting_commands, upper_commands
from engine.addressing import version
from engine.kinds import KINDS
from engine.link_commands import Command, create_bridge, create_veth, ip, pin_mtus, update_link
from engine.marks import BEFORE_OTHERS, ROUTE_PROTOCOL, namespace_alias
from engine.names import namespace_name
from engine.plan import Action, Create, Delete, Plan, Update
from engine.resources import (
    FABRIC,
    NEWCOMERS_ACCEPT_RA,
    Address,
    Bridge,
    Namespace,
    Resource,
    Route,
    Upper,
    Veth,
)
from engine.sentences import sentence

__all__ = ["commands", "script", "sentence"]


def commands(topology: str, plan: Plan) -> list[Command]:
    """The argument vectors that carry the plan out, in its order."""
    return [command for _, commands in _steps(topology, plan) for command in commands]


def script(topology: str, plan: Plan) -> str:
    """An executable script that needs root, `ip` and `sysctl`, and no Patchboard.

    What it builds carries the marks, so Patchboard takes it for its own and finds nothing to do.
    """
    lines = ["#!/bin/sh", "set -e"]
    for words, commands in _steps(topology, plan):
        comment = " ".join(words.splitlines())  # no name may end it early
        lines += [f"# {comment}", *map(_line, commands)]
    return "\n".join(lines) + "\n"


def _line(command: Command) -> str:
    """What is typed. A route that somebody has put in the place of ours is not ours to take away, so ours
    goes before it, as the engine has it."""
    match command:
        case [*ip, "route", "add", to, "via", via, "proto", proto]:
            metric = ["metric", str(BEFORE_OTHERS)] if version(via) == 6 else []
            before = [*ip, "route", "prepend", to, "via", via, "proto", proto, *metric]
            return f"{shlex.join(command)} 2>/dev/null || {shlex.join(before)}"
    return shlex.join(command)


def _steps(topology: str, plan: Plan) -> Iterator[tuple[str, list[Command]]]:
    """Each action in words and in commands, and what the plan as a whole needs besides."""
    for action in plan:
        yield sentence(action), list(_commands(topology, action))
    pins = list(pin_mtus(topology, plan))
    if pins:
        yield "keep the bridges' MTU, which ports with a smaller one have lowered", pins


def _commands(topology: str, action: Action) -> Iterator[Command]:
    resource = action.after if isinstance(action, Update) else action.resource
    if type(resource) in KINDS:
        yield from KINDS[type(resource)].commands(topology, action)
        return
    match action:
        case Create(resource):
            yield from _create(topology, resource)
        case Update(_, Namespace(place)):
            yield [*ip(topology, place), "link", "set", "dev", "lo", "up"]
        case Update(_, Address() as address):  # the kernel looks for duplicates no more once it has found one
            yield from (*_delete(topology, address), *_create(topology, address))
        case Update(Bridge() | Veth() as before, Bridge() | Veth() as after):
            yield from update_link(topology, before, after)
        case Update(Upper() as before, Upper() as after):
            yield from upper_commands.update(topology, before, after)
        case Delete(resource):
            yield from _delete(topology, resource)


def _create(topology: str, resource: Resource) -> Iterator[Command]:
    match resource:
        case Namespace(place):
            yield ["ip", "netns", "add", namespace_name(topology, place)]
            yield [*ip(topology, place), "link", "set", "dev", "lo", "alias", namespace_alias(topology), "up"]
            yield setting_commands.write(topology, place, NEWCOMERS_ACCEPT_RA, "0")
        case Bridge():
            yield from create_bridge(topology, resource)
        case Veth():
            yield from create_veth(topology, resource)
        case Upper():
            yield from upper_commands.create(topology, resource)
        case Address():
            # nobody else holds the address, so there is no use in waiting for the kernel to find that out
            nodad = ["nodad"] if version(resource.address) == 6 else []
            yield [*_address(topology, resource, "add"), *nodad]
        case Route():
            yield [*_route(topology, resource, "add"), "proto", str(ROUTE_PROTOCOL)]


def _delete(topology: str, resource: Resource) -> Iterator[Command]:
    match resource:
        case Namespace(place):
            yield ["ip", "netns", "del", namespace_name(topology, place)]
        case Bridge(_, name):
            yield [*ip(topology, FABRIC), "link", "del", "dev", name]
        case Veth(_, (end, *_)):
            yield [*ip(topology, end.place), "link", "del", "dev", end.name]
        case Upper():
            yield upper_commands.delete(topology, resource)
        case Address():
            yield _address(topology, resource, "del")
        case Route():
            yield _route(topology, resource, "del")


def _address(topology: str, address: Address, verb: str) -> Command:
    return [*ip(topology, address.place), "address", verb, address.address, "dev", address.interface]


def _route(topology: str, route: Route, verb: str) -> Command:
    family = ["-6"] if version(route.via) == 6 else []
    return [*ip(topology, route.place), *family, "route", verb, route.to, "via", route.via]
