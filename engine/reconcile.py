"""One pass for one topology: observe, plan, apply, and observe again until nothing is left to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.backends import Backend, Failure
from engine.lower import Desired
from engine.plan import Plan
from engine.planning import plan
from engine.resources import Key

ROUNDS = 5
"""A link that comes up needs its routes again, which only the next look shows; more rounds never help."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left to do, and which of it failed in the last try."""

    rest: Plan
    failures: tuple[Failure, ...] = ()

    @property
    def is_done(self) -> bool:
        return not self.rest

    @property
    def is_hopeless(self) -> bool:
        """Whether what is left failed for good, so that trying again changes nothing."""
        return bool(self.failures) and not any(failure.transient for failure in self.failures)

    def given(self, failures: Iterable[Failure]) -> "Outcome":
        """The same with those of the failures that are about what is left."""
        left = self.keys
        return Outcome(self.rest, tuple(failure for failure in failures if failure.action.key in left))

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset(action.key for action in self.rest)


def inspect(backend: Backend, desired: Desired) -> Outcome:
    """What there is to do; nothing is changed."""
    return Outcome(plan(backend.observe(desired.topology), desired.state))


def reconcile(backend: Backend, desired: Desired, found: Outcome) -> Outcome:
    """Do what `inspect` has just found, and verify by observing again until planning finds nothing."""
    outcome = found
    for _ in range(ROUNDS):
        if outcome.is_done:
            break
        before, outcome = outcome, _apply(backend, desired, outcome.rest)
        if outcome.rest == before.rest:
            break
    return outcome


def _apply(backend: Backend, desired: Desired, todo: Plan) -> Outcome:
    failures = backend.apply(desired.topology, todo)
    return inspect(backend, desired).given(failures)
