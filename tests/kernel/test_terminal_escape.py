"""What somebody in a terminal tries reaches neither the machine nor anybody else's sandboxes.

All is tried in one real terminal, by a program that is typed into it. What does no harm is tried outside as
well, where it succeeds: a probe that fails everywhere would prove nothing.
"""

import asyncio
import ctypes
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.backends.kernel import cgroups
from engine.backends.kernel.backend import KernelBackend
from tests.engine.terminal_lines import eventually
from tests.kernel import labs
from tests.kernel.ordinary_user import Ordinary
from tests.kernel.serving import processes, served, shell, state
from tests.kernel.terminal_probes import ALL_HARMFUL, ALL_HARMLESS, IN_GROUPS, of_the_machine
from tests.kernel.terminal_trying import Outcomes, Probes, terminal, tried
from tests.kernel.test_confinement import WITNESS
from tests.kernel.world import World, run
from tests.require import require
from topology.values import Network

BOMB = ":(){ :|:& };: 2>/dev/null"


@pytest.fixture(scope="module")
def lab(backend: KernelBackend) -> Iterator[World]:
    """A topology with a service in it that counts on."""
    for program in ("bwrap", "bash", "python3", "unshare", "nsenter", "nft", "ping", "mknod", "dmesg"):
        require(program)
    world = World(backend)
    counts = shell("while true; do sleep 0.1; date >/tmp/now; done")
    assert world.build(served(counts, sandbox="app2")) == ()
    yield world
    world.destroy()


@pytest.fixture(scope="module")
def other(backend: KernelBackend) -> Iterator[World]:
    world = World(backend)
    assert world.build(labs.one_bridge(network=Network(name="lan1", subnets=("10.77.0.0/24",)))) == ()
    yield world
    world.destroy()


@pytest.fixture(scope="module")
def planted(other: World) -> Iterator[Probes]:
    """Probes at things of the machine that are there while they are tried."""
    with _witness(), _listening() as (port, abstract), _memory() as memory:
        theirs = other.ip("app2", "address", "show", "dev", "eth0")[0]["addr_info"][0]["local"]
        yield of_the_machine(os.getpid(), port, abstract, memory, other.netns("app1"), theirs)


@contextmanager
def _witness() -> Iterator[None]:
    """A file in the machine's /tmp, and an interface of its network."""
    link = f"probe{os.getpid()}"
    WITNESS.touch()
    run("ip", "link", "add", link, "up", "type", "bridge")
    yield
    run("ip", "link", "delete", link)
    WITNESS.unlink()


@contextmanager
def _listening() -> Iterator[tuple[int, str]]:
    name = f"patchboard-probe-{os.getpid()}"
    with socket.create_server(("127.0.0.1", 0)) as at_port, socket.socket(socket.AF_UNIX) as by_name:
        by_name.bind(f"\0{name}")
        by_name.listen()
        yield at_port.getsockname()[1], name


@contextmanager
def _memory() -> Iterator[int]:
    """A segment that processes share who know its key."""
    libc = ctypes.CDLL(None)
    key = 0x70000000 + os.getpid()
    segment = libc.shmget(key, 4096, 0o1666)
    assert segment >= 0
    yield key
    libc.shmctl(segment, 0, None)


@pytest.fixture(scope="module")
def outcomes(lab: World, planted: Probes) -> Outcomes:
    """Exit status and complaint of all that is tried."""
    groups = IN_GROUPS if cgroups.can_be_made() else {}
    return asyncio.run(tried(lab.name, {**ALL_HARMLESS, **ALL_HARMFUL, **planted, **groups}))


def test_at_least_so_much_is_tried(outcomes: Outcomes) -> None:
    assert len(outcomes) >= 60


@pytest.mark.parametrize("what", [*ALL_HARMLESS, *ALL_HARMFUL])
def test_nobody_in_a_terminal_can(outcomes: Outcomes, what: str) -> None:
    status, complaint = outcomes[what]
    assert status != 0
    assert "SyntaxError" not in complaint and "not found" not in complaint


def test_nor_reach_anything_of_the_machine(outcomes: Outcomes, planted: Probes) -> None:
    assert [what for what in planted if outcomes[what][0] == 0] == []


def test_nor_take_a_lot_of_memory(outcomes: Outcomes) -> None:
    if not cgroups.can_be_made():
        pytest.skip("this machine has no control groups")
    assert [what for what in IN_GROUPS if outcomes[what][0] == 0] == []


def test_nobody_can_in_an_ordinary_users_sandboxes_either(user: Ordinary) -> None:
    assert user.engine("apply").returncode == 0
    command = (sys.executable, "-m", "tests.kernel.terminal_trying", str(user.folder / "run"), user.name)
    done = user.run(*command)
    assert done.returncode == 0, done.stderr
    outcomes: Outcomes = json.loads(done.stdout)
    assert outcomes.keys() == {**ALL_HARMLESS, **ALL_HARMFUL}.keys()
    assert [what for what, (status, _) in outcomes.items() if status == 0] == []


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("what", ALL_HARMLESS)
def test_the_probe_succeeds_outside(what: str) -> None:
    assert subprocess.run(ALL_HARMLESS[what], capture_output=True, check=False).returncode == 0


def test_so_do_those_at_the_machine(planted: Probes) -> None:
    failed = {
        what: done.stderr
        for what, command in planted.items()
        if (done := subprocess.run(command, capture_output=True, text=True, check=False)).returncode
    }
    assert failed == {}


def test_a_fork_bomb_stops_neither_services_nor_other_terminals(lab: World) -> None:
    asyncio.run(_bombed(lab))
    assert processes(lab, "app1") == {}
    assert state(lab, sandbox="app2") == "running"


async def _bombed(lab: World) -> None:
    async with terminal(lab.name) as bomber:
        bomber.say(f"{BOMB}\r".encode())
        await eventually(lambda: len(processes(lab, "app1")) > 100, 30)
        async with terminal(lab.name) as bystander:
            assert "3 received" in await bystander.run("ping -i 0.2 -c3 10.0.0.3", 60)
        assert state(lab, sandbox="app2") == "running"
