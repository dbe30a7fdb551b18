"""What is wrong with a design, said so that a person can mend it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a problem for certain: a short title, and operations of the live protocol.

    The fixes of all problems that one validation finds go together: they take different free addresses.
    """

    title: str
    operations: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: which object, which field, why, and what to do about it.

    `kind` is a `topology.values.Kind` or "topology"; an endpoint's `name` is `sandbox.interface`.
    A warning does not keep a design from being deployed. Most problems have no fix that is certain. `also`
    are more objects that it is about, as the browser names them: `network:lan1`.
    """

    kind: str
    name: str
    field: str
    reason: str
    remedy: str
    severity: Severity = "error"
    fix: Fix | None = dataclasses.field(default=None, compare=False)
    also: tuple[str, ...] = dataclasses.field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.field}: {self.reason}; {self.remedy}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class InvalidDesign(Exception):
    """The design cannot be used as it is; `problems` holds everything that is wrong, at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Only those that keep a design from being deployed."""
    return tuple(problem for problem in problems if problem.severity == "error")
