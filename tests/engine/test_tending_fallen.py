"""What interfaces lost while they were down is nobody's wish, and so not adopted."""

import pytest

from engine.backends.memory import MemoryBackend
from engine.scope import LinkName
from engine.status import Drifted
from tests.engine.builders import bridge, lab
from tests.engine.tended import World
from topology.values import Endpoint, Route, Sandbox

STATIC = ("route", "app1", "10.7.0.0/16", "10.0.0.9")
EDIT = {"op": "set", "kind": "sandbox", "name": "app1", "fields": {"routes": []}}


class Fallen(MemoryBackend):
    """Says once which interfaces were down."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: frozenset[LinkName] = frozenset()

    def fallen(self, topology: str) -> frozenset[LinkName]:
        heard, self.heard = self.heard, frozenset()
        return heard


class Shown(World):
    """app1 with a route of its own, in sync, under drift policy `show`."""

    def __init__(self) -> None:
        self.kernel = Fallen()
        super().__init__(self.kernel)
        design = lab(
            networks=[bridge("lan1", "10.0.0.0/24")],
            sandboxes=[Sandbox(name="app1", routes=(Route(to="10.7.0.0/16", via="10.0.0.9"),))],
            endpoints=[Endpoint(sandbox="app1", network="lan1")],
        )
        self.designs.want(design, drift="show")
        self.tend()

    def falls(self) -> None:
        """And is up again before anybody looks."""
        self.kernel.heard = frozenset({("app1", "eth0")})

    def drift(self) -> Drifted:
        """What is found at another look."""
        self.tend()
        assert self.designs.last.drift
        return self.designs.last.drift


@pytest.fixture
def shown() -> Shown:
    return Shown()


def test_what_an_interface_lost_while_it_was_down_is_left_however_often_it_is_looked_at(shown: Shown) -> None:
    shown.falls()
    shown.backend.disturb("lab", STATIC, None)
    for _ in range(3):
        assert shown.drift().operations == ()
        assert shown.drift().left == ("route to 10.7.0.0/16 via 10.0.0.9 is missing",)
        shown.tender.forget("lab")


def test_what_somebody_takes_away_after_all_was_well_again_is_adopted(shown: Shown) -> None:
    shown.falls()
    shown.tend()
    shown.backend.disturb("lab", STATIC, None)
    assert shown.drift().operations == (EDIT,)


def test_what_somebody_takes_away_after_a_repair_is_adopted(shown: Shown) -> None:
    shown.falls()
    shown.backend.disturb("lab", STATIC, None)
    assert shown.drift().operations == ()
    shown.designs.repair("lab")
    shown.tend()
    shown.backend.disturb("lab", STATIC, None)
    assert shown.drift().operations == (EDIT,)
