"""What is shown before a deploy is what the deploy then does, on a real kernel."""

import time
from typing import Any, cast

import pytest

from engine.backends import Backend
from engine.plan import Plan
from engine.preview import Preview, preview
from engine.tending import Tender
from tests.engine.builders import changed
from tests.engine.store import Designs
from tests.kernel import labs
from tests.kernel.world import World
from topology.ipam import complete
from topology.values import Design, Network

pytestmark = pytest.mark.kernel


class Noting:
    """A backend that remembers every plan that it was to carry out."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.plans: list[Plan] = []

    def apply(self, topology: str, plan: Plan, *more: Any) -> Any:
        self.plans.append(plan)
        return self._backend.apply(topology, plan, *more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)


class Lab:
    """A topology that is looked at before each deploy."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.designs = Designs()
        self.backend = Noting(world.backend)
        self.tender = Tender(cast(Backend, self.backend), self.designs)
        self.revision = 0

    def deploy(self, design: Design) -> tuple[Preview, list[Plan]]:
        """What was shown, and what was done."""
        named = complete(design.model_copy(update={"name": self.world.name}))
        shown = preview(named, self.world.observe(), self.world.backend.features, time.time())
        self.backend.plans.clear()
        self.revision += 1
        self.designs.want(named, self.revision)
        self.tender.tend(self.world.name)
        assert self.designs.last.state == "in_sync", self.designs.last.reason
        return shown, list(self.backend.plans)


def without(design: Design, *sandboxes: str) -> Design:
    return design.model_copy(
        update={
            "sandboxes": tuple(each for each in design.sandboxes if each.name not in sandboxes),
            "endpoints": tuple(each for each in design.endpoints if each.sandbox not in sandboxes),
        }
    )


def test_the_plan_that_is_shown_is_what_is_then_done(world: World) -> None:
    lab, first = Lab(world), complete(labs.one_bridge(3))
    edited = changed(without(first, "app2"), "endpoint", "app1.eth0", mtu=1400)
    edited = edited.model_copy(update={"networks": (*edited.networks, Network(name="lan9"))})
    for design in (first, edited):
        shown, done = lab.deploy(design)
        assert shown.actions == done[0]
        assert len(done) == 1, "what was shown was not all"
    told = {(each.kind, each.name): each.effect for each in shown.effects}
    assert told[("sandbox", "app2")] == told[("endpoint", "app2.eth0")] == "remove"
    assert told[("network", "lan9")] == "create"
    assert told[("endpoint", "app1.eth0")] == "change"
    assert preview(*now(lab)).actions == ()


def test_an_address_that_changes_is_shown_with_the_routes_that_the_kernel_drops_with_it(world: World) -> None:
    lab, first = Lab(world), complete(labs.one_bridge(2))
    lab.deploy(first)
    moved = changed(first, "endpoint", "app1.eth0", addresses=("10.0.0.77/24", "fd00:10::77/64"))
    shown, done = lab.deploy(moved)
    assert sum(done, start=()) == shown.actions
    assert ("route", "app1", "0.0.0.0/0", "10.0.0.1") in {action.key for action in shown.actions}


def now(lab: Lab) -> tuple[Any, ...]:
    wanted = lab.designs.get(lab.world.name)
    assert wanted and wanted.design
    return wanted.design, lab.world.observe(), lab.world.backend.features, time.time()


def test_what_somebody_changed_by_hand_is_in_the_plan(world: World) -> None:
    lab = Lab(world)
    lab.deploy(labs.one_bridge(2))
    world.do("app1", "ip link set eth0 mtu 1300")
    (effect,) = preview(*now(lab)).effects
    assert (effect.kind, effect.name, effect.effect) == ("endpoint", "app1.eth0", "change")
    assert "mtu from 1300 to 1500" in effect.sentences[0]
