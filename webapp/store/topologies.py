"""Topologies as a whole: make, duplicate, rename, delete, share."""

from functools import partial

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from topology.delta import as_json, diff, sentence
from topology.ipam import complete
from topology.names import is_name
from topology.problems import InvalidDesign, Problem
from topology.values import Design
from webapp import prompts
from webapp.store import log
from webapp.store.access import OWNING, SEEING, require, require_account
from webapp.store.changes import put
from webapp.store.errors import NoSuchTopology, Refused
from webapp.store.models import Change, Membership, Topology
from webapp.store.models.history import Kind
from webapp.store.reading import design, locked_design

NAME_RULE = "lower-case letters, digits and -, at most 32, not - first"


def find(name: str) -> Topology:
    """Raises NoSuchTopology."""
    try:
        return Topology.objects.select_related("owner").get(name=name)
    except Topology.DoesNotExist:
        raise NoSuchTopology(name) from None


def create(name: str, owner: User, begin: Design | None = None, description: str = "") -> Topology:
    """A new topology with that design, or an empty one. Raises InvalidDesign, also for a name in use, and
    Forbidden for a guest."""
    require_account(owner)
    _check_name(name)
    empty = Design(name=name)
    after = complete((begin or empty).model_copy(update={"name": name}))
    try:
        with transaction.atomic():
            topology = Topology.objects.create(name=name, owner=owner, description=description)
            return _begin(topology, empty, after, owner)
    except IntegrityError as error:
        raise _taken(name, error) from error


def _begin(topology: Topology, empty: Design, after: Design, owner: User) -> Topology:
    delta = put(topology, empty, after)
    topology.revision = topology.effective_revision = 1
    log.append(topology, Kind.EDIT, "created the topology", {"delta": as_json(delta)}, owner)
    return topology


def duplicate(topology_name: str, name: str, user: User) -> Topology:
    """A copy that belongs to the user, who need only be able to see the original."""
    original = find(topology_name)
    require(user, original, SEEING)
    return create(name, user, design(original), original.description)


def rename(topology_name: str, name: str, author: User | None) -> Change:
    """Give it another name. Raises Refused while anything of it is deployed: its namespaces bear its name."""
    _check_name(name)
    try:
        with log.locked(topology_name) as topology:
            require(author, topology, OWNING)
            _require_unbuilt(topology)
            before = locked_design(topology)
            topology.name = name
            return _renamed(topology, before, author)
    except IntegrityError as error:
        raise _taken(name, error) from error


def _renamed(topology: Topology, before: Design, author: User | None) -> Change:
    delta = diff(before, before.model_copy(update={"name": topology.name}))
    if not delta:
        return log.last(topology)
    topology.revision += 1
    topology.effective_revision = topology.revision
    return log.append(topology, Kind.EDIT, sentence(delta), {"delta": as_json(delta)}, author)


def delete(topology_name: str, author: User | None) -> None:
    """Forget it with all of its history. Raises Refused while anything of it is deployed."""
    with log.locked(topology_name) as topology:
        require(author, topology, OWNING)
        _require_unbuilt(topology)
        transaction.on_commit(partial(prompts.tell, prompts.News()))
        topology.delete()


def share(topology_name: str, user: User, role: str | None, author: User | None) -> None:
    """Make the user `editor` or `viewer` of it, or with None neither."""
    with log.locked(topology_name) as topology:
        require(author, topology, OWNING)
        if role is None:
            topology.memberships.filter(user=user).delete()
        else:
            Membership.objects.update_or_create(topology=topology, user=user, defaults={"role": role})


def _require_unbuilt(topology: Topology) -> None:
    if topology.deployed:
        raise Refused(f"{topology.name} is deployed; destroy it first")
    if topology.built:
        raise Refused(f"{topology.name} is still being destroyed; wait until its state is designed")


def _check_name(name: str) -> None:
    if not is_name(name):
        reason = f"{name!r} is not a name"
        raise InvalidDesign((Problem("topology", name, "name", reason, f"use {NAME_RULE}"),))


def _taken(name: str, error: IntegrityError) -> Exception:
    """What an IntegrityError means: nearly always that the name was taken."""
    if not Topology.objects.filter(name=name).exists():
        return error
    return InvalidDesign((Problem("topology", name, "name", "is taken", "choose another name"),))
