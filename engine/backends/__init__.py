"""What the engine asks of a world that it can build in: the kernel, or a simulation in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from engine.features import Features
from engine.plan import Action, Plan
from engine.resources import State


@dataclass(frozen=True, slots=True)
class Failure:
    """An action that did not work. A transient one is worth trying again as it is."""

    action: Action
    reason: str
    transient: bool


class Backend(Protocol):
    """One world. Methods may be called from any thread, for one topology by one thread at a time."""

    mode: str
    """`root`, `rootless` or `simulation`."""

    @property
    def features(self) -> Features:
        """What it can do, as `engine.features` names it."""

    def observe(self, topology: str) -> State:
        """Everything of the topology's own that exists now; empty if there is nothing."""

    def apply(self, topology: str, plan: Plan) -> tuple[Failure, ...]:
        """Carry the plan out in its order; what fails is returned, the rest is done all the same."""

    def topologies(self) -> Iterable[str]:
        """The names of all topologies of which something exists."""

    def watch(self, changed: Callable[[str], None]) -> None:
        """From now on call `changed(topology)` soon after anything changes, whoever changed it."""

    def close(self) -> None:
        """Let go of descriptors and threads; what was built stays."""
