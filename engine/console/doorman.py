"""Who may come in, as the console asks it of whoever knows the people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.console.line import Person
from topology.values import Design


@dataclass(frozen=True, slots=True)
class Badge:
    """A signed-in browser at a topology: its session's key, and the topology's number as a text."""

    session: str
    topology: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who may be there, and the topology's name."""

    person: Person
    topology: str


@dataclass(frozen=True, slots=True)
class Turned:
    """Somebody who may not, or not any more: the code that the socket is closed with, and why."""

    code: int
    reason: str


class Doorman(Protocol):
    """Asked in threads; each answer is of now."""

    def judge(self, badges: Collection[Badge]) -> Mapping[Badge, Guest | Turned]:
        """A verdict on each, in as many queries however many they are."""

    def design(self, badge: Badge) -> Design | None:
        """What is deployed of the topology, complete; None if nothing is."""

    def began(self, guest: Guest, badge: Badge, instrument: str, about: str) -> int:
        """Write down that a line was opened; returns the entry's number."""

    def ended(self, entry: int, how: str) -> None:
        """Write down that it was closed, and why."""
