"""What deploying a design would do, told by design object and as the very commands. Nothing is changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from engine.attribution import owners
from engine.commands import script
from engine.drivers import Owner
from engine.features import Features
from engine.flapping import at
from engine.lower import Desired, lower
from engine.names import lower_port_name
from engine.obstacles import obstacles
from engine.plan import Action, Delete, Plan
from engine.planning import foreseen
from engine.resources import FABRIC, Bridge, End, Namespace, Resource, Service, State, Uplink, Upper, Veth
from engine.sentences import sentence
from engine.services import service_owner, services_of
from topology.problems import Problem
from topology.values import MODELS, Design, objects

MOST_SENTENCES = 5000
"""Of a plan; what more is done is only counted."""

LONGEST_SCRIPT = 2_000_000
"""Characters; a longer one is left out, since a part of it would be worse than nothing."""

Does = Literal["create", "change", "remove"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to one object, of the design or of what it was when it was deployed; kind `topology` for
    what is no object's. `more` counts the actions that `sentences` leave out. An object that is removed
    without a sentence goes with another."""

    kind: str
    name: str
    effect: Does
    sentences: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """`script` is None if it is too long to be shown. With `problems` nothing can be done."""

    actions: Plan = ()
    effects: tuple[Effect, ...] = ()
    script: str | None = ""
    problems: tuple[Problem, ...] = ()


def preview(design: Design, observed: State, features: Features, now: float) -> Preview:
    """What would be done now (seconds since the epoch) where this is observed, on a machine that has these
    features."""
    if problems := obstacles(design, features):
        return Preview(problems=problems)
    moment = at(design, now)
    desired = lower(moment, features)
    actions = foreseen(observed, desired.state)
    commands = script(design.name, actions)
    effects = tuple(_bounded(_effects(moment, desired, observed, actions)))
    return Preview(actions, effects, commands if len(commands) <= LONGEST_SCRIPT else None)


def as_json(found: Preview) -> dict[str, Any]:
    return {
        "actions": len(found.actions),
        "objects": [asdict(each) for each in found.effects],
        "script": found.script,
        "problems": [each.as_dict() for each in found.problems],
    }


def _effects(design: Design, desired: Desired, observed: State, actions: Plan) -> Iterator[Effect]:
    """In the order of the plan; what goes with something else comes last."""
    drawn = {("topology", design.name)}
    drawn |= {(kind, thing.name) for kind in MODELS for thing in objects(design, kind)}
    drawn |= set(services_of(design.sandboxes))
    there = _there(desired, observed)
    removed = there - drawn
    told: dict[Owner, list[str]] = defaultdict(list)
    for action in actions:
        for owner in _told_of(design, desired, action, removed):
            told[owner].append(sentence(action))
    for (kind, name), sentences in told.items():
        effect: Does = "remove" if (kind, name) in removed else "change"
        if (kind, name) not in there:
            effect = "create"
        yield Effect(kind, name, effect, tuple(sentences))
    for kind, name in sorted(removed - told.keys()):
        yield Effect(kind, name, "remove", ())


def _told_of(design: Design, desired: Desired, action: Action, removed: set[Owner]) -> list[Owner]:
    """Like `attribution.owners`, also of what is no more in the design."""
    found = owners(design, desired, action)
    if action.key in desired.owners or not isinstance(action, Delete):
        return found
    place = ("sandbox", getattr(action.resource, "place", FABRIC))
    own = [owner for owner in (*_objects_of(action.resource), place) if owner in removed]
    return own[:1] or found


def _there(desired: Desired, observed: State) -> set[Owner]:
    """The objects of which something exists, and the topology itself if its fabric does."""
    found: set[Owner] = set()
    for name, resource in observed.items():
        if name in desired.owners:
            found.add(desired.owners[name])
        found.update(_objects_of(desired.state.get(name, resource)))
    return found | {("topology", desired.topology) for name in observed if name == ("namespace", FABRIC)}


def _objects_of(resource: Resource) -> Iterator[Owner]:
    """The objects that a place, a link or a service is there for, the object itself first."""
    match resource:
        case Namespace(place) if place != FABRIC:
            yield "sandbox", place
        case Service(place, name):
            yield service_owner(place, name)
        case Bridge(label) | Uplink(label):
            yield "network", label
        case Veth(label) | Upper(label) if "." in label:
            yield "endpoint", label
        case Upper(label):
            yield "network", label
        case Veth(label, ends) if _is_patch(label, ends):
            yield "patch", label
        case Veth(label, ends):
            yield "network", label
            yield from (("endpoint", f"{end.place}.{end.name}") for end in ends if end.place != FABRIC)


def _is_patch(label: str, ends: Sequence[End]) -> bool:
    """A link from bridge to bridge, and not the one below a macvlan or ipvlan."""
    return all(end.place == FABRIC and end.name != lower_port_name(label) for end in ends)


def _bounded(effects: Iterator[Effect]) -> Iterator[Effect]:
    room = MOST_SENTENCES
    for each in effects:
        shown = each.sentences[:room]
        room -= len(shown)
        yield Effect(each.kind, each.name, each.effect, shown, len(each.sentences) - len(shown))
