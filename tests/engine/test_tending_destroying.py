"""What is not wanted any more is taken away; what is somebody else's is left alone."""

import pytest

from tests.engine.tended import World


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
