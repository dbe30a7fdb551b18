"""What happens to one topology when it is looked at: it is built as it is wanted, and that is reported."""

from tests.engine.builders import changed, lab, one_bridge
from tests.engine.tended import ADDRESS, World
from topology.values import Design


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
