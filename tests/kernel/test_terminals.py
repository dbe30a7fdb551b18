"""Terminals in real sandboxes: what a person does with them, and that nothing of them is left."""

import asyncio
import os
import pwd
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from engine.backends.kernel import cgroups, inside, terminals
from engine.backends.kernel.backend import KernelBackend
from engine.backends.kernel.place import Missing
from engine.backends.kernel.places import Places
from engine.console.line import Refusal
from engine.console.machine import Machine
from engine.console.terminals.limits import Limits
from engine.console.terminals.sessions import Sessions
from engine.resources import FABRIC
from tests.engine.terminal_lines import eventually
from tests.kernel import labs
from tests.kernel.serving import processes
from tests.kernel.terminals import Typed, attached
from tests.kernel.waiting import until
from tests.kernel.world import World
from tests.require import require

TOOLS = {
    "ip": "ip address show dev eth0",
    "ping": "ping -c1 -W3 10.0.0.3",
    "traceroute": "traceroute -n -m3 10.0.0.3",
    "tcpdump": "(ping -i0.2 -c50 10.0.0.3 &) ; tcpdump -c1 -n -i eth0 -w /tmp/one icmp",
    "nft": "nft add table inet mine",
    "ss": "ss -tn",
    "curl": "curl -V",
    "dig": "dig -v",
    "iperf3": "iperf3 -s -1 -D; until iperf3 -c 127.0.0.1 -n 1M; do sleep 0.1; done",
    "arping": "arping -c1 -I eth0 10.0.0.3",
}
"""What each is asked to do."""

LIMITS = Limits(of_one=150, of_all=150, linger=1.0)


@pytest.fixture(scope="module")
def lab(backend: KernelBackend) -> Iterator[World]:
    require("bwrap")
    require("bash")
    world = World(backend)
    assert world.build(labs.one_bridge()) == ()
    yield world
    world.destroy()


@pytest.fixture
async def machine() -> AsyncIterator[Machine]:
    made = Machine("root", Places(10), Sessions(LIMITS))
    yield made
    await made.aclose()


@pytest.fixture
async def pc(machine: Machine, lab: World) -> AsyncIterator[Typed]:
    async with attached(machine, lab.name, sandbox="app1", columns=100, rows=30) as browser:
        await browser.begins()
        yield browser


async def test_the_prompt_says_where_one_is(pc: Typed, lab: World) -> None:
    assert f"root@app1({lab.name}):~# " in pc.text


async def test_nobody_gets_into_the_fabric(machine: Machine, lab: World) -> None:
    """It holds every bridge, and the way out through an uplink."""
    with pytest.raises(Missing):
        terminals.prepare(machine.places, lab.name, FABRIC)
    with pytest.raises(Missing):
        await inside.run(machine.places, lab.name, FABRIC, ["true"])


async def test_it_is_in_its_sandbox(pc: Typed) -> None:
    assert "10.0.0.2/24" in await pc.run("ip -br address show eth0")
    assert "1 received" in await pc.run("ping -c1 -W3 10.0.0.3")


async def test_root_in_it_is_nobody_outside(pc: Typed, lab: World) -> None:
    assert await pc.run("id -u") == "0\n"
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in processes(lab, "app1")}
    assert owners.isdisjoint(user.pw_uid for user in pwd.getpwall())
    assert owners


async def test_it_sees_the_sandboxs_own_names(pc: Typed) -> None:
    assert "app2" in await pc.run("cat /etc/hosts")


async def test_it_can_be_written_to_by_the_names_of_its_descriptors(pc: Typed) -> None:
    assert await pc.run("echo seen >/dev/stderr") == "seen\n"
    assert await pc.run("echo seen >/dev/tty") == "seen\n"


async def test_it_has_the_size_of_its_window(pc: Typed) -> None:
    assert await pc.run("stty size") == "30 100\n"
    pc.say({"type": "resize", "columns": 132, "rows": 50})
    await eventually(lambda: pc.told[-1]["columns"] == 132)
    assert await pc.run("stty size") == "50 132\n"


@pytest.mark.parametrize("tool", TOOLS)
async def test_what_a_network_class_needs_runs_in_it(pc: Typed, tool: str) -> None:
    require(tool)
    said = await pc.run(f"{{ {TOOLS[tool]}; }} >/tmp/said 2>&1; echo status $?; tail -3 /tmp/said", 30)
    assert "status 0\n" in said


async def test_a_key_interrupts_what_runs(pc: Typed, lab: World) -> None:
    pc.say(b"sleep 1000\r")
    await eventually(lambda: "sleep 1000" in processes(lab, "app1").values())
    pc.say(b"\x03")
    assert await pc.run("echo $?") == "130\n"


async def test_jobs_are_stopped_and_taken_up_again(pc: Typed, lab: World) -> None:
    pc.say(b"sleep 1000\r")
    await eventually(lambda: "sleep 1000" in processes(lab, "app1").values())
    pc.say(b"\x1a")
    await pc.reads_until("Stopped")
    assert "Running" in await pc.run("bg; jobs")
    assert "143" in await pc.run("kill %1; wait %1; echo $?")


async def test_letters_of_several_bytes_are_erased_whole(pc: Typed) -> None:
    pc.say(b"echo begin; cat\r")
    await pc.reads_until("begin\r\n")
    pc.say("ä\x7fb\r\x04".encode())
    await pc.reads_until("\r\nb\r\n")


async def test_a_reload_shows_what_was_shown_and_what_runs_goes_on(machine: Machine, lab: World) -> None:
    async with attached(machine, lab.name, sandbox="app1") as before:
        await before.begins()
        await before.run("cd /tmp; kept=yes")
    async with attached(machine, lab.name, id=before.id) as after:
        await after.reads_until("cd /tmp; kept=yes")
        assert await after.run("echo $kept $PWD") == "yes /tmp\n"


async def test_nothing_runs_any_more_when_nobody_comes_back(machine: Machine, lab: World) -> None:
    async with attached(machine, lab.name, sandbox="app1") as pc:
        await pc.begins()
        await pc.run("{ (trap '' HUP TERM; exec sleep 1000) & disown; sleep 1000 & }")
        await eventually(lambda: any("sleep" in each for each in processes(lab, "app1").values()))
    await eventually(lambda: not machine.is_busy)
    assert processes(lab, "app1") == {}
    with pytest.raises(Refusal, match="has ended"):
        async with attached(machine, lab.name, id=pc.id):
            pass


async def test_it_ends_with_its_shell(pc: Typed) -> None:
    pc.say(b"exit 7\r")
    await eventually(lambda: pc.told[-1]["type"] == "ended")
    assert pc.told[-1] == {"type": "ended", "status": 7, "reason": ""}


async def test_a_sandbox_that_is_not_there_has_none(machine: Machine, lab: World) -> None:
    with pytest.raises(Refusal, match="app9 is not deployed; press Deploy"):
        async with attached(machine, lab.name, sandbox="app9"):
            pass
    assert not machine.is_busy


async def test_a_sandbox_that_goes_takes_its_terminals_along(
    backend: KernelBackend, machine: Machine
) -> None:
    world = World(backend)
    assert world.build(labs.one_bridge()) == ()
    async with attached(machine, world.name, sandbox="app1") as pc:
        await pc.begins()
        assert await asyncio.to_thread(world.destroy) == ()
        await eventually(lambda: pc.told[-1]["type"] == "ended")
    assert world.names() == set()


async def test_a_hundred_that_are_torn_away_leave_nothing(machine: Machine, lab: World) -> None:
    for sandbox in ("app1", "app2"):  # what is opened once and stays
        async with attached(machine, lab.name, sandbox=sandbox) as first:
            await first.begins()
    await eventually(lambda: not machine.is_busy)
    await eventually(lambda: not left()["groups"])
    before = left()
    lines = [attached(machine, lab.name, sandbox=f"app{1 + number % 2}") for number in range(100)]
    browsers = [await line.__aenter__() for line in lines]
    for browser in browsers:
        await browser.begins()
    assert len(processes(lab, "app1")) >= 100
    for line in lines:
        await line.__aexit__(None, None, None)
    await eventually(lambda: not machine.is_busy, 60)
    await eventually(lambda: left() == before)
    assert processes(lab, "app1") == processes(lab, "app2") == {}


def left() -> dict[str, object]:
    """What this process has, its ends of terminals among its descriptors, and what it has on the machine."""
    cgroups.clear()  # of what had not died yet when it was closed
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    groups = [each for top in cgroups.tops() for each in (top / "patchboard").glob(f"{os.getpid()}.*")]
    return {
        "descriptors": len(os.listdir("/proc/self/fd")),  # noqa: PTH208
        "children": children,
        "groups": groups,
    }


def test_they_end_with_the_console_however_that_ends(lab: World) -> None:
    command = [sys.executable, "-m", "tests.kernel.terminal_opener", lab.name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as console:
        assert console.stdout and console.stdout.readline() == "open\n"
        assert any("sleep" in each for each in processes(lab, "app1").values())
        console.kill()
    until(lambda: not processes(lab, "app1"), 10, lambda: processes(lab, "app1"))
