"""A change is told soon after it happened, whoever made it."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest

from engine import marks
from engine.adopting import adoption
from engine.backends.kernel import supervisors
from engine.backends.kernel.backend import KernelBackend
from engine.backends.kernel.places import Places
from engine.reconcile import inspect
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.hearing import Told
from tests.kernel.serving import pid_of, served, shell, sleeper
from tests.kernel.test_shaping import impaired
from tests.kernel.world import World, run
from tests.require import require
from topology.ipam import complete
from topology.values import Design, Sandbox

LOSSY, CABLE = impaired(labs.one_bridge(), loss="30%"), impaired(labs.cable(), loss="30%")
Standing = Callable[[str], World]
STANDING = {"plain": labs.one_bridge(), "lossy": LOSSY, "cable": CABLE}


@pytest.fixture(scope="module")
def standing(backend: KernelBackend) -> Iterator[Standing]:
    """Topologies that stand for several tests, each time as they were built."""
    made: dict[str, World] = {}

    def built(kind: str) -> World:
        world = made.setdefault(kind, World(backend))
        world.build(STANDING[kind])
        return world

    yield built
    for world in made.values():
        world.destroy()


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
    "forwarding in the fabric": (FABRIC, "sysctl -qw net.ipv4.ip_forward=1"),
    "forwarding in a sandbox": ("app1", "sysctl -qw net.ipv4.ip_forward=1"),
    "IPv6 forwarding": ("app1", "sysctl -qw net.ipv6.conf.all.forwarding=1"),
    "a setting of a link": ("app1", "sysctl -qw net.ipv4.conf.eth0.rp_filter=2"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told(standing: Standing, told: Told, change: str) -> None:
    world = standing("plain")
    told.forget(world)
    world.do(*CHANGES[change])
    assert told.hears(world.name)


TOUCHED: dict[str, frozenset[tuple[str, str]] | None] = {
    "a link of the fabric": frozenset({(FABRIC, "lan1")}),
    "a link of a sandbox": frozenset({("app1", "")}),
    "an address": frozenset({("app1", "")}),
    "an IPv6 route": frozenset({("app1", "")}),
    "forwarding in a sandbox": frozenset({("app1", "")}),
}


@pytest.mark.parametrize("change", TOUCHED)
def test_it_is_known_what_was_touched(
    standing: Standing, watching: KernelBackend, told: Told, change: str
) -> None:
    world = standing("plain")
    told.forget(world)
    watching.touched(world.name)
    world.do(*CHANGES[change])
    assert told.hears(world.name)
    assert watching.touched(world.name) == TOUCHED[change]
    assert watching.touched(world.name) == frozenset()


def test_an_interface_that_was_down_is_known_when_it_is_up_again_and_what_it_lost_is_not_adopted(
    standing: Standing, watching: KernelBackend, told: Told
) -> None:
    world, design = standing("plain"), complete(labs.one_bridge())
    told.forget(world)
    watching.fallen(world.name)
    world.do(FABRIC, "ip link set app2-eth0 down; ip link set app2-eth0 up")
    world.do("app1", "ip link set eth0 down; ip link set eth0 up")
    assert told.hears(world.name)
    told.forget(world)
    lost = inspect(watching, world.desired).rest
    fallen = watching.fallen(world.name)
    assert fallen == {("app1", "eth0")}
    assert watching.fallen(world.name) == frozenset()
    assert {each.key[0] for each in lost} == {"address", "route"}
    assert adoption(design, world.desired, lost).operations
    assert not adoption(design, world.desired, lost, fallen).operations


PORT, LEFT = frozenset({(FABRIC, "app1-eth0")}), frozenset({("left", "")})
RULES = {
    "a rule of the fabric is gone": ("lossy", FABRIC, "flush chain {table} ingress/app1-eth0", PORT),
    "a rule is added in the fabric": ("lossy", FABRIC, "add rule {table} ingress/app1-eth0 drop", PORT),
    "the fabric's table is gone": ("lossy", FABRIC, "delete table {table}", PORT),
    "a chain of her own is added": ("lossy", FABRIC, "add chain {table} hers", None),
    "a rule of a sandbox is gone": ("cable", "left", "flush chain {table} ingress/eth0", LEFT),
    "a sandbox's table is gone": ("cable", "left", "delete table {table}", LEFT),
    "all of a sandbox's tables are gone": ("cable", "left", "flush ruleset", LEFT),
}


@pytest.mark.usefixtures("without_netem")
@pytest.mark.parametrize("change", RULES)
def test_a_change_of_rules_is_told_with_what_was_touched(
    standing: Standing, watching: KernelBackend, told: Told, change: str
) -> None:
    kind, place, command, touched = RULES[change]
    world = standing(kind)
    told.forget(world)
    watching.touched(world.name)
    world.do(place, f"nft '{command.format(table=f'netdev {marks.table(world.name)}')}'")
    assert told.hears(world.name)
    assert watching.touched(world.name) == touched


def test_tables_of_others_are_nobodys_business(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    told.forget(world)
    for place in (FABRIC, "app1"):
        world.do(place, "nft 'add table inet hers; add chain inet hers input; flush ruleset'")
    assert not told.hears(world.name)


def test_what_happens_beyond_a_link_out_of_the_topology_is_nobodys_business(world: World, told: Told) -> None:
    """As on the machine, which a fabric with an uplink hears too."""
    world.build(labs.one_bridge())
    beyond = f"{world.name}-beyond"
    run("ip", "netns", "add", beyond)
    try:
        world.do(FABRIC, f"ip link add out0 type veth peer name out1 netns {beyond}")
        assert "link-netns " in world.do(FABRIC, "ip link show out0")
        told.forget(world)
        run("ip", "-n", beyond, "link", "add", "hers0", "type", "bridge")
        assert not told.hears(world.name)
    finally:
        run("ip", "netns", "delete", beyond)


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
    told.forget(world)
    world.do("alone", "ip link set lo down")
    assert told.hears(world.name)


def test_a_namespace_that_goes_is_told(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    told.forget(world)
    run("ip", "netns", "delete", world.netns("app1"))
    assert told.hears(world.name)


def test_a_sandbox_that_was_gone_and_came_back_is_heard(world: World, told: Told) -> None:
    """Though nothing joins it to the fabric."""
    world.build(Design(name="lab", sandboxes=(Sandbox(name="alone"),)))
    for _ in range(2):
        told.forget(world)
        run("ip", "netns", "delete", world.netns("alone"))
        assert told.hears(world.name)
        world.reconcile()
    told.forget(world)
    world.do("alone", "ip link set lo down")
    assert told.hears(world.name)


def test_a_fabric_made_anew_is_heard(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    run("ip", "netns", "delete", world.name)
    world.reconcile()
    told.forget(world)
    world.do("app1", "ip link set eth0 mtu 1400")
    assert told.hears(world.name)


def test_watching_does_not_keep_a_destroyed_topology_alive(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    assert told.hears(world.name)
    world.destroy()
    assert told.hears(world.name)
    assert world.name not in world.backend.topologies()


def test_looking_is_not_a_change(world: World, told: Told) -> None:
    world.build(labs.one_bridge())
    told.forget(world)
    world.observe()
    assert not told.hears(world.name)


def test_what_an_engine_has_made_itself_is_told_once_and_heard_from_then_on(
    told: Told, watching: KernelBackend
) -> None:
    own = World(watching)
    try:
        own.build(labs.one_bridge(3))
        assert told.hears(own.name)
        told.forget(own)
        own.do("app1", "ip link set eth0 mtu 1400")
        assert told.hears(own.name)
    finally:
        own.destroy()


@pytest.mark.usefixtures("without_netem")
def test_rules_that_an_engine_writes_itself_are_told_once(told: Told, watching: KernelBackend) -> None:
    own = World(watching)
    try:
        own.build(labs.one_bridge(3))
        told.forget(own)
        own.build(impaired(labs.one_bridge(3), loss="30%"))
        assert told.hears(own.name)
        assert not told.hears(own.name)
    finally:
        own.destroy()


def test_a_service_that_fails_is_told(world: World, told: Told) -> None:
    require("bwrap")
    world.build(served(sleeper()))
    told.forget(world)
    pid = pid_of(world, "sleep 1000")
    assert pid
    os.kill(pid, signal.SIGKILL)
    assert told.hears(world.name)


def test_a_supervisor_that_dies_is_told(world: World, told: Told) -> None:
    require("bwrap")
    world.build(served(sleeper()))
    told.forget(world)
    os.kill(int((supervisors.HOME / f"{world.name}.lock").read_text()), signal.SIGKILL)
    assert told.hears(world.name)


def test_what_a_service_says_is_not_a_change(world: World, told: Told) -> None:
    require("bwrap")
    world.build(served(shell("while :; do echo alive; sleep 0.05; done")))
    told.forget(world)
    assert not told.hears(world.name)
