"""Whatever Patchboard does to a topology, look-alikes in it and beside it are not touched.

`ip monitor` hears nothing of them.

`tests.kernel.strangers` lists them, and says what is not a stranger.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from engine.resources import FABRIC
from engine.tending import Tender
from tests.engine.store import Designs
from tests.kernel import labs, strangers
from tests.kernel.strangers import Listener
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from topology.ipam import complete
from topology.values import Design

ROOT = Path(__file__).parents[2]
PLACES = (FABRIC, "app1")
PATIENCE = 20.0


class Lived:
    """A topology of three sandboxes in sync, and what can happen to it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.designs = Designs()
        self.deploy(3)

    def deploy(self, sandboxes: int) -> None:
        self.designs.want(self.design(sandboxes), len(self.designs.reports))
        self.tend("in_sync")

    def design(self, sandboxes: int) -> Design:
        return complete(labs.one_bridge(sandboxes).model_copy(update={"name": self.world.name}))

    def drift(self) -> None:
        """Much is changed by hand, and put back; not forwarding: the kernel announces it of each link."""
        self.world.do("app1", "ip link set eth0 mtu 1400; ip address add 10.0.0.77/24 dev eth0")
        self.world.do("app1", "ip route delete default")
        self.world.do(FABRIC, "ip link set app1-eth0 nomaster; ip link set lan1 mtu 1400")
        self.world.do(FABRIC, "ip link delete app2-eth0")
        run("ip", "netns", "delete", self.world.netns("app3"))
        self.tend("in_sync")

    def crash(self) -> None:
        """An engine that makes it larger is killed on the way, and another one finishes."""
        command = [sys.executable, "-m", "tests.kernel.builder", self.world.name, "60"]
        with subprocess.Popen(command, cwd=ROOT) as builder:
            until(lambda: len(self.world.links(FABRIC)) > 20 or builder.poll() is not None, PATIENCE)
            builder.kill()
        self.deploy(4)

    def destroy(self) -> None:
        self.designs.want_nothing(self.world.name)
        self.tend("designed")

    def purge(self) -> None:
        """It is deployed once more, and then nobody wants it any more."""
        self.deploy(2)
        self.designs.forget(self.world.name)
        assert Tender(self.world.backend, self.designs).tend(self.world.name) is None

    def tend(self, state: str) -> None:
        tender = Tender(self.world.backend, self.designs)
        until(lambda: tender.tend(self.world.name) is None, PATIENCE)
        assert self.designs.last.state == state, self.designs.last.reason


@contextmanager
def listening(folder: Path, *namespaces: str) -> Iterator[list[Listener]]:
    with ExitStack() as stack:
        listeners = []
        for name in namespaces:
            said = stack.enter_context(Path(folder, f"{name}.txt").open("w"))
            listeners.append(Listener(name, said))
            stack.callback(listeners[-1].close)
        yield listeners


@pytest.mark.parametrize("place", PLACES)
def test_strangers_in_a_topology_are_not_touched_by_deploying_repairing_and_recovering(
    world: World, tmp_path: Path, place: str
) -> None:
    lived, namespace = Lived(world), world.netns(place)
    strangers.settle_in(namespace)
    before = strangers.seen_in(namespace)
    sleeper = subprocess.Popen(["ip", "netns", "exec", namespace, "sleep", "600"])
    try:
        with listening(tmp_path, namespace) as (listener,):
            lived.deploy(4)
            lived.drift()
            lived.crash()
            lived.deploy(2)
            assert strangers.seen_in(namespace) == before
            assert listener.of_strangers() == []
            assert sleeper.poll() is None
        lived.destroy()
        assert sleeper.wait(timeout=5)
    finally:
        sleeper.kill()
        sleeper.wait()


def test_strangers_beside_a_topology_are_not_touched_by_anything(world: World, tmp_path: Path) -> None:
    with strangers.neighbours(world.name) as seen:
        before = seen()
        with listening(tmp_path, f"{world.name}.evil", f"{world.name}x") as listeners:
            lived = Lived(world)
            lived.drift()
            lived.crash()
            lived.destroy()
            lived.purge()
            assert [listener.of_strangers() for listener in listeners] == [[], []]
        assert seen() == before
        kept = {f"{world.name}.{name}" for name in ("evil", "notes", "blank", "folder")}
        assert world.names() == kept
