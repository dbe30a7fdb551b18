"""Waiting at the command line until the engine has done what was asked of it."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.core.management.base import CommandError
from django.utils import timezone

from webapp.store.beat import SILENCE, engine
from webapp.store.models import Change, Topology
from webapp.store.models.history import Kind

LOOK_AGAIN = 0.1
NO_ENGINE = "no engine is running: start Patchboard with make run, or manage.py runengine"


def wait(asked: Change, done: Callable[[Topology], bool], seconds: float) -> None:
    """Come back when it is done. Raises CommandError if it failed, or was not done in time."""
    began = timezone.now()
    while not done(topology := Topology.objects.get(pk=asked.topology_id)):
        waited = timezone.now() - began
        if _failed(asked, topology) or waited > timedelta(seconds=seconds):
            raise CommandError(_said(topology))
        if waited > SILENCE and not engine()["alive"]:
            raise CommandError(NO_ENGINE)
        time.sleep(LOOK_AGAIN)


def _failed(asked: Change, topology: Topology) -> bool:
    """Whether the engine has given up since; what it had said before does not count."""
    reports = topology.changes.filter(kind=Kind.REPORT, number__gt=asked.number)
    return topology.state == "failed" and reports.exists()


def _said(topology: Topology) -> str:
    wrong = topology.statuses.filter(state__in=["failed", "degraded", "lost"]).order_by("kind", "name")
    objects = [f"{each.kind} {each.name} {each.state}: {each.reason}" for each in wrong]
    return "\n".join(objects or [f"topology {topology.name} {topology.state}: {topology.reason}"])
