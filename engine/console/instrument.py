"""What an instrument is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from engine.console.line import EDITING, Line, Role
from engine.console.machine import Machine


class Request(BaseModel):
    """What a browser asks for first. Its fields are the instrument's own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def about(self) -> str:
        """What of the topology it is about, for the audit."""
        return " ".join(str(value) for value in self.model_dump(exclude_defaults=True).values())


@dataclass(frozen=True, slots=True)
class Instrument:
    """`run(line, request, machine)` is cancelled when the browser leaves; when it ends, the line is closed.
    `roles` are those who may use it, `longest` is how many seconds a line lasts at most."""

    request: type[Request]
    run: Callable[[Line, Any, Machine], Awaitable[None]]
    roles: frozenset[Role] = EDITING
    longest: float = 8 * 3600.0
