"""What the engine asks of a world that it can build in: the kernel, or a simulation in memory."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.drivers import Owner
from engine.features import Features
from engine.plan import Action, Plan
from engine.resources import State
from engine.scope import LinkName, Scope, Touched
from engine.status import Facts


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

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        """Everything of the topology's own that exists now; empty if there is nothing.

        With a scope, at least what that covers.
        """

    def apply(self, topology: str, plan: Plan, scope: Scope | None = None) -> tuple[Failure, ...]:
        """Carry the plan out in its order; what fails is returned, the rest is done all the same.

        With a scope, the plan was made from what that covers, and nothing else need be looked at.
        """

    def topologies(self) -> Iterable[str]:
        """The names of all topologies of which something exists."""

    def watch(self, changed: Callable[[str], None]) -> None:
        """From now on call `changed(topology)` soon after anything changes, whoever changed it."""

    def facts(self, topology: str) -> Mapping[Owner, Facts]:
        """What is to be seen of the spanning tree, by object; it is no part of the state."""

    def touched(self, topology: str) -> frozenset[Touched] | None:
        """What has changed since the last time that this was asked; None: that is not known."""

    def fallen(self, topology: str) -> frozenset[LinkName]:
        """Interfaces of sandboxes that were heard to be down since the last time that this was asked, however
        they are now."""

    def close(self) -> None:
        """Let go of descriptors and threads; what was built stays."""
