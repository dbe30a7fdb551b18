"""A topology that was in sync is not made anew because of a list that was read short."""

from collections.abc import Callable

import pytest

from engine.backends.memory import MemoryBackend
from engine.lower import lower
from engine.plan import Delete, Plan, Update
from engine.planning import plan
from engine.plausibility import FEWEST, is_implausible
from engine.resources import Bridge, Key, Namespace, State, Veth
from engine.scope import Scope
from engine.tending import Tender
from tests.engine.builders import one_bridge
from tests.engine.store import Designs
from topology.values import Design

DESIGN = one_bridge(*(f"app{number}" for number in range(1, 11)))

Lacks = Callable[[Key], bool]


class ShortSighted(MemoryBackend):
    """Its list of everything lacks some of it, but it answers to names."""

    def __init__(self) -> None:
        super().__init__()
        self.lacks: Lacks = lambda name: False
        self.looks = 0
        self.applied: list[Plan] = []

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        self.looks += 1
        seen = super().observe(topology, scope)
        return seen if scope else {name: each for name, each in seen.items() if not self.lacks(name)}

    def apply(self, topology: str, plan: Plan, scope: Scope | None = None):  # type: ignore[no-untyped-def]
        self.applied.append(plan)
        return super().apply(topology, plan, scope)


class Settled:
    """A topology in sync, in a world whose lists may be short."""

    def __init__(self) -> None:
        self.backend = ShortSighted()
        self.designs = Designs()
        self.designs.want(DESIGN)
        self.tender = Tender(self.backend, self.designs)
        self.tend()
        self.backend.applied.clear()

    def tend(self) -> float | None:
        return self.tender.tend("lab")

    def restart(self) -> None:
        self.tender = Tender(self.backend, self.designs)


@pytest.fixture
def settled() -> Settled:
    return Settled()


LISTS: dict[str, Lacks] = {
    "empty": lambda name: True,
    "without links": lambda name: name[0] in ("veth", "bridge"),
    "cut in the middle": lambda name: name[1] > "app4",
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_plan_made_from_a_short_list_is_not_carried_out(settled: Settled, kind: str) -> None:
    settled.backend.lacks = LISTS[kind]
    settled.tend()
    assert settled.backend.applied == []


@pytest.mark.parametrize("kind", LISTS)
def test_a_plan_made_from_a_short_list_is_not_carried_out_after_a_restart(
    settled: Settled, kind: str
) -> None:
    settled.restart()
    settled.backend.lacks = LISTS[kind]
    settled.tend()
    assert settled.backend.applied == []


def test_a_short_list_is_said_to_be_one(settled: Settled) -> None:
    settled.backend.lacks = LISTS["empty"]
    settled.tend()
    assert settled.designs.last.state == "degraded"
    assert "22 of 22 namespaces and links seem to be gone, but" in settled.designs.last.reason
    assert "nothing is changed" in settled.designs.last.reason


def test_after_a_short_list_it_is_looked_again_by_itself(settled: Settled) -> None:
    settled.backend.lacks = LISTS["empty"]
    delay = settled.tend()
    settled.backend.lacks = lambda name: False
    assert delay is not None
    assert settled.tend() is None
    assert settled.designs.last.state == "in_sync"


def test_a_list_that_was_short_only_once_is_not_even_mentioned(settled: Settled) -> None:
    looks = settled.backend.looks
    settled.backend.lacks = lambda name: settled.backend.looks == looks + 1
    settled.tend()
    assert settled.designs.last.state == "in_sync"
    assert settled.backend.applied == []


def test_what_somebody_really_deleted_is_put_back_however_much_it_is(settled: Settled) -> None:
    for name in list(settled.backend.observe("lab")):
        settled.backend.disturb("lab", name, None)
    settled.tend()
    assert settled.backend.observe("lab") == lower(DESIGN).state


def test_a_person_who_asks_for_it_is_obeyed(settled: Settled) -> None:
    settled.backend.lacks = LISTS["empty"]
    settled.designs.repair("lab")
    settled.tend()
    assert settled.backend.applied != []


def test_an_edit_that_takes_most_away_is_carried_out(settled: Settled) -> None:
    settled.designs.edit(one_bridge("app1"))
    settled.tend()
    assert settled.backend.observe("lab") == lower(one_bridge("app1")).state


def test_an_edit_that_replaces_everything_is_carried_out(settled: Settled) -> None:
    other = one_bridge(*(f"web{number}" for number in range(1, 11)))
    settled.designs.edit(other)
    settled.tend()
    assert settled.backend.observe("lab") == lower(other).state


DESIGNS = {
    "empty": Design(name="lab"),
    "cut in the middle": one_bridge("app1", "app2", "app3"),
}


@pytest.mark.parametrize("kind", DESIGNS)
@pytest.mark.parametrize("restarted", [False, True])
def test_a_design_that_was_read_short_takes_nothing_away(
    settled: Settled, kind: str, restarted: bool
) -> None:
    if restarted:
        settled.restart()
    settled.designs.read_short(DESIGNS[kind])
    assert settled.tend() is not None
    assert settled.backend.applied == []
    assert "though nobody has changed it" in settled.designs.last.reason
    settled.designs.read_short(DESIGN)
    settled.tend()
    assert settled.designs.last.state == "in_sync"


def test_a_person_who_deploys_a_design_that_lacks_most_is_obeyed(settled: Settled) -> None:
    settled.designs.read_short(DESIGNS["cut in the middle"])
    settled.tend()
    settled.designs.repair("lab")
    settled.tend()
    assert settled.backend.observe("lab") == lower(DESIGNS["cut in the middle"]).state


def test_a_little_that_the_design_lacks_is_taken_away(settled: Settled) -> None:
    settled.designs.read_short(one_bridge(*(f"app{number}" for number in range(1, 9))))
    settled.tend()
    assert settled.designs.last.state == "in_sync"


def test_a_store_that_forgot_a_topology_that_it_never_deployed_destroys_nothing(settled: Settled) -> None:
    settled.designs.forget("lab")
    settled.designs.owned.clear()
    settled.tend()
    assert settled.backend.applied == []


def test_a_store_that_does_not_answer_destroys_nothing(
    settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(name: str) -> None:
        raise OSError("database is locked")

    monkeypatch.setattr(settled.designs, "get", away)
    with pytest.raises(OSError, match="locked"):
        settled.tend()
    assert settled.backend.applied == []


def test_few_losses_are_plausible() -> None:
    small = lower(one_bridge("app1", "app2")).state
    assert not is_implausible(small, plan({}, small))


def test_a_share_that_is_not_large_is_plausible() -> None:
    desired = lower(DESIGN).state
    half = {name: each for name, each in desired.items() if name[1] in ("", "lan1") or name[1] < "app3"}
    assert not is_implausible(desired, plan({**desired, **half}, desired))


def test_changes_and_deletions_of_what_an_edit_took_out_of_the_design_are_plausible() -> None:
    desired = lower(DESIGN).state
    extra = tuple(Delete(Namespace(f"web{number}")) for number in range(FEWEST * 2))
    links = [each for each in desired.values() if isinstance(each, Bridge | Veth)]
    assert not is_implausible(desired, (*extra, *(Update(link, link) for link in links)))
