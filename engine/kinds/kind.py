"""What a kind of resource is to whoever plans: how it reads, and which commands make it."""

from collections.abc import Iterator
from typing import Any, Protocol

from engine.plan import Action

Command = list[str]


class Kind(Protocol):
    """One kind of resource. A module with these names is one; `engine.kinds.KINDS` lists them.

    The resources and actions that are handed in are of that kind only.
    """

    def describe(self, resource: Any) -> str:
        """Which resource, with its article left out: `address 10.0.0.2/24 on eth0 of sandbox app1`."""

    def deviation(self, action: Action) -> str:
        """What is wrong now, that the action would mend: `the delay of eth0 is 10ms, not 20ms`."""

    def commands(self, topology: str, action: Action) -> Iterator[Command]:
        """The argument vectors that a person would type for the action."""
