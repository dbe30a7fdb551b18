"""What deploying the design would do, as the engine sees it now."""

import select
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

from django.http import HttpRequest

from engine.obstacles import obstacles
from engine.preview import Preview, as_json, preview
from topology.formats.native import as_document
from topology.values import Design
from webapp.api.reading import reads
from webapp.prompts import Listener
from webapp.store import plans
from webapp.store.beat import engine, features
from webapp.store.errors import Refused
from webapp.store.models import PlanRequest, Topology
from webapp.store.reading import deployed_design, picture

PATIENCE = 15.0
"""Seconds that the engine is given; it may be busy with just this topology."""
PERIOD = 0.25
"""Seconds between two looks if no prompt comes."""
UNSEEN = "the engine is not running, so what exists is not known: this is what it would do where nothing is"


@reads
def plan(request: HttpRequest, topology: Topology) -> dict[str, Any]:
    """`{revision, actions, objects, script, problems, unseen, deployed}`; see docs/api.md."""
    seen = picture(topology)
    about = {"revision": seen.topology.revision, "unseen": ""}
    if problems := obstacles(seen.design, features()):
        return about | as_json(Preview(problems=problems)) | {"deployed": None}
    if not engine()["alive"]:
        about["unseen"] = UNSEEN
        found = as_json(preview(seen.design, {}, features(), time.time()))
        return about | found | {"deployed": None}
    answer = _answer(topology)
    return about | answer | {"deployed": _removed(topology, answer["objects"])}


def _answer(topology: Topology) -> dict[str, Any]:
    with closing(Listener("web")) as listener:
        number = plans.ask(topology)
        found = _soon(listener, lambda: plans.answer_to(topology, number))
    if found is None:
        raise Refused(
            f"the engine did not say within {PATIENCE:g} s what deploying {topology.name} would do, since it "
            "is busy with it; try again"
        )
    if found.reason:
        raise Refused(f"the engine cannot say what deploying {topology.name} would do: {found.reason}")
    answer: dict[str, Any] = found.answer
    return answer


def _soon(listener: Listener, look: Callable[[], PlanRequest | None]) -> PlanRequest | None:
    """What is seen as soon as it is there."""
    end = time.monotonic() + PATIENCE
    while (found := look()) is None and time.monotonic() < end:
        select.select([listener.socket], [], [], PERIOD)
        while listener.receive():
            pass
    return found


def _removed(topology: Topology, objects: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """The part of the design that is deployed that is to be removed, as a design of its own; with the places
    of all of it, so that a drawing can show where that was."""
    gone = {(each["kind"], each["name"]) for each in objects if each["effect"] == "remove"}
    _, before = deployed_design(Topology.objects.get(pk=topology.pk))
    return as_document(_part(before, gone)) if gone and before else None


def _part(design: Design, kept: set[tuple[str, str]]) -> Design:
    return design.model_copy(
        update={
            "networks": tuple(each for each in design.networks if ("network", each.name) in kept),
            "sandboxes": tuple(each for each in design.sandboxes if ("sandbox", each.name) in kept),
            "endpoints": tuple(each for each in design.endpoints if ("endpoint", each.name) in kept),
            "patches": tuple(each for each in design.patches if ("patch", each.name) in kept),
        }
    )
