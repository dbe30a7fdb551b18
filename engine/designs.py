"""What the worker asks of whoever stores the designs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from engine.features import Features
from engine.preview import Preview
from engine.status import Status
from topology.values import Design

Drift = Literal["repair", "show"]
"""What happens to drift: it is put back at once, or only shown until a person decides."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topology that should exist as `design` at `revision`, or not at all if `design` is None.

    `name` is the design's. `settled` is the revision that was last reported in sync, as long as nobody has
    asked since then for the design to be put back (deploy, repair): only drift from a settled revision is
    subject to `drift`, anything else is simply not built yet.
    """

    name: str
    revision: int
    design: Design | None
    drift: Drift = "repair"
    settled: int | None = None

    @property
    def is_settled(self) -> bool:
        return self.settled == self.revision


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody asks what deploying this design, that of the revision, would do. The number tells the question
    from later ones."""

    number: int
    revision: int
    design: Design


class Designs(Protocol):
    """The store, as the engine sees it. Methods may be called from any thread."""

    def wanted(self) -> Iterable[Wanted]:
        """Every topology that should exist or should be destroyed."""

    def get(self, name: str) -> Wanted | None:
        """The one that is called so, or None if nothing is wanted of it."""

    def known(self, name: str) -> bool:
        """Whether this store ever deployed a topology of that name. What it did not, is left alone."""

    def report(self, name: str, observed_revision: int, status: Status) -> None:
        """How the topology is, seen against that revision."""

    def asked(self) -> Iterable[str]:
        """The topologies about which a question waits for its answer."""

    def question(self, name: str) -> Question | None:
        """The newest one about the topology, or None if there is none to answer."""

    def answer(self, name: str, question: Question, found: Preview | str) -> None:
        """What deploying would do, or why that cannot be said; also of all earlier questions."""

    def beat(self, mode: str, features: Features) -> None:
        """The engine is alive, builds in this mode, and can do this much."""
