"""Root inside a topology is nobody outside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.backends.kernel.identity import choose
from engine.backends.kernel.syscalls import owning_user_namespace
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.world import RUN_NETNS, World

INSIDE = """
import os, sys
from engine.backends.kernel.syscalls import *
from engine.backends.kernel import syscalls
sandbox, machine = os.open(sys.argv[1], os.O_RDONLY), os.open("/proc/self/ns/net", os.O_RDONLY)
setns(owning_user_namespace(sandbox), CLONE_NEWUSER)
setns(sandbox, CLONE_NEWNET)
os.setgroups([])
os.setresgid(0, 0, 0)
os.setresuid(0, 0, 0)
def attempt(act):
    try:
        return act()
    except OSError as error:
        return type(error).__name__ if not error.errno == 1 else "PermissionError"
"""


def inside(world: World, place: str, expression: str) -> str:
    """What root in the place's own user namespace gets for an expression."""
    program = f"{INSIDE}\nprint(attempt(lambda: {expression}))"
    command = [sys.executable, "-c", program, str(RUN_NETNS / world.netns(place))]
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def test_root_inside_cannot_read_the_machines_secrets(world: World) -> None:
    world.build(labs.one_bridge())
    assert inside(world, "app1", "os.getuid()") == "0"
    assert inside(world, "app1", "open('/etc/shadow').read()") == "PermissionError"


def test_root_inside_cannot_join_the_machines_network(world: World) -> None:
    world.build(labs.one_bridge())
    assert inside(world, "app1", "setns(machine, CLONE_NEWNET)") == "PermissionError"


def test_root_inside_can_configure_its_interfaces(world: World) -> None:
    world.build(labs.one_bridge())
    assert inside(world, "app1", "os.system('ip link set eth0 mtu 1400')") == "0"
    assert world.ip("app1", "link", "show", "eth0")[0]["mtu"] == 1400


def test_all_places_of_a_topology_have_one_user_namespace_of_its_own(world: World) -> None:
    world.build(labs.one_bridge(2))
    world.build(labs.one_bridge(4))
    owners = {owner_of(world, place) for place in (FABRIC, "app1", "app2", "app3", "app4")}
    assert len(owners) == 1
    assert owners != {Path("/proc/self/ns/user").stat().st_ino}


def test_two_topologies_have_two(world: World) -> None:
    other = World(world.backend)
    world.build(labs.one_bridge())
    other.build(labs.one_bridge())
    try:
        assert owner_of(world, FABRIC) != owner_of(other, FABRIC)
    finally:
        other.destroy()


def owner_of(world: World, place: str) -> int:
    descriptor = os.open(RUN_NETNS / world.netns(place), os.O_RDONLY)
    owner = owning_user_namespace(descriptor)
    try:
        return os.fstat(owner).st_ino
    finally:
        os.close(owner)
        os.close(descriptor)


@pytest.mark.parametrize(
    ("own_map", "count"),
    [("0 0 4294967295", "65536"), ("0 100000 65536", "1"), ("0 1000 1", "1")],
)
def test_a_topology_gets_as_many_ids_as_there_are_to_give(own_map: str, count: str) -> None:
    first, given = choose("lab", own_map).split()
    assert given == count
    assert int(first) + int(given) <= int(own_map.split()[2])


def test_a_topology_keeps_its_ids() -> None:
    machine = "0 0 4294967295"
    assert choose("lab", machine) == choose("lab", machine)
    assert len({choose(f"lab{n}", machine) for n in range(50)}) > 45
