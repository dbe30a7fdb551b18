"""What somebody in a terminal tries reaches neither the machine nor anybody else's sandboxes.

All is tried in one real terminal, by a program that is typed into it. What does no harm is tried outside as
well, where it succeeds: a probe that fails everywhere would prove nothing.
"""

import asyncio
import base64
import ctypes
import json
import os
import socket
import subprocess
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest

from engine.backends.kernel import cgroups
from engine.backends.kernel.backend import KernelBackend
from engine.backends.kernel.places import Places
from engine.console.machine import Machine
from engine.console.terminals.sessions import Sessions
from tests.engine.terminal_lines import eventually
from tests.kernel import labs
from tests.kernel.serving import processes, served, shell, state
from tests.kernel.terminal_probes import ALL_HARMFUL, ALL_HARMLESS, IN_GROUPS, of_the_machine
from tests.kernel.terminals import Typed, attached
from tests.kernel.test_confinement import WITNESS
from tests.kernel.world import World, run
from tests.require import require
from topology.values import Network

DRIVER = """
import json, subprocess
for what, command in json.load(open("/tmp/probes")).items():
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    print(json.dumps(["outcome", what, done.returncode, done.stderr[-300:]]), flush=True)
"""

Probes = dict[str, list[str]]
Outcomes = dict[str, tuple[int, str]]

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


@asynccontextmanager
async def terminal(lab: World) -> AsyncIterator[Typed]:
    machine = Machine("root", Places(10), Sessions())
    try:
        async with attached(machine, lab.name, sandbox="app1") as browser:
            await browser.begins()
            yield browser
    finally:
        await machine.aclose()


@pytest.fixture(scope="module")
def outcomes(lab: World, planted: Probes) -> Outcomes:
    """Exit status and complaint of all that is tried."""
    groups = IN_GROUPS if cgroups.can_be_made() else {}
    return asyncio.run(_tried(lab, {**ALL_HARMLESS, **ALL_HARMFUL, **planted, **groups}))


async def _tried(lab: World, probes: Probes) -> Outcomes:
    async with terminal(lab) as pc:
        await put(pc, "/tmp/probes", json.dumps(probes))
        await put(pc, "/tmp/driver", DRIVER)
        said = await pc.run("python3 /tmp/driver", 120)
    told = [json.loads(line) for line in said.splitlines() if line.startswith('["outcome"')]
    return {what: (status, complaint) for _, what, status, complaint in told}


async def put(pc: Typed, path: str, text: str) -> None:
    """A file, as somebody pastes one: in lines that a terminal takes."""
    packed = base64.encodebytes(zlib.compress(text.encode())).decode().replace("\n", "\r")
    unpacks = "import base64, sys, zlib; print(zlib.decompress(base64.b64decode(sys.stdin.read())).decode())"
    pc.say(f"python3 -c '{unpacks}' >{path} <<.\r{packed}.\r".encode())
    assert await pc.run("echo $?") == "0\n"


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
    async with terminal(lab) as bomber:
        bomber.say(f"{BOMB}\r".encode())
        await eventually(lambda: len(processes(lab, "app1")) > 100, 30)
        async with terminal(lab) as bystander:
            assert "3 received" in await bystander.run("ping -i 0.2 -c3 10.0.0.3", 60)
        assert state(lab, sandbox="app2") == "running"
