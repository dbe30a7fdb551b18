"""A line to the console whose browser is a test: what an instrument told, in order."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.console.line import Message, Person
from topology.values import Design


@dataclass
class Told:
    """`heard` is called with each message, and may wait or do something meanwhile."""

    deployed: Design
    messages: list[Mapping[str, Any]] = field(default_factory=list)
    heard: Callable[[Mapping[str, Any]], None] = lambda message: None

    def __post_init__(self) -> None:
        self.topology = self.deployed.name

    @property
    def person(self) -> Person:
        return Person(1, "ann", "owner")

    async def tell(self, message: Mapping[str, Any]) -> None:
        self.messages.append(message)
        self.heard(message)

    async def send(self, data: bytes) -> None:
        raise AssertionError("nothing is sent as bytes")

    async def __aiter__(self) -> AsyncIterator[Message | bytes]:
        nothing: tuple[Message, ...] = ()
        for message in nothing:
            yield message

    async def design(self) -> Design:
        return self.deployed

    def of(self, kind: str) -> list[Mapping[str, Any]]:
        return [each for each in self.messages if each["type"] == kind]
