"""What differs from what was left in sync: put back or shown, and on record."""

from engine.resources import Sysctl
from engine.status import Deviation
from tests.engine.builders import one_bridge
from tests.engine.tended import ADDRESS, ROUTE, World


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
