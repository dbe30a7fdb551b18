"""An engine killed at any change that it makes for an uplink: the next one finishes it, or takes it away."""

from collections.abc import Iterator

import pytest

from tests.kernel.uplinks.building import OUT, OUT6, Document, Engine, design, published
from tests.kernel.uplinks.machine import BEYOND, INTERNET6, Machine

MOST = 60
"""More changes than an engine makes for one uplink."""


@pytest.fixture(scope="module")
def wanted() -> Document:
    return design("lab", (OUT, OUT6), published("8080", to="80"))


def dying(engine: Engine, verb: str, wanted: Document) -> Iterator[int]:
    """Has the verb carried out by engines that die, each one change later than the last; ends with one that
    lives to answer."""
    for at in range(1, MOST):
        answer = engine.tell(verb, wanted, die=at)
        if answer:
            assert answer["done"], answer
            return
        yield at
    pytest.fail(f"an uplink takes {MOST} changes and more")


def test_the_next_engine_takes_away_what_a_killed_one_began(
    machine: Machine, engine: Engine, clean: None, wanted: Document
) -> None:
    before = machine.picture()
    deaths = 0
    for deaths in dying(engine, "apply", wanted):
        assert engine.tell("topologies")["topologies"] == ["lab"]
        assert engine.destroy()["done"]
        assert machine.picture() == before, f"killed before change {deaths}"
    assert deaths > 10


def test_the_next_engine_finishes_what_a_killed_one_began(
    machine: Machine, engine: Engine, clean: None, wanted: Document
) -> None:
    for _ in dying(engine, "apply", wanted):
        engine.apply(wanted)
        assert engine.tell("plan", wanted)["todo"] == []
        assert machine.reaches("lab.web", BEYOND) and machine.reaches("lab.web", INTERNET6)
        assert not machine.reaches("lab.deep", "10.0.2.2", within=0.5)
        assert engine.destroy()["done"]


def test_what_a_killed_one_began_to_take_away_is_taken_away(
    machine: Machine, engine: Engine, clean: None, wanted: Document
) -> None:
    before = machine.picture()
    engine.apply(wanted)
    deaths = 0
    for deaths in dying(engine, "destroy", wanted):
        assert engine.destroy()["done"]
        assert engine.tell("topologies")["topologies"] == []
        assert machine.picture() == before, f"killed before change {deaths}"
        engine.apply(wanted)
    assert deaths > 3
