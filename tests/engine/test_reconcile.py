"""One pass: observe, plan, apply, observe again."""

from engine.backends import Failure
from engine.backends.memory import MemoryBackend
from engine.lower import lower
from engine.plan import Plan
from engine.reconcile import ROUNDS, Outcome, inspect, reconcile
from engine.resources import State, Sysctl
from engine.scope import Scope
from tests.engine.builders import build, built, one_bridge

DESIRED = lower(one_bridge())


class Counting(MemoryBackend):
    """Counts what is asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.applied = 0

    def apply(self, topology: str, plan: Plan, scope: Scope | None = None) -> tuple[Failure, ...]:
        self.applied += 1
        return super().apply(topology, plan, scope)


class Restless(Counting):
    """Something else changes a setting as often as it is put right."""

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        state = dict(super().observe(topology, scope))
        name = ("sysctl", "", "ipv4/ip_forward")
        return {**state, name: Sysctl("", "ipv4/ip_forward", str(self.applied + 2))}


def test_inspecting_changes_nothing() -> None:
    backend = MemoryBackend()
    inspect(backend, DESIRED)
    assert backend.observe("lab") == {}


def test_inspecting_says_what_there_is_to_do() -> None:
    assert inspect(MemoryBackend(), DESIRED).keys == frozenset(DESIRED.state)


def test_done_is_when_planning_finds_nothing_more() -> None:
    assert build(MemoryBackend(), DESIRED) == Outcome(())


def test_a_second_pass_writes_nothing() -> None:
    backend = Counting()
    build(backend, DESIRED)
    build(backend, DESIRED)
    assert backend.applied == 1


def test_a_pass_goes_on_as_long_as_it_gets_further() -> None:
    """A route is refused until its link has been up for a round."""
    backend = built(one_bridge())
    backend.disturb("lab", ("namespace", "app1"), None)
    assert build(backend, DESIRED).is_done


def test_a_pass_stops_when_it_gets_no_further() -> None:
    backend = Counting()
    backend.fail(lambda action: action.key[0] == "bridge", transient=False)
    build(backend, DESIRED)
    assert backend.applied < ROUNDS


def test_a_pass_stops_after_so_many_rounds() -> None:
    backend = Restless()
    reconcile(backend, DESIRED, inspect(backend, DESIRED))
    assert backend.applied == ROUNDS


def test_what_failed_is_said() -> None:
    backend = MemoryBackend()
    backend.fail(lambda action: action.key == ("bridge", "lan1"), "no memory", transient=True)
    failures = build(backend, DESIRED).failures
    assert "no memory" in {failure.reason for failure in failures}


def test_failures_that_may_pass_leave_hope() -> None:
    backend = MemoryBackend()
    backend.fail(lambda action: action.key[0] == "route", transient=True)
    assert not build(backend, DESIRED).is_hopeless


def test_failures_for_good_leave_none() -> None:
    backend = MemoryBackend()
    backend.fail(lambda action: action.key[0] == "route", transient=False)
    assert build(backend, DESIRED).is_hopeless


def test_what_works_after_all_is_no_failure() -> None:
    assert not build(built(one_bridge()), DESIRED).is_hopeless
