"""Renames objects and all that refers to them."""

from dataclasses import replace
from typing import Any

from topology.beside import BESIDE
from topology.edits.deeds import Named, follow
from topology.edits.draft import Draft, find, swapped
from topology.edits.leading import led
from topology.names import LONGEST, LONGEST_INTERFACE, next_free
from topology.problems import Fix, InvalidDesign, Problem
from topology.values import FIELDS, Design, Endpoint, Network, objects


def renamed(draft: Draft, kind: str, name: str, to: str) -> Draft:
    """The draft in which the object has the new name, wherever it is named."""
    if kind == "topology":
        return draft.having(name=to)
    thing = find(draft, kind, name)
    if name == to or (isinstance(thing, Endpoint) and thing.interface == to):
        return draft
    field = "interface" if kind == "endpoint" else "name"
    if to in _taken(draft.design, kind, thing):
        raise _refused(kind, name, field, to, _free(draft.design, kind, thing, to))
    new = thing.model_copy(update={field: to})
    draft = draft.having(**{FIELDS[kind]: swapped(objects(draft.design, kind), name, new)})
    names = renames(draft.design, kind, name, new.name)
    draft = draft.having(**_referring(draft.design, kind, name, to))
    draft = draft.having(networks=led(draft.design.networks, {name: new.name}))
    return replace(draft, design=follow(draft.design, names))


def renames(design: Design, kind: str, name: str, to: str) -> dict[Named, str]:
    """All that has another name when this object has, by kind and old name: endpoints with their sandbox."""
    ends = [end for end in design.endpoints if kind == "sandbox" and end.sandbox == name]
    return {(kind, name): to} | {("endpoint", end.name): f"{to}.{end.interface}" for end in ends}


def _free(design: Design, kind: str, thing: object, to: str) -> str:
    longest = LONGEST_INTERFACE if kind == "endpoint" else LONGEST
    return next_free(to, _taken(design, kind, thing), longest)


def _refused(kind: str, name: str, field: str, to: str, free: str) -> InvalidDesign:
    fix = Fix(f"Call it {free}", ({"op": "rename", "kind": kind, "name": name, "to": free},))
    reason, remedy = f"{to} is another one's name", "choose another name"
    return InvalidDesign((Problem(kind, name, field, reason, remedy, fix=fix),))


def _taken(design: Design, kind: str, thing: object) -> set[str | None]:
    if isinstance(thing, Endpoint):
        return {end.interface for end in design.endpoints if end.sandbox == thing.sandbox}
    if kind in BESIDE:
        return {figure.name for figure in objects(design, kind)}
    names: set[str | None] = {network.name for network in design.networks}
    if kind in ("network", "sandbox"):
        names |= {sandbox.name for sandbox in design.sandboxes}
    if kind in ("network", "patch"):
        names |= {patch.name for patch in design.patches}
    return names


def _referring(design: Design, kind: str, name: str, to: str) -> dict[str, Any]:
    if kind not in ("network", "sandbox"):
        return {}

    def new(text: str) -> str:
        return to if text == name else text

    changed: dict[str, Any] = {"layout": {new(key): at for key, at in design.layout.items()}}
    changed["endpoints"] = tuple(
        end.model_copy(update={kind: to}) if getattr(end, kind) == name else end for end in design.endpoints
    )
    if kind == "sandbox":
        networks = (published_to(network, name, to) for network in design.networks)
        ends = (end for end in design.endpoints if end.sandbox == name)
        changed["networks"] = led(networks, {end.name: f"{to}.{end.interface}" for end in ends})
    if kind == "network":
        changed["patches"] = tuple(
            patch.model_copy(update={"networks": tuple(map(new, patch.networks))})
            if name in patch.networks
            else patch
            for patch in design.patches
        )
        changed["networks"] = tuple(parent_named(network, name, to) for network in design.networks)
    return changed


def published_to(network: Network, name: str, to: str | None) -> Network:
    """The network, with what it publishes of the sandbox of this name leading to another (None: left out)."""
    if not any(each.sandbox == name for each in network.publish):
        return network
    led = (
        each.model_copy(update={"sandbox": to}) if each.sandbox == name else each for each in network.publish
    )
    return network.model_copy(update={"publish": tuple(each for each in led if each.sandbox is not None)})


def parent_named(network: Network, name: str, to: str | None) -> Network:
    """The network, with another parent (None: without one) if it is on top of the one of this name."""
    if network.options.parent != name:
        return network
    return network.model_copy(update={"options": network.options.model_copy(update={"parent": to})})
