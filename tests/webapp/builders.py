"""The world that these tests begin in: people, topologies, and the operations of the live protocol."""

from typing import Any

from django.contrib.auth.models import User

from webapp.store import changes, topologies
from webapp.store.models import Change, Membership, Topology

Operation = dict[str, Any]


def person(name: str, **fields: Any) -> User:
    return User.objects.create_user(name, **fields)


def administrator(name: str = "admin") -> User:
    return User.objects.create_superuser(name)


def member(topology: Topology, name: str, role: str) -> User:
    user = person(name)
    Membership.objects.create(topology=topology, user=user, role=role)
    return user


def topology(name: str = "lab", owner: User | None = None, *operations: Operation) -> Topology:
    """A stored one; with operations, at revision 2."""
    made = topologies.create(name, owner or person(f"owner-of-{name}"))
    if operations:
        changes.change(name, 1, operations, made.owner)
    return topologies.find(name)


def two_apps(name: str = "lab", owner: User | None = None) -> Topology:
    """Two sandboxes on a network, at revision 2."""
    return topology(name, owner, add_network("lan1"), *add_app("app1", "lan1"), *add_app("app2", "lan1"))


def edit(topology: Topology, author: User, *operations: Operation) -> Change:
    """One on the revision that is stored now."""
    return changes.change(topology.name, topologies.find(topology.name).revision, operations, author)


def add_network(name: str, **fields: Any) -> Operation:
    return {"op": "add", "kind": "network", "value": {"name": name, **fields}}


def add_sandbox(name: str, **fields: Any) -> Operation:
    return {"op": "add", "kind": "sandbox", "value": {"name": name, **fields}}


def add_endpoint(sandbox: str, network: str, **fields: Any) -> Operation:
    return {"op": "add", "kind": "endpoint", "value": {"sandbox": sandbox, "network": network, **fields}}


def add_figure(kind: str, **value: Any) -> Operation:
    return {"op": "add", "kind": kind, "value": value}


def add_patch(first: str, second: str, **fields: Any) -> Operation:
    return {"op": "add", "kind": "patch", "value": {"networks": [first, second], **fields}}


def add_app(name: str, network: str) -> tuple[Operation, Operation]:
    return add_sandbox(name), add_endpoint(name, network)


def set_field(kind: str, name: str, **fields: Any) -> Operation:
    return {"op": "set", "kind": kind, "name": name, "fields": fields}


def rename(kind: str, name: str, to: str) -> Operation:
    return {"op": "rename", "kind": kind, "name": name, "to": to}


def remove(kind: str, name: str) -> Operation:
    return {"op": "remove", "kind": kind, "name": name}


def place(**positions: tuple[float, float]) -> Operation:
    return {"op": "place", "positions": {name: list(at) for name, at in positions.items()}}
