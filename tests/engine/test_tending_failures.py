"""What fails is tried again if that may help, and said as it is."""

import pytest

from engine.errors import Permanent, Transient
from engine.lower import lower
from engine.resources import Namespace, key
from tests.engine.builders import lab, one_bridge
from tests.engine.tended import Broken, World
from topology.values import Sandbox


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
