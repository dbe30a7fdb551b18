"""A scenario that is being played, as a value. It is kept with its topology, so that whoever looks after it
can be another process tomorrow: everything that is still to be done is written here.

Moments are seconds since the epoch.
"""

import time
from typing import Any

from topology.scenarios import Step
from topology.value import Value
from topology.values import Design

AFTERMATH = 5.0
"""Seconds from the last step to the end, so that one sees what came of it."""


class Play(Value):
    """`steps` are those of the scenario when it began, by the clock; `done` of them are. `before` is the
    design as it was, bare, to put things back; `by` is whose steps these are."""

    scenario: str
    steps: tuple[Step, ...]
    began: float
    done: int = 0
    by: int | None = None
    name: str = ""
    before: Design

    @property
    def length(self) -> float:
        return (self.steps[-1].at if self.steps else 0) + AFTERMATH

    @property
    def next_due(self) -> float:
        """When the next step is due, or the end."""
        left = self.steps[self.done :]
        return self.began + (left[0].at if left else self.length)

    def due(self, now: float) -> tuple[Step, ...]:
        """The steps that are to be done by now and are not yet."""
        return tuple(step for step in self.steps[self.done :] if self.began + step.at <= now)


def told(kept: dict[str, Any]) -> dict[str, Any]:
    """What the log says of a topology's `playing`."""
    play = Play.model_validate(kept)
    steps = [step.model_dump(mode="json") for step in play.steps]
    return {
        "scenario": play.scenario,
        "author": play.name,
        "began": play.began,
        "length": play.length,
        "steps": steps,
    }


def with_clock(playing: dict[str, Any] | None) -> dict[str, Any] | None:
    """The same with the seconds that it has been going on, because the browser's clock may be another one."""
    return playing and {**playing, "elapsed": round(max(0.0, time.time() - playing["began"]), 3)}


def clock(seconds: float) -> str:
    """As people say it: `0:10`, `1:02.5`."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:.0f}:{rest:04.1f}".removesuffix(".0") if rest % 1 else f"{minutes:.0f}:{rest:02.0f}"
