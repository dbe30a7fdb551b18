"""What the benchmarks do with the store: begin a topology, deploy it, destroy it, each until it is so."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command

from engine.tending import Tender
from tests.bench.own_store import PATIENCE, POLL
from topology.values import Design
from webapp.store import changes, topologies
from webapp.store.models import Engine, ObjectStatus, Topology
from webapp.store.signing_in import administrator

QUIET = 15.0
"""Seconds after a build in which the kernel itself still changes things: it solicits IPv6 routers."""


def begin(design: Design) -> None:
    """Store it, on a fresh database."""
    call_command("migrate", verbosity=0, interactive=False)
    topologies.create(design.name, administrator(), design)


def deployed(name: str) -> None:
    """Deploy it, until every object is in sync."""
    changes.deploy(name, None)
    _until("in sync", lambda: _is_in_sync(name))


def destroyed(name: str) -> None:
    changes.destroy(name, None)
    _until("gone", lambda: not Topology.objects.get(name=name).built)


@contextmanager
def wanted(name: str, tender: Tender) -> Iterator[None]:
    """Deployed, and in the end destroyed, by this tender instead of an engine."""
    changes.deploy(name, None)
    tender.tend(name)
    yield
    changes.destroy(name, None)
    tender.tend(name)


def engine_is_there() -> None:
    """Wait for its first beat."""
    _until("beating", Engine.objects.exists)


def _is_in_sync(name: str) -> bool:
    """The whole is said in one transaction with its objects, which are looked at all the same. To ask takes
    little of the processors: the engine needs both."""
    if not Topology.objects.filter(name=name, state="in_sync").exists():
        return False
    rows = ObjectStatus.objects.filter(topology__name=name)
    return rows.exists() and not rows.exclude(state="in_sync").exists()


def _until(what: str, so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not so():
        if time.monotonic() > end:
            raise SystemExit(f"not {what} within {PATIENCE:g} s")
        time.sleep(POLL)
