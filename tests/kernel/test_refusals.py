"""Whatever the kernel refuses, the engine goes on: it converges, or says of what object it cannot and why."""

import errno
from itertools import count, cycle

import pytest

from engine.status import ObjectState
from engine.tending import Tender
from tests.engine.store import Designs
from tests.kernel import oracle, refusing
from tests.kernel.effects import told
from tests.kernel.rich import SMALLEST, edited, idle, rich
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.values import Design

CODES = (
    *(errno.EEXIST, errno.ENOENT, errno.ENODEV, errno.EBUSY),
    *(errno.ENOMEM, errno.ENOBUFS, errno.EPERM),
)
SANDBOXES = 8
PATIENCE = 20.0
ASKED = 60
"""So often at most a person asks again: in the worst case each layer fails when the one below it is there."""


class Lab:
    """One topology, its store, and who tends it."""

    def __init__(self, world: World) -> None:
        assert world.backend.features  # asked before anything is refused
        self.name = world.name
        self.designs = Designs()
        self.tender = Tender(world.backend, self.designs)

    def bring(self, design: Design | None) -> None:
        """Until it is so, with a person who asks again whenever the engine has given up."""
        if design is None:
            self.designs.want_nothing(self.name)
        else:
            self.designs.want(design, revision=len(self.designs.reports))
        for _ in range(ASKED):
            until(lambda: self.tender.tend(self.name) is None, PATIENCE)
            status = self.designs.last
            if status.state == ("in_sync" if design else "designed"):
                return
            assert status.state in ("degraded", "failed") and status.reason
            assert "internal error" not in status.reason, status.reason
            self.tender.forget(self.name)
        raise AssertionError(f"{status.state}: {status.reason}")


@pytest.fixture
def lab(world: World) -> Lab:
    return Lab(world)


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_when_every_change_is_refused_once_the_topology_is_built_updated_and_destroyed_all_the_same(
    lab: Lab, code: int
) -> None:
    design = rich(lab.name, SANDBOXES)
    for wish in (design, edited(design), None):
        refuse = refusing.EachOnce(code, lab.name)
        with told(refuse):
            lab.bring(wish)
        assert refuse.count > 15
        assert (oracle.wrong(wish) if wish else oracle.left_over(lab.name)) == []


def test_whichever_single_change_of_an_update_is_refused_the_topology_is_updated_all_the_same(
    lab: Lab,
) -> None:
    design = rich(lab.name, SMALLEST)
    assert refused_one_by_one(lab, idle(design), idle(edited(design))) > 80


def test_whichever_single_change_to_what_runs_is_refused_it_runs_all_the_same(lab: Lab) -> None:
    """By itself, since it takes a quarter of a second each time until that is seen to have come up."""
    design = rich(lab.name, SMALLEST)
    assert refused_one_by_one(lab, design, idle(design)) > 25


def refused_one_by_one(lab: Lab, design: Design, other: Design) -> int:
    """Go from one design to the other and back, each time with another change refused; how many there are."""
    wishes = cycle((other, design))
    lab.bring(design)
    for number in count(1):
        wish, refuse = next(wishes), refusing.Nth(CODES[number % len(CODES)], number)
        with told(refuse):
            lab.bring(wish)
        assert oracle.wrong(wish) == []
        if not refuse.is_reached:
            return number
    raise AssertionError


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
@pytest.mark.parametrize("means", ["netlink new link", "netlink set link", "mount"])
def test_a_sandbox_that_is_always_refused_is_said_to_be_broken_and_why_and_the_others_are_built(
    world: World, code: int, means: str
) -> None:
    lab, design = Lab(world), rich(world.name, 5)
    lab.designs.want(design)
    refuse = refusing.Always(code, lambda effect: str(effect).startswith(means) and "app1" in effect.what)

    def broken() -> dict[tuple[str, str], ObjectState]:
        return {(each.kind, each.name): each for each in lab.designs.last.objects if each.state != "in_sync"}

    def only_that_one_is_broken() -> bool:
        """Services of others take a moment to run."""
        lab.tender.tend(lab.name)
        lab.tender.forget(lab.name)
        return {name.partition(".")[0] for _, name in broken()} == {"app1"}

    with told(refuse):
        for _ in range(3):
            lab.tender.tend(lab.name)
            lab.tender.forget(lab.name)
        until(only_that_one_is_broken, 20.0, broken)
    assert lab.designs.last.state in ("degraded", "failed")
    assert ("endpoint", "app1.eth0") in broken()
    assert all(each.reason for each in broken().values())
    lab.bring(design)
    assert oracle.wrong(design) == []
