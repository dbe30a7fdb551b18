"""What happens to one topology when it is looked at."""

import pytest

from engine.backends.memory import MemoryBackend
from engine.errors import Permanent, Transient
from engine.lower import lower
from engine.resources import Namespace, State, Sysctl, key
from engine.scope import Scope, Touched
from engine.status import Deviation
from engine.tending import Tender
from tests.engine.builders import changed, lab, one_bridge
from tests.engine.store import Designs
from topology.values import Design, Sandbox

ADDRESS = ("address", "app1", "eth0", "10.0.0.2/24")
ROUTE = ("route", "app1", "0.0.0.0/0", "10.0.0.1")


class World:
    """A store, a backend and who tends them."""

    def __init__(self, backend: MemoryBackend | None = None) -> None:
        self.designs = Designs()
        self.backend = backend or MemoryBackend()
        self.tender = Tender(self.backend, self.designs)

    def tend(self) -> float | None:
        return self.tender.tend("lab")

    def strike(self, kind: str, transient: bool) -> None:
        self.backend.fail(lambda action: action.key[0] == kind, "Device or resource busy", transient)


class Broken(MemoryBackend):
    """Raises an error whenever it is looked at."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        raise self.error


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def settled(world: World) -> World:
    """One in which a design is in sync, under drift policy `repair`."""
    world.designs.want(one_bridge("app1"))
    world.tend()
    world.designs.reports.clear()
    return world


@pytest.fixture
def shown(world: World) -> World:
    """One in which a design is in sync, under drift policy `show`."""
    world.designs.want(one_bridge("app1"), drift="show")
    world.tend()
    world.designs.reports.clear()
    return world


def test_a_design_that_is_wanted_is_built(world: World) -> None:
    world.designs.want(one_bridge("app1"))
    world.tend()
    assert ADDRESS in world.backend.observe("lab")


def test_applying_is_reported_before_the_result(world: World) -> None:
    world.designs.want(one_bridge("app1"))
    world.tend()
    assert world.designs.states == ["applying", "in_sync"]


def test_an_edit_of_what_is_in_sync_is_reported_for_what_it_touches(settled: World) -> None:
    settled.designs.edit(one_bridge("app1", "app2"))
    settled.tend()
    ((_, revision, status),) = settled.designs.reports
    assert revision == 2
    assert [each.name for each in status.objects] == ["app2.eth0", "app2"]
    assert status.gone == ()


def test_an_edit_of_what_has_drifted_is_a_matter_of_the_whole(shown: World) -> None:
    shown.backend.disturb("lab", ADDRESS, None)
    shown.tend()
    shown.designs.edit(one_bridge("app1", "app2"))
    shown.tend()
    assert ADDRESS in shown.backend.observe("lab")
    assert shown.designs.reports[-1][2].gone is None


def test_an_edit_that_fails_is_a_matter_of_the_whole(settled: World) -> None:
    settled.strike("veth", transient=True)
    settled.designs.edit(one_bridge("app1", "app2"))
    assert settled.tend() is not None
    assert settled.designs.states[-1] == "degraded"
    settled.backend.heal()
    settled.tend()
    assert settled.designs.states[-1] == "in_sync"


def test_drift_that_is_put_back_is_on_record(settled: World) -> None:
    settled.backend.disturb("lab", ADDRESS, None)
    settled.tend()
    drift = settled.designs.reports[-1][2].drift
    assert drift is not None
    missing = Deviation("endpoint", "app1.eth0", "address 10.0.0.2/24 is missing", "put back")
    assert missing in drift.deviations
    assert drift.operations == ()


def test_drift_that_cannot_be_put_back_is_on_record_with_the_reason(settled: World) -> None:
    settled.backend.disturb("lab", ADDRESS, None)
    settled.strike("address", transient=False)
    settled.tend()
    drift = settled.designs.reports[-1][2].drift
    assert drift is not None
    assert {each.done for each in drift.deviations if "10.0.0.2/24" in each.what} == {
        "not put back: Device or resource busy"
    }


def test_drift_that_is_shown_comes_with_what_would_adopt_it(shown: World) -> None:
    shown.backend.disturb("lab", ADDRESS, None)
    shown.tend()
    drift = shown.designs.reports[-1][2].drift
    assert drift is not None
    assert {each.done for each in drift.deviations} == {"left as it is"}
    assert drift.operations == (
        {"op": "set", "kind": "endpoint", "name": "app1.eth0", "fields": {"addresses": []}},
    )


def test_what_is_not_built_yet_is_no_drift(world: World) -> None:
    world.designs.want(one_bridge("app1"))
    world.tend()
    assert [status.drift for _, _, status in world.designs.reports] == [None, None]


class Heard(MemoryBackend):
    """Says what was touched, and remembers what was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: frozenset[Touched] | None = None
        self.scopes: list[Scope | None] = []

    def touched(self, topology: str) -> frozenset[Touched] | None:
        return self.heard

    def observe(self, topology: str, scope: Scope | None = None) -> State:
        self.scopes.append(scope)
        return super().observe(topology, scope)


def a_heard_world(*touched: Touched) -> tuple[World, Heard]:
    backend = Heard()
    world = World(backend)
    world.designs.want(one_bridge("app1", "app2"))
    world.tend()
    world.designs.reports.clear()
    backend.scopes.clear()
    backend.heard = frozenset(touched)
    return world, backend


def test_only_what_was_touched_is_looked_at() -> None:
    world, backend = a_heard_world(("app1", ""))
    world.tend()
    (scope,) = backend.scopes
    assert scope and scope.places == {"app1"}
    assert world.designs.reports == []


def test_drift_of_what_was_touched_is_put_back() -> None:
    world, backend = a_heard_world(("app1", ""))
    backend.disturb("lab", ADDRESS, None)
    world.tend()
    assert ADDRESS in backend.observe("lab")


def test_a_port_that_was_touched_is_put_back() -> None:
    world, backend = a_heard_world(("", "app1-eth0"))
    backend.disturb("lab", ("veth", "app1.eth0"), None)
    world.tend()
    assert ("veth", "app1.eth0") in backend.observe("lab")


def test_a_sandbox_that_is_gone_is_put_back() -> None:
    world, backend = a_heard_world(("app1", ""))
    backend.disturb("lab", ("namespace", "app1"), None)
    world.tend()
    assert ("namespace", "app1") in backend.observe("lab")


def test_a_doubt_is_a_reason_to_look_at_everything() -> None:
    world, backend = a_heard_world(("app1", ""))
    backend.disturb("lab", ("address", "app2", "eth0", "10.0.0.3/24"), None)
    world.tender.doubt("lab")
    world.tend()
    assert ("address", "app2", "eth0", "10.0.0.3/24") in backend.observe("lab")


def test_a_report_carries_the_revision_that_was_observed(world: World) -> None:
    world.designs.want(lab(), revision=7)
    world.tend()
    assert {revision for _, revision, _ in world.designs.reports} == {7}


def test_what_is_built_needs_no_further_try(world: World) -> None:
    world.designs.want(lab())
    assert world.tend() is None


def test_looking_again_reports_nothing_new(settled: World) -> None:
    settled.tend()
    assert settled.designs.states == []


def test_after_somebody_asked_the_state_is_reported_again(settled: World) -> None:
    settled.tender.forget("lab")
    settled.tend()
    assert settled.designs.states == ["in_sync"]


def test_a_new_revision_is_built(settled: World) -> None:
    settled.designs.want(one_bridge("app1", "app2"), revision=2)
    settled.tend()
    assert ("namespace", "app2") in settled.backend.observe("lab")


def test_drift_is_put_back(settled: World) -> None:
    settled.backend.disturb("lab", ADDRESS, None)
    settled.tend()
    assert ADDRESS in settled.backend.observe("lab")


def test_drift_that_is_put_back_is_reported(settled: World) -> None:
    settled.backend.disturb("lab", ROUTE, None)
    settled.tend()
    assert [(status.state, status.reason) for _, _, status in settled.designs.reports] == [
        ("drifted", "sandbox app1: route to 0.0.0.0/0 via 10.0.0.1 is missing"),
        ("in_sync", "put back: sandbox app1: route to 0.0.0.0/0 via 10.0.0.1 is missing"),
    ]


def test_drift_that_is_only_shown_stays(shown: World) -> None:
    shown.backend.disturb("lab", ADDRESS, None)
    shown.tend()
    assert ADDRESS not in shown.backend.observe("lab")


def test_drift_that_is_only_shown_is_reported(shown: World) -> None:
    shown.backend.disturb("lab", ADDRESS, None)
    shown.tend()
    assert shown.designs.states == ["drifted"]


def test_a_sandbox_that_is_gone_is_shown_as_lost(shown: World) -> None:
    shown.backend.disturb("lab", ("namespace", "app1"), None)
    shown.tend()
    assert shown.designs.states == ["lost"]


def test_drift_that_is_gone_by_itself_is_in_sync_again(shown: World) -> None:
    name = ("sysctl", "app1", "ipv4/ip_forward")
    shown.backend.disturb("lab", name, Sysctl("app1", "ipv4/ip_forward", "1"))
    shown.tend()
    shown.backend.disturb("lab", name, Sysctl("app1", "ipv4/ip_forward", "0"))
    shown.tend()
    assert shown.designs.states == ["drifted", "in_sync"]


def test_shown_drift_is_put_back_when_a_person_asks(shown: World) -> None:
    shown.backend.disturb("lab", ADDRESS, None)
    shown.tend()
    shown.designs.repair("lab")
    shown.tend()
    assert ADDRESS in shown.backend.observe("lab")


def test_a_new_revision_is_built_though_drift_is_only_shown(shown: World) -> None:
    shown.designs.want(one_bridge("app1", "app2"), revision=2, drift="show")
    shown.tend()
    assert ("namespace", "app2") in shown.backend.observe("lab")


def test_a_failure_that_may_pass_is_tried_again_later(world: World) -> None:
    world.designs.want(lab(networks=one_bridge().networks))
    world.strike("bridge", transient=True)
    delay = world.tend()
    assert delay is not None and 0.2 <= delay <= 30


def test_a_failure_that_may_pass_is_reported_as_degraded(world: World) -> None:
    world.designs.want(lab(networks=one_bridge().networks))
    world.strike("bridge", transient=True)
    world.tend()
    assert world.designs.last.state == "degraded"


def test_what_failed_is_built_when_the_cause_is_gone(world: World) -> None:
    world.designs.want(one_bridge("app1"))
    world.strike("bridge", transient=True)
    world.tend()
    world.backend.heal()
    world.tend()
    assert world.designs.last.state == "in_sync"


def test_waiting_gets_longer(world: World) -> None:
    world.designs.want(lab(networks=one_bridge().networks))
    world.strike("bridge", transient=True)
    delays = [world.tend() or 0.0 for _ in range(12)]
    assert delays[-1] > delays[0] * 10


def test_a_failure_for_good_is_reported_as_failed(world: World) -> None:
    world.designs.want(lab(networks=one_bridge().networks))
    world.strike("bridge", transient=False)
    world.tend()
    assert world.designs.last.state == "failed"


@pytest.fixture
def given_up(world: World) -> World:
    """One in which building a bridge failed for good, though it would work by now."""
    world.designs.want(one_bridge("app1"))
    world.strike("bridge", transient=False)
    world.tend()
    world.backend.heal()
    return world


def test_a_failure_for_good_asks_for_no_further_try(world: World) -> None:
    world.designs.want(lab(networks=one_bridge().networks))
    world.strike("bridge", transient=False)
    assert world.tend() is None


def test_what_failed_for_good_is_not_tried_again_by_itself(given_up: World) -> None:
    given_up.tend()
    assert ("bridge", "lan1") not in given_up.backend.observe("lab")


def test_what_failed_for_good_is_tried_again_with_a_new_revision(given_up: World) -> None:
    given_up.designs.want(one_bridge("app1"), revision=2)
    given_up.tend()
    assert given_up.designs.last.state == "in_sync"


def test_what_failed_for_good_is_tried_again_when_a_person_asks(given_up: World) -> None:
    given_up.tender.forget("lab")
    given_up.tend()
    assert given_up.designs.last.state == "in_sync"


def test_drift_beside_what_failed_for_good_is_put_back(given_up: World) -> None:
    given_up.backend.disturb("lab", ("namespace", "app1"), None)
    given_up.strike("bridge", transient=False)
    given_up.tend()
    assert ("namespace", "app1") in given_up.backend.observe("lab")


def strange(design: Design) -> Design:
    return changed(design, "network", "lan1", driver="token-ring")


def test_a_design_that_cannot_be_built_changes_nothing(world: World) -> None:
    world.designs.want(strange(one_bridge("app1")))
    world.tend()
    assert world.backend.observe("lab") == {}


def test_a_design_that_cannot_be_built_is_failed_with_its_problems(world: World) -> None:
    world.designs.want(strange(one_bridge("app1")))
    world.tend()
    assert world.designs.last.state == "failed"
    assert "driver: there is no driver called token-ring" in world.designs.last.reason


def test_what_is_to_be_destroyed_is_taken_away(settled: World) -> None:
    settled.designs.want_nothing("lab")
    settled.tend()
    assert list(settled.backend.topologies()) == []


def test_what_was_destroyed_is_reported(settled: World) -> None:
    settled.designs.want_nothing("lab")
    settled.tend()
    assert settled.designs.last.reason == "nothing of it exists"


def test_what_cannot_be_destroyed_now_is_tried_again(settled: World) -> None:
    settled.designs.want_nothing("lab")
    settled.strike("namespace", transient=True)
    assert settled.tend() is not None


def test_what_cannot_be_destroyed_is_reported(settled: World) -> None:
    settled.designs.want_nothing("lab")
    settled.strike("namespace", transient=False)
    settled.tend()
    assert settled.designs.last.state == "failed"


def test_a_topology_that_nobody_wants_any_more_is_taken_away(settled: World) -> None:
    settled.designs.forget("lab")
    settled.tend()
    assert list(settled.backend.topologies()) == []


def test_what_cannot_be_taken_away_now_is_tried_again(settled: World) -> None:
    settled.designs.forget("lab")
    settled.strike("namespace", transient=True)
    assert settled.tend() is not None


def test_a_topology_of_somebody_else_is_left_alone(settled: World, caplog: pytest.LogCaptureFixture) -> None:
    settled.designs.forget("lab")
    settled.designs.owned.clear()
    settled.tend()
    assert list(settled.backend.topologies()) == ["lab"]


def test_a_topology_of_somebody_else_is_mentioned_once(
    settled: World, caplog: pytest.LogCaptureFixture
) -> None:
    settled.designs.forget("lab")
    settled.designs.owned.clear()
    settled.tend()
    settled.tend()
    assert [record.getMessage() for record in caplog.records] == [
        "lab exists, but this store never deployed it; it is left alone"
    ]


def test_what_never_was_needs_nothing(world: World) -> None:
    assert world.tend() is None


@pytest.mark.parametrize(
    ("error", "state", "reason", "again"),
    [
        (Transient("the kernel is busy"), "degraded", "the kernel is busy; it is tried again", True),
        (
            Permanent("no bridges here; load module bridge"),
            "failed",
            "no bridges here; load module bridge",
            False,
        ),
        (
            KeyError("bug"),
            "failed",
            "an internal error (KeyError('bug')); see the engine's log",
            True,
        ),
    ],
)
def test_what_happens_next_depends_on_the_error(
    error: Exception, state: str, reason: str, again: bool
) -> None:
    world = World(Broken(error))
    world.designs.want(lab())
    delay = world.tend()
    assert (world.designs.last.state, world.designs.last.reason, delay is not None) == (state, reason, again)


def test_a_bug_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    world = World(Broken(KeyError("bug")))
    world.designs.want(lab())
    world.tend()
    assert [record.exc_info is not None for record in caplog.records] == [True]


def test_an_error_while_destroying_is_said_of_the_whole() -> None:
    world = World(Broken(Transient("the kernel is busy")))
    world.designs.want(lab())
    world.designs.want_nothing("lab")
    world.tend()
    assert world.designs.last.objects == ()


def test_what_was_mended_by_hand_is_in_sync_beside_what_failed_for_good(world: World) -> None:
    world.designs.want(lab(sandboxes=[Sandbox(name="a"), Sandbox(name="b")]))
    world.strike("namespace", transient=False)
    world.backend.disturb("lab", ("namespace", ""), Namespace(""))
    world.tend()
    for resource in lower(lab(sandboxes=[Sandbox(name="a")])).state.values():
        if key(resource) != ("namespace", ""):
            world.backend.disturb("lab", key(resource), resource)
    world.tend()
    assert [(each.name, each.state) for each in world.designs.last.objects] == [
        ("a", "in_sync"),
        ("b", "failed"),
    ]
