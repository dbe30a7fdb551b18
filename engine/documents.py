"""Resources and plans as JSON documents."""

from dataclasses import asdict
from typing import Any

from engine import resources
from engine.commands import commands
from engine.plan import Action, Create, Delete, Plan, Update
from engine.resources import End, Resource, State
from engine.sentences import sentence

KINDS: dict[str, type[Resource]] = {
    "namespace": resources.Namespace,
    "sysctl": resources.Sysctl,
    "bridge": resources.Bridge,
    "veth": resources.Veth,
    "upper": resources.Upper,
    "uplink": resources.Uplink,
    "address": resources.Address,
    "route": resources.Route,
    "shaping": resources.Shaping,
    "rule": resources.Rule,
    "fdb": resources.Fdb,
    "file": resources.File,
    "etc": resources.Etc,
    "service": resources.Service,
}
_NAMES = {kind: name for name, kind in KINDS.items()}

Document = dict[str, Any]


def of_resource(resource: Resource) -> Document:
    """Its fields, and what it is as `resource`."""
    return {"resource": _NAMES[type(resource)], **asdict(resource)}


def to_resource(document: Document) -> Resource:
    """Back from `of_resource`, also after JSON has made lists of tuples."""
    fields = {name: value for name, value in document.items() if name != "resource"}
    return KINDS[document["resource"]](**{name: _frozen(value) for name, value in fields.items()})


def _frozen(value: Any) -> Any:
    """Tuples for lists, and the end of a link for an object."""
    if isinstance(value, dict):
        return End(**{name: _frozen(part) for name, part in value.items()})
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


def of_state(state: State) -> list[Document]:
    return [of_resource(resource) for resource in state.values()]


def of_plan(topology: str, plan: Plan) -> list[Document]:
    """Each action with what it does to which resource, in words, and as commands."""
    return [
        {
            "action": type(action).__name__.lower(),
            **_before_and_after(action),
            "sentence": sentence(action),
            "commands": commands(topology, (action,)),
        }
        for action in plan
    ]


def _before_and_after(action: Action) -> Document:
    match action:
        case Create(resource):
            return {"before": None, "after": of_resource(resource)}
        case Update(before, after):
            return {"before": of_resource(before), "after": of_resource(after)}
        case Delete(resource):
            return {"before": of_resource(resource), "after": None}
