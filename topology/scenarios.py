"""Scenarios: what is done to a running topology by the clock, to show a class what comes of it.

A scenario means nothing to a network until somebody plays it; see `topology.chaos` for what its steps do.
"""

from typing import Literal

from pydantic import Field

from topology.value import Value

LONGEST, MOST_STEPS = 3600, 60

Deed = Literal["cut", "restore", "flap", "delay", "loss", "pause", "resume"]

OF_SANDBOXES: frozenset[Deed] = frozenset({"pause", "resume"})
VALUED: dict[Deed, str] = {"flap": "3s/1s", "delay": "200ms", "loss": "20%"}
"""The deeds that need a value, each with an example of one."""


class Step(Value):
    """One thing that is done to one object."""

    at: float = Field(ge=0, le=LONGEST, description="seconds after the beginning")
    do: Deed
    object: str = Field(
        max_length=100, description="an endpoint (sandbox.interface) or patch; of pause and resume a sandbox"
    )
    value: str | None = Field(
        None, max_length=40, description="of a delay, such as 200ms; a loss, 20%; a flap, 3s/1s: up and down"
    )


class Scenario(Value):
    """Steps by the clock. When it ends, all is put back as it was before it."""

    name: str = Field("", description="left out: the next free scenarioN")
    steps: tuple[Step, ...] = Field((), max_length=MOST_STEPS)
