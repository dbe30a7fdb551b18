"""What the pages say about the engine, from its last beat."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from webapp.store.beat import SILENCE
from webapp.store.models import Engine


@dataclass(frozen=True, slots=True)
class Condition:
    """`mode` is empty and `beat` None if no engine ever ran."""

    alive: bool
    mode: str
    beat: datetime | None

    @property
    def simulation(self) -> bool:
        return self.mode == "simulation"


def condition() -> Condition:
    """That of the engine which spoke last."""
    engine = Engine.objects.order_by("-beat").first()
    if engine is None:
        return Condition(alive=False, mode="", beat=None)
    return Condition(timezone.now() - engine.beat < SILENCE, engine.mode, engine.beat)
