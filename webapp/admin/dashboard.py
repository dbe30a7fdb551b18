"""The first page of the administrator's view: is all well, and if not, what is not."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from webapp.pages import engine, words
from webapp.store.models import Change, Endpoint, Network, ObjectStatus, Patch, Sandbox, Topology

ILL = ("failed", "lost", "degraded", "drifted")
MOST = 20
"""Failures and changes shown; there is a list with all of them behind each."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many topologies are in a state, of how many."""

    state: str
    word: str
    number: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.number / self.of) if self.of else 0


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What templates/admin/index.html shows."""
    ill = Topology.objects.filter(state__in=ILL).select_related("owner").order_by("-changed")
    failures = ObjectStatus.objects.filter(state__in=ILL).exclude(reason="").select_related("topology")
    return context | {
        "engine": engine.condition(),
        "shares": _shares(),
        "totals": _totals(),
        "ill": ill[:MOST],
        "failures": failures.order_by("topology__name", "kind", "name")[:MOST],
        "changes": Change.objects.select_related("topology", "author").order_by("-at", "-number")[:MOST],
    }


def environment(request: HttpRequest) -> tuple[str, str] | None:
    """What stands at the head of every page here."""
    return ("Simulation: nothing touches the kernel", "warning") if engine.condition().simulation else None


def _shares() -> list[Share]:
    counted = Topology.objects.order_by().values_list("state").annotate(Count("pk"))
    numbers: dict[str, int] = dict(counted)
    total = sum(numbers.values())
    return [Share(state, word, numbers.get(state, 0), total) for state, word in words.STATES.items()]


def _totals() -> list[tuple[str, int]]:
    return [
        ("topologies", Topology.objects.count()),
        ("sandboxes", Sandbox.objects.count()),
        ("networks", Network.objects.count()),
        ("endpoints", Endpoint.objects.count()),
        ("patches", Patch.objects.count()),
    ]
