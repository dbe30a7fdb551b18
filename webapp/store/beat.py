"""The engine's sign of life, as everybody may see it."""

from datetime import timedelta

from django.utils import timezone

from engine.features import EVERY, Features
from webapp.store.models import Engine

BEAT = 2.0
"""Seconds from one to the next."""
SILENCE = timedelta(seconds=3 * BEAT + 1)
"""After which the engine counts as gone."""


def features() -> Features:
    """What the engine that was heard of last can do; everything while none was ever heard of."""
    last = Engine.objects.order_by("beat").last()
    return frozenset(last.features) if last else EVERY


def engine() -> dict[str, object]:
    """The live protocol's `engine` message, about the engine that was heard of last."""
    last = Engine.objects.order_by("beat").last()
    if last is None:
        return {"type": "engine", "alive": False, "mode": None, "beat": None, "features": []}
    alive = timezone.now() - last.beat < SILENCE
    known = {"mode": last.mode, "beat": last.beat.isoformat(), "features": last.features}
    return {"type": "engine", "alive": alive, **known}
