"""The ports of a new fabric go up together, if all of them are to be up."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from engine.backends.kernel import home
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.effects import Effect, told
from tests.kernel.test_shaping import impaired
from tests.kernel.world import World

TOGETHER = "new link up [27]"
"""What is asked of all links of a group at once."""

COUNT = 3


class Ear:
    """Hears what sets links of the fabric up; may refuse what is asked of all at once."""

    def __init__(self, world: World, refuses: bool = False) -> None:
        self._fabric = world.netns(FABRIC)
        self._refuses = refuses
        self.heard: list[str] = []

    def __call__(self, effect: Effect) -> None:
        what, _, where = effect.what.rpartition(" in ")
        if where == self._fabric and " up " in what:
            self.heard.append(what)
            if self._refuses and what == TOGETHER:
                raise OSError(errno.EPERM, "made up")

    def ports(self) -> list[str]:
        """What was asked for each port by itself."""
        return [what for what in self.heard if "lan1" not in what and what != TOGETHER]


@contextmanager
def standing_in_the_way(name: str) -> Iterator[None]:
    """Something of somebody else's has the name of a namespace."""
    path = home.RUN_NETNS / name
    path.write_text("not Patchboard's")
    try:
        yield
    finally:
        path.unlink()


def ports_up(world: World) -> list[bool]:
    return ["UP" in port["flags"] for port in world.ip(FABRIC, "link", "show", "type", "veth")]


def test_one_message_sets_all_ports_of_a_new_fabric_up(world: World) -> None:
    ear = Ear(world)
    with told(ear):
        assert world.build(labs.one_bridge(COUNT)) == ()
    assert (ear.heard.count(TOGETHER), ear.ports()) == (1, [])
    assert ports_up(world) == [True] * COUNT


def test_where_a_cable_is_pulled_the_other_ports_go_up_one_by_one(world: World) -> None:
    ear = Ear(world)
    with told(ear):
        assert world.build(impaired(labs.one_bridge(COUNT), up=False)) == ()
    assert (ear.heard.count(TOGETHER), len(ear.ports())) == (0, COUNT - 1)
    assert sorted(ports_up(world)) == [False, *[True] * (COUNT - 1)]


def test_a_port_whose_sandbox_could_not_be_made_is_left_out(world: World) -> None:
    ear = Ear(world, refuses=True)
    with told(ear), standing_in_the_way(world.netns("app1")):
        failed = world.build(labs.one_bridge(COUNT))
    assert {failure.action.key for failure in failed} >= {("namespace", "app1"), ("veth", "app1.eth0")}
    assert (ear.heard.count(TOGETHER), len(ear.ports())) == (1, COUNT - 1)
    assert ports_up(world) == [True] * (COUNT - 1)


def test_if_the_kernel_refuses_that_each_port_goes_up_by_itself(world: World) -> None:
    ear = Ear(world, refuses=True)
    with told(ear):
        assert world.build(labs.one_bridge(COUNT)) == ()
    assert (ear.heard.count(TOGETHER), len(ear.ports())) == (1, COUNT)
    assert ports_up(world) == [True] * COUNT
