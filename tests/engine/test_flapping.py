"""Cables that are pulled and plugged in again by the clock."""

import pytest

from engine.backends.memory import MemoryBackend
from engine.flapping import as_seen, at, flaps, next_turn
from engine.lower import lower
from engine.resources import Veth
from engine.tending import Tender
from tests.engine.builders import built_state, changed, one_bridge, patched, two_on_a_cable
from tests.engine.store import Designs
from tests.engine.test_tending_touched import Heard
from topology.values import Design, Flap

TEN_AND_TWO = Flap(up="10s", down="2s")


def flapping(flap: Flap = TEN_AND_TWO, **fields: object) -> Design:
    return changed(one_bridge("a", "b"), "endpoint", "a.eth0", flap=flap, **fields)


def up(design: Design) -> list[bool]:
    return [wire.up for wire in (*design.endpoints, *design.patches)]


@pytest.mark.parametrize(
    ("now", "plugged_in", "left"),
    [(0, True, 10), (9.5, True, 0.5), (10, False, 2), (11.5, False, 0.5), (12, True, 10), (1200, True, 10)],
)
def test_it_is_plugged_in_first_and_then_pulled(now: float, plugged_in: bool, left: float) -> None:
    assert up(at(flapping(), now)) == [plugged_in, True]
    assert next_turn(flapping(), now) == pytest.approx(left)


def test_what_does_not_flap_is_the_same_design() -> None:
    design = one_bridge()
    assert at(design, 5) is design
    assert next_turn(design, 5) is None


def test_a_pulled_cable_stays_pulled() -> None:
    design = flapping(up=False)
    assert (flaps(design), up(at(design, 0)), next_turn(design, 0)) == (False, [False, True], None)


def test_the_first_of_several_turns_is_next() -> None:
    design = changed(flapping(), "endpoint", "b.eth0", flap=Flap(up="3s", down="100ms"))
    assert next_turn(design, 0) == pytest.approx(3)


def test_what_does_not_turn_is_left_as_it_is() -> None:
    design = flapping()
    assert at(design, 11).endpoints[1] is design.endpoints[1]


CABLE = changed(two_on_a_cable(), "endpoint", "a.eth0", flap=TEN_AND_TWO)
PATCH = changed(patched(), "patch", "p1", flap=TEN_AND_TWO)
KINDS = {"bridge": flapping(), "cable": CABLE, "patch": PATCH}


@pytest.mark.parametrize("now", [0, 11])
@pytest.mark.parametrize("kind", KINDS)
def test_how_it_was_last_is_seen(kind: str, now: float) -> None:
    then = at(KINDS[kind], now)
    assert as_seen(KINDS[kind], built_state(then)) == then


def test_what_is_not_there_counts_as_plugged_in() -> None:
    assert as_seen(flapping(), {}) == flapping()


class World:
    """A topology that flaps, tended by a clock that stands still until it is turned."""

    def __init__(self, design: Design, drift: str = "repair", backend: MemoryBackend | None = None) -> None:
        self.now = 0.0
        self.designs = Designs()
        self.backend = backend or MemoryBackend()
        self.design = design
        self.designs.want(design, drift="show" if drift == "show" else "repair")
        self.restart()
        self.tend()
        self.designs.reports.clear()

    def restart(self) -> None:
        """Another engine, with the world and the store as they are."""
        self.tender = Tender(self.backend, self.designs, clock=lambda: self.now)

    def tend(self, now: float = 0.0) -> None:
        self.now = now
        self.tender.tend("lab")

    def is_as_at(self, now: float) -> bool:
        wanted = lower(at(self.design, now)).state
        return dict(self.backend.observe("lab")) == dict(wanted)


@pytest.mark.parametrize("kind", KINDS)
def test_a_turn_is_carried_out(kind: str) -> None:
    world = World(KINDS[kind])
    for now in (9, 11, 13, 23.5, 25):
        world.tend(now)
        assert world.is_as_at(now)


@pytest.mark.parametrize("kind", KINDS)
def test_a_turn_is_not_reported(kind: str) -> None:
    world = World(KINDS[kind])
    for now in (11, 13, 23.5, 25):
        world.tend(now)
    assert world.designs.states == []


@pytest.mark.parametrize("kind", KINDS)
def test_at_a_turn_only_what_turns_is_looked_at(kind: str) -> None:
    backend = Heard()
    world = World(KINDS[kind], backend=backend)
    backend.heard = frozenset()
    backend.scopes.clear()
    for now in (11, 13, 23.5, 25):
        world.tend(now)
    assert len(backend.scopes) == 4 * 3  # before, after, and whether what was heard of holds
    assert all(scope and not scope.places - {"a", "b"} for scope in backend.scopes)
    assert world.is_as_at(25)


@pytest.mark.parametrize("kind", KINDS)
def test_an_engine_that_starts_after_a_turn_takes_it_for_one(kind: str) -> None:
    world = World(KINDS[kind])
    world.restart()
    world.tend(11)
    assert world.is_as_at(11)
    assert world.designs.states == ["in_sync"]


def test_a_turn_is_carried_out_though_drift_is_only_shown() -> None:
    world = World(flapping(), drift="show")
    world.tend(11)
    assert world.is_as_at(11)
    assert world.designs.states == []


def test_drift_beside_a_turn_is_reported() -> None:
    world = World(flapping())
    world.backend.disturb("lab", ("address", "b", "eth0", "10.0.0.3/24"), None)
    world.tend(11)
    assert world.is_as_at(11)
    assert world.designs.states == ["drifted", "in_sync"]
    assert "b.eth0" in world.designs.reports[0][2].reason
    assert "a.eth0" not in world.designs.reports[0][2].reason


def test_turns_go_on_beside_drift_that_is_only_shown() -> None:
    world = World(flapping(), drift="show")
    address = ("address", "b", "eth0", "10.0.0.3/24")
    world.backend.disturb("lab", address, None)
    for now in (1, 11, 13, 23):
        world.tend(now)
        (end, _) = _veth(world).ends
        assert end.up == up(at(flapping(), now))[0]
    assert address not in world.backend.observe("lab")
    assert world.designs.states == ["drifted"]


def test_an_edit_between_turns_is_built() -> None:
    world = World(flapping())
    world.design = changed(world.design, "endpoint", "b.eth0", rate="1mbit")
    world.designs.want(world.design, revision=2)
    world.tend(11)
    assert world.is_as_at(11)
    assert world.designs.states[-1] == "in_sync"


def test_the_next_turn_is_known_while_it_is_wanted() -> None:
    world = World(flapping())
    assert world.tender.next_turn("lab") == pytest.approx(10)
    world.designs.want_nothing("lab")
    world.tend(1)
    assert world.tender.next_turn("lab") is None


def _veth(world: World) -> Veth:
    found = world.backend.observe("lab")["veth", "a.eth0"]
    assert isinstance(found, Veth)
    return found
