"""Where it is known what was touched, only that is looked at."""

from engine.backends.memory import MemoryBackend
from engine.resources import State
from engine.scope import Scope, Touched
from tests.engine.builders import one_bridge
from tests.engine.tended import ADDRESS, World


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
