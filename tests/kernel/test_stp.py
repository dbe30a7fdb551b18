"""Who is the root of the spanning tree, and what each port does, is told as the kernel has it."""

import json
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from engine.backends.kernel import KernelBackend, open_backend
from engine.drivers import Owner
from engine.names import patch_port_name
from engine.resources import FABRIC
from engine.status import Facts
from engine.tending import Tender
from engine.worker import Worker
from tests.engine.store import Designs
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from topology.analysis import trees
from topology.ipam import complete
from topology.values import Design

SETTLED = 20.0
"""Seconds within which a tree settles: some for old news to be forgotten, twice a forward delay of 2."""


PUT_BACK = "put back: network s1: priority of s1 is 61440, not 4096"
BLOCKED = ("port state", "forwarding at s2, blocking at s3")


def ring(*priorities: int) -> Design:
    """Three switches in a ring, of these priorities."""
    design = labs.ring()
    networks = (
        network.model_copy(update={"options": network.options.model_copy(update={"priority": priority})})
        for network, priority in zip(design.networks, priorities, strict=True)
    )
    return design.model_copy(update={"networks": tuple(networks)})


def facts(world: World) -> dict[Owner, Facts]:
    return dict(world.backend.facts(world.name))


def root(world: World, network: str) -> str:
    [(name, said)] = facts(world)["network", network]
    assert name == "STP root"
    return said


def states(world: World) -> dict[str, str]:
    """What each port of the fabric does, as `bridge` has it."""
    ports = json.loads(run("bridge", "-n", world.name, "-j", "link", "show"))
    return {port["ifname"]: port["state"] for port in ports}


def has_settled(world: World) -> bool:
    return set(states(world).values()) <= {"forwarding", "blocking", "disabled"}


def root_of(world: World, bridge: str) -> tuple[str, int]:
    """The root's identifier and the number of the port that leads there, as the kernel's own files say."""
    told = world.do(FABRIC, f"cd /sys/class/net/{bridge}/bridge; cat root_id root_port")
    identifier, number = told.split()
    return identifier, int(number)


def identifier(world: World, bridge: str) -> str:
    return world.do(FABRIC, f"cat /sys/class/net/{bridge}/bridge/bridge_id").strip()


def test_the_bridge_of_the_lowest_priority_is_the_root(world: World) -> None:
    world.build(ring(8192, 12288, 4096))
    until(lambda: has_settled(world), SETTLED)
    assert {network: root(world, network) for network in ("s1", "s2", "s3")} == {
        "s1": "s3, through p3",
        "s2": "s3, through p2",
        "s3": "this bridge",
    }
    assert {root_of(world, bridge)[0] for bridge in ("s1", "s2", "s3")} == {identifier(world, "s3")}
    assert [root_of(world, bridge)[1] > 0 for bridge in ("s1", "s2", "s3")] == [True, True, False]


def test_ports_are_told_as_bridge_shows_them(world: World) -> None:
    world.build(ring(4096, 8192, 12288))
    until(lambda: has_settled(world), SETTLED)
    shown, told = states(world), facts(world)
    for patch, ends in {"p1": ("s1", "s2"), "p2": ("s2", "s3"), "p3": ("s1", "s3")}.items():
        said = ", ".join(f"{shown[f'{patch}-{end}']} at {end}" for end in ends)
        assert told["patch", patch] == (("port state", said),)
    assert told["endpoint", "app1.eth0"] == (("port state", shown["app1-eth0"]),)
    assert told["patch", "p2"] == (BLOCKED,)


@pytest.mark.parametrize("priorities", [(4096, 8192, 12288), (12288, 8192, 12288), (8192, 8192, 8192)])
def test_the_tree_is_the_one_that_was_predicted(world: World, priorities: tuple[int, ...]) -> None:
    world.build(twice_joined(ring(*priorities)))
    until(lambda: has_settled(world), SETTLED)
    named = twice_joined(ring(*priorities)).model_copy(update={"name": world.name})
    (tree,) = trees(complete(named))
    assert {port: state for port, state in states(world).items() if state == "blocking"} == dict.fromkeys(
        (patch_port_name(patch, network) for network, patch in tree.blocked), "blocking"
    )
    assert root(world, tree.root) == "this bridge"


def twice_joined(design: Design) -> Design:
    """With a second patch beside the first."""
    again = design.patches[0].model_copy(update={"name": "p4"})
    return design.model_copy(update={"patches": (*design.patches, again)})


def test_pulling_the_root_s_patch_changes_the_states(world: World) -> None:
    world.build(ring(4096, 8192, 12288))
    until(lambda: has_settled(world), SETTLED)
    design = ring(4096, 8192, 12288)
    pulled = tuple(
        patch.model_copy(update={"up": False}) if patch.name == "p3" else patch for patch in design.patches
    )
    world.build(design.model_copy(update={"patches": pulled}))
    assert facts(world)["patch", "p3"] == (("port state", "disabled at s1, disabled at s3"),)
    until(lambda: root(world, "s3") == "s1, through p2", SETTLED)
    until(
        lambda: facts(world)["patch", "p2"] == (("port state", "forwarding at s2, forwarding at s3"),),
        SETTLED,
    )


def test_a_root_that_is_a_stranger_is_told_by_its_mac(world: World) -> None:
    """Somebody may run a bridge of their own inside a sandbox."""
    world.build(ring(4096, 8192, 12288))
    world.do(
        "app1",
        "ip link add mine address 02:00:00:00:00:77 type bridge stp_state 1 priority 0 forward_delay 200;"
        "ip address flush dev eth0; ip link set eth0 master mine; ip link set mine up",
    )
    until(lambda: root(world, "s1") == "02:00:00:00:00:77, through app1.eth0", SETTLED)


def test_where_stp_is_off_nothing_is_told(world: World) -> None:
    world.build(labs.one_bridge())
    assert facts(world) == {}


def test_what_does_not_exist_has_no_facts(backend: KernelBackend) -> None:
    assert backend.facts("nowhere") == {}


def test_whoever_tends_the_topology_reports_the_tree(world: World) -> None:
    designs = Designs()
    designs.want(complete(ring(4096, 8192, 12288).model_copy(update={"name": world.name})))
    tender = Tender(world.backend, designs)
    tender.tend(world.name)
    until(lambda: has_settled(world), SETTLED)
    tender.tend(world.name)
    told = {(each.kind, each.name): each.facts for each in designs.last.objects}
    assert told["network", "s1"] == (("STP root", "this bridge"),)
    assert told["patch", "p2"] == (BLOCKED,)
    assert told["sandbox", "app1"] == ()
    assert designs.last.state == "in_sync"
    reports = len(designs.reports)
    tender.tend(world.name)
    assert len(designs.reports) == reports


def test_what_the_tree_becomes_is_told_without_asking(world: World, tmp_path: Path) -> None:
    designs = Designs()
    designs.want(complete(ring(4096, 8192, 12288).model_copy(update={"name": world.name})))

    def told(name: str) -> Facts:
        return next((each.facts for each in designs.last.objects if each.name == name), ())

    with closing(open_backend(tmp_path)) as backend:
        worker = Worker(backend, designs, resync=3600.0, beat=3600.0, threads=1)
        thread = Thread(target=worker.run)
        thread.start()
        try:
            until(lambda: designs.reports and told("p2") == (BLOCKED,), SETTLED)
            world.do(FABRIC, "ip link set p3-s3 type bridge_slave cost 5000")
            until(lambda: told("p3") == (("port state", "forwarding at s1, blocking at s3"),), SETTLED)
            until(lambda: told("s3") == (("STP root", "s1, through p2"),), SETTLED)
            world.do(FABRIC, "ip link set s1 type bridge priority 61440")
            until(lambda: designs.last.reason == PUT_BACK, SETTLED)
        finally:
            worker.stop()
            thread.join(timeout=20)
    assert set(designs.states) == {"applying", "in_sync", "drifted"}
