"""One browser's session at one instrument."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from topology.values import Design

Role = Literal["owner", "editor", "viewer"]
Message = dict[str, Any]

EDITING: frozenset[Role] = frozenset({"owner", "editor"})
SEEING: frozenset[Role] = EDITING | {"viewer"}


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits at the browser, and what they are in the topology."""

    id: int
    name: str
    role: Role


class Refusal(Exception):
    """The instrument cannot do what is asked; the message says to the person why, and what to do."""


class Line(Protocol):
    """What an instrument sees of the browser. Telling and sending wait until the browser has taken enough of
    what came before, so that nothing piles up."""

    topology: str

    @property
    def person(self) -> Person:
        """As of the last second: their role may change while the line is open."""

    async def tell(self, message: Mapping[str, Any]) -> None:
        """A message, as JSON."""

    async def send(self, data: bytes) -> None:
        """Bytes as they are."""

    def __aiter__(self) -> AsyncIterator[Message | bytes]:
        """What the browser says, until it leaves."""

    async def design(self) -> Design:
        """What is deployed, complete. Raises `Refusal` if nothing is."""
