"""Pulling and plugging in what flaps, as it is to be at the moment. Nobody did that, and nobody is told."""

from engine.adjusting import Built, adjust
from engine.backends import Backend
from engine.flapping import as_seen
from engine.lower import lower
from engine.planning import plan
from topology.values import Design


def turned(backend: Backend, built: Built, moment: Design) -> tuple[Built, bool]:
    """From one moment to another, and whether that was verified, at the cost of what flaps; if not, it is
    left for a look at everything."""
    adjusted = adjust(backend, built, built.revision, moment)
    if adjusted:
        return adjusted.built, True
    desired = lower(moment, backend.features)
    backend.apply(moment.name, plan(built.desired.state, desired.state))
    return Built(built.revision, moment, desired), False


def turned_anew(backend: Backend, revision: int, design: Design, moment: Design) -> Built:
    """To this moment, from whichever the design was last brought to: what flaps shows it."""
    before = as_seen(design, backend.observe(design.name))
    built, _ = turned(backend, Built(revision, before, lower(before, backend.features)), moment)
    return built
