"""A change is told soon after it happened, whoever made it."""

import os
import signal
import time
from collections.abc import Iterator
from queue import Empty, Queue

import pytest

from engine.backends.kernel import supervisors
from engine.backends.kernel.backend import KernelBackend
from engine.backends.kernel.places import Places
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.serving import pid_of, served, shell, sleeper
from tests.kernel.world import World, run
from tests.require import require
from topology.values import Design, Network, Sandbox

SOON = 2.0


class Told:
    """What a watching engine was told."""

    def __init__(self) -> None:
        self._names: Queue[str] = Queue()

    def __call__(self, topology: str) -> None:
        self._names.put(topology)

    def hears(self, topology: str) -> bool:
        deadline = time.monotonic() + SOON
        try:
            while self._names.get(timeout=max(0.0, deadline - time.monotonic())) != topology:
                continue
        except Empty:
            return False
        return True

    def forget(self, quiet: float = 1.5) -> None:
        """Wait until nothing is told any more: what was built settles down."""
        try:
            while self._names.get(timeout=quiet):
                continue
        except Empty:
            return


@pytest.fixture
def watching(world: World) -> Iterator[KernelBackend]:
    """An engine that has built nothing itself."""
    made = KernelBackend("root", Places(100), lambda: None)
    yield made
    made.close()


@pytest.fixture
def told(watching: KernelBackend) -> Told:
    """Told by an engine that watches."""
    hearing = Told()
    watching.watch(hearing)
    return hearing


CHANGES = {
    "a link of the fabric": (FABRIC, "ip link set lan1 mtu 1400"),
    "a link of a sandbox": ("app1", "ip link set eth0 address 02:00:00:00:88:88"),
    "lo of a sandbox": ("app1", "ip link set lo mtu 1400"),
    "an address": ("app1", "ip address add 10.0.0.99/24 dev eth0"),
    "an IPv6 address": ("app1", "ip address delete fd00:10::2/64 dev eth0"),
    "a route": ("app1", "ip route delete default"),
    "an IPv6 route": ("app1", "ip -6 route delete default"),
    "queueing in the fabric": (FABRIC, "tc qdisc add dev app1-eth0 root pfifo"),
    "queueing in a sandbox": ("app1", "tc qdisc add dev eth0 root pfifo"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told(world: World, told: Told, change: str) -> None:
    world.build(labs.one_bridge())
    told.forget()
    world.do(*CHANGES[change])
    assert told.hears(world.name)


TOUCHED: dict[str, frozenset[tuple[str, str]] | None] = {
    "a link of the fabric": frozenset({(FABRIC, "lan1")}),
    "a link of a sandbox": frozenset({("app1", "")}),
    "an address": frozenset({("app1", "")}),
    "an IPv6 route": frozenset({("app1", "")}),
}


@pytest.mark.parametrize("change", TOUCHED)
def test_it_is_known_what_was_touched(world: World, watching: KernelBackend, told: Told, change: str) -> None:
    world.build(labs.one_bridge())
    told.forget()
    watching.touched(world.name)
    world.do(*CHANGES[change])
    assert told.hears(world.name)
    assert watching.touched(world.name) == TOUCHED[change]
    assert watching.touched(world.name) == frozenset()


def test_it_is_not_known_what_was_touched_before_somebody_listened(world: World) -> None:
    world.build(labs.one_bridge())
    late = KernelBackend("root", Places(100), lambda: None)
    late.watch(Told())
    try:
        assert late.touched(world.name) is None
    finally:
        late.close()


def test_a_sandbox_that_nothing_joins_to_the_fabric_is_heard(world: World, told: Told) -> None:
    world.build(Design(name="lab", sandboxes=(Sandbox(name="alone"),)))
    told.forget()
    world.do("alone", "ip link set lo down")
    assert told.hears(world.name)


def test_a_namespace_that_goes_is_told(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    told.forget()
    run("ip", "netns", "delete", world.netns("app1"))
    assert told.hears(world.name)


def test_a_fabric_made_anew_is_heard(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    run("ip", "netns", "delete", world.name)
    world.reconcile()
    told.forget()
    world.do("app1", "ip link set eth0 mtu 1400")
    assert told.hears(world.name)


def test_more_events_than_fit_are_told_as_a_change_and_hearing_goes_on(world: World, told: Told) -> None:
    world.build(labs.one_bridge(80, Network(name="lan1", subnets=("10.0.0.0/24",))))
    assert told.hears(world.name)
    told.forget()
    world.do("app40", "ip link set lo mtu 1400")
    assert told.hears(world.name)


def test_watching_does_not_keep_a_destroyed_topology_alive(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    assert told.hears(world.name)
    world.destroy()
    assert told.hears(world.name)
    assert world.name not in world.backend.topologies()


def test_looking_is_not_a_change(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    told.forget()
    world.observe()
    assert not told.hears(world.name)


def test_what_an_engine_has_made_itself_is_told_once_and_heard_from_then_on(
    told: Told, watching: KernelBackend
) -> None:
    own = World(watching)
    try:
        own.build(labs.one_bridge(3))
        assert told.hears(own.name)
        told.forget()
        own.do("app1", "ip link set eth0 mtu 1400")
        assert told.hears(own.name)
    finally:
        own.destroy()


def test_a_service_that_fails_is_told(world: World, told: Told) -> None:
    require("bwrap")
    world.build(served(sleeper()))
    told.forget()
    pid = pid_of(world, "sleep 1000")
    assert pid
    os.kill(pid, signal.SIGKILL)
    assert told.hears(world.name)


def test_a_supervisor_that_dies_is_told(world: World, told: Told) -> None:
    require("bwrap")
    world.build(served(sleeper()))
    told.forget()
    os.kill(int((supervisors.HOME / f"{world.name}.lock").read_text()), signal.SIGKILL)
    assert told.hears(world.name)


def test_what_a_service_says_is_not_a_change(world: World, told: Told) -> None:
    require("bwrap")
    world.build(served(shell("while :; do echo alive; sleep 0.05; done")))
    told.forget()
    assert not told.hears(world.name)
