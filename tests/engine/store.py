"""A store of designs in memory, which remembers what the engine told it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from threading import Condition
from typing import Any

from engine.designs import Drift, Question, Wanted
from engine.features import Features
from engine.preview import Preview
from engine.status import Status
from topology.values import Design


class Designs:
    """Implements `engine.designs.Designs`, and does what the real store does with a report."""

    def __init__(self) -> None:
        self.reports: list[tuple[str, int, Status]] = []
        self.beats: list[str] = []
        self.owned: set[str] = set()
        self.answers: list[tuple[str, int, Preview | str]] = []
        self._questions: dict[str, Question] = {}
        self._wanted: dict[str, Wanted] = {}
        self._changed = Condition()

    def want(self, design: Design, revision: int = 1, drift: Drift = "repair") -> None:
        """A person deploys the design."""
        self.owned.add(design.name)
        self._wanted[design.name] = Wanted(design.name, revision, design, drift)

    def edit(self, design: Design) -> None:
        """A person edits the design of what is deployed."""
        before = self._wanted[design.name]
        self._wanted[design.name] = replace(before, revision=before.revision + 1, design=design)

    def read_short(self, design: Design) -> None:
        """Nobody has done anything, but this is what is read."""
        self._wanted[design.name] = replace(self._wanted[design.name], design=design)

    def want_nothing(self, name: str) -> None:
        """A person destroys the topology."""
        self._wanted[name] = replace(self._wanted[name], design=None, settled=None)

    def forget(self, name: str) -> None:
        del self._wanted[name]

    def repair(self, name: str) -> None:
        """A person asks for drift to be put back."""
        self._wanted[name] = replace(self._wanted[name], settled=None)

    def wanted(self) -> Iterable[Wanted]:
        return list(self._wanted.values())

    def get(self, name: str) -> Wanted | None:
        return self._wanted.get(name)

    def known(self, name: str) -> bool:
        return name in self.owned

    def report(self, name: str, observed_revision: int, status: Status) -> None:
        with self._changed:
            self.reports.append((name, observed_revision, status))
            if status.state == "in_sync":
                self._wanted[name] = replace(self._wanted[name], settled=observed_revision)
            self._changed.notify_all()

    def wonder(self, design: Design, revision: int = 1) -> None:
        """A person asks what deploying the design would do."""
        self._questions[design.name] = Question(len(self.answers) + 1, revision, design)

    def asked(self) -> Iterable[str]:
        return list(self._questions)

    def question(self, name: str) -> Question | None:
        return self._questions.get(name)

    def answer(self, name: str, question: Question, found: Preview | str) -> None:
        with self._changed:
            del self._questions[name]
            self.answers.append((name, question.revision, found))
            self._changed.notify_all()

    def wait_for_answers(self, number: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: len(self.answers) >= number, timeout=10)

    def beat(self, mode: str, features: Features) -> None:
        with self._changed:
            self.beats.append(mode)
            self._changed.notify_all()

    @property
    def states(self) -> list[str]:
        """Every state that was reported, in order."""
        return [status.state for _, _, status in self.reports]

    @property
    def last(self) -> Status:
        return self.reports[-1][2]

    @property
    def adoptable(self) -> Sequence[dict[str, Any]]:
        """The edit that would adopt the drift that was last reported."""
        drift = self.last.drift if self.reports else None
        return drift.operations if drift else ()

    def wait_for(self, state: str, name: str = "lab") -> bool:
        """Until the topology is last reported in this state; False after ten seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is(name, state), timeout=10)

    def wait_for_beats(self, number: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: len(self.beats) >= number, timeout=10)

    def _is(self, name: str, state: str) -> bool:
        found = [status.state for reported, _, status in self.reports if reported == name]
        return bool(found) and found[-1] == state
