"""The store as the engine sees it. It reads designs and writes status, never the other way round."""

import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from engine.designs import Drift, Question, Wanted
from engine.errors import Transient
from engine.features import Features
from engine.preview import Preview, as_json
from engine.status import Drifted, ObjectState, Status, nothing_left
from topology.bare import bare
from webapp.store import log, plans, statuses
from webapp.store.connected import connected
from webapp.store.errors import NoSuchTopology
from webapp.store.models import Engine, Topology
from webapp.store.models.history import Kind
from webapp.store.models.topology import State
from webapp.store.reading import deployed_design, picture

P = ParamSpec("P")
T = TypeVar("T")


def _connected(method: Callable[P, T]) -> Callable[P, T]:
    """A full disk, a lock that is held for too long and a database that starts again are nothing that a
    design is to blame for."""

    @wraps(method)
    @connected
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(*args, **kwargs)
        except (InterfaceError, OperationalError) as error:
            raise Transient(f"the database cannot be used ({str(error).strip()})") from error

    return call


class StoredDesigns:
    """Implements `engine.designs.Designs`."""

    def __init__(self) -> None:
        self._host = socket.gethostname()
        self._started = timezone.now()

    @_connected
    def wanted(self) -> Iterable[Wanted]:
        return [_wanted(topology) for topology in Topology.objects.filter(built=True)]

    @_connected
    def get(self, name: str) -> Wanted | None:
        topology = Topology.objects.filter(name=name, built=True).first()
        return _wanted(topology) if topology else None

    @_connected
    def known(self, name: str) -> bool:
        return Topology.objects.filter(
            name=name, changes__kind=Kind.CONTROL, changes__payload__deployed=True
        ).exists()

    @_connected
    def report(self, name: str, observed_revision: int, status: Status) -> None:
        try:
            with log.locked(name) as topology:
                _report(topology, observed_revision, status)
        except NoSuchTopology:
            return  # deleted meanwhile; there is nobody to tell

    @_connected
    def asked(self) -> Iterable[str]:
        return [request.topology.name for request in plans.unanswered()]

    @_connected
    def question(self, name: str) -> Question | None:
        for request in plans.unanswered().filter(topology__name=name):
            seen = picture(request.topology)
            return Question(request.asked, seen.topology.revision, bare(seen.design))
        return None

    @_connected
    def answer(self, name: str, question: Question, found: Preview | str) -> None:
        if isinstance(found, str):
            plans.answer(name, question.number, {}, found)
        else:
            plans.answer(name, question.number, {"revision": question.revision, **as_json(found)}, "")

    @_connected
    def beat(self, mode: str, features: Features) -> None:
        now = {"mode": mode, "features": sorted(features), "pid": os.getpid(), "started": self._started}
        Engine.objects.update_or_create(host=self._host, defaults={**now, "beat": timezone.now()})


def _wanted(topology: Topology) -> Wanted:
    topology, design = deployed_design(topology)
    return Wanted(
        name=topology.name,
        revision=topology.revision if design is None else topology.deployed_revision or 0,
        design=design and bare(design),
        drift=DRIFT[topology.drift],
        settled=topology.settled,
    )


DRIFT: dict[str, Drift] = {"repair": "repair", "show": "show"}


def _report(topology: Topology, observed_revision: int, status: Status) -> None:
    before = (topology.observed_revision, topology.state, topology.reason)
    settled, built = topology.settled, topology.built
    topology.observed_revision = observed_revision
    topology.state, topology.reason = status.state, status.reason
    topology.adoption = list(status.drift.operations) if status.drift else []
    if status.state == "in_sync":
        topology.settled = observed_revision
    if status == nothing_left() and not topology.deployed:
        topology.built, topology.settled = False, None
    objects, has_new_facts = _write_objects(topology, status)
    topology.facts += has_new_facts
    if objects or before != (observed_revision, status.state, status.reason):
        _log(topology, objects, status.drift)
    elif has_new_facts:
        log.hint(topology)
    elif (settled, built) != (topology.settled, topology.built):
        topology.save()


def _log(topology: Topology, objects: list[dict[str, str]], drift: Drifted | None) -> None:
    payload = {
        "observed_revision": topology.observed_revision,
        "state": topology.state,
        "reason": topology.reason,
        "objects": objects,
        "deviations": [asdict(each) for each in drift.deviations] if drift else [],
        "adoptable": bool(topology.adoption),
        "left": list(drift.left) if drift else [],
    }
    said = State(topology.state).label + (f": {topology.reason}" if topology.reason else "")
    log.append(topology, Kind.REPORT, said, payload, None)


def _write_objects(topology: Topology, status: Status) -> tuple[list[dict[str, str]], bool]:
    """Write the rows that changed. Those with another state or reason are returned as the live protocol has
    them, and whether there are other facts."""
    now = {(each.kind, each.name): each for each in status.objects}
    before = statuses.read(topology, None if status.gone is None else {*now, *status.gone})
    changed = [each for key, each in now.items() if key not in before or _differ(before[key], each)]
    gone = [each for key, each in before.items() if key not in now]
    seen = [each for key, each in now.items() if each.facts != (before[key].facts if key in before else ())]
    statuses.write(topology, list(dict.fromkeys([*changed, *seen])))
    statuses.forget(topology, [(each.kind, each.name) for each in gone])
    forgotten = [ObjectState(each.kind, each.name, "designed") for each in gone]
    has_new_facts = bool(seen) or any(each.facts for each in gone)
    return [_said(each) for each in (*changed, *forgotten)], has_new_facts


def _differ(before: ObjectState, each: ObjectState) -> bool:
    return (before.state, before.reason) != (each.state, each.reason)


def _said(each: ObjectState) -> dict[str, str]:
    return {"kind": each.kind, "name": each.name, "state": each.state, "reason": each.reason}
