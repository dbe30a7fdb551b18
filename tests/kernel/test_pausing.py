"""A paused sandbox: as if the machine hung, and going on where it was."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.serving import pid_of, said, served, shell, sleeper
from tests.kernel.test_loss import tables
from tests.kernel.waiting import until
from tests.kernel.world import World
from tests.require import require
from topology.values import Design, Endpoint, Network, NetworkOptions, Service

FIRST, SECOND, THIRD = "10.0.0.2", "10.0.0.3", "10.0.0.4"
COUNTING = "i=0; while :; do echo $((i+=1)); sleep 0.05; done"


def paused(design: Design, name: str = "app1") -> Design:
    sandboxes = (
        each.model_copy(update={"paused": True}) if each.name == name else each for each in design.sandboxes
    )
    return design.model_copy(update={"sandboxes": tuple(sandboxes)})


def stands_still(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def test_nothing_goes_in_or_out_and_its_links_stay_up(world: World) -> None:
    design = labs.one_bridge(3)
    world.build(design)
    (before,) = world.ip("app1", "link", "show", "eth0")
    assert world.build(paused(design)) == ()
    assert not world.pings("app1", SECOND) and not world.pings("app2", FIRST)
    assert world.pings("app2", THIRD)
    (after,) = world.ip("app1", "link", "show", "eth0")
    assert (after["ifindex"], after["operstate"]) == (before["ifindex"], "UP")
    assert world.build(design) == ()
    until(lambda: world.pings("app1", SECOND))
    assert (world.plan(), tables(world, FABRIC)) == ((), [])


def test_a_cable_to_a_paused_sandbox_is_silent(world: World) -> None:
    assert world.build(paused(labs.cable(), "left")) == ()
    assert world.plan() == ()
    assert not world.pings("right", "10.1.0.1")
    assert world.build(labs.cable()) == ()
    until(lambda: world.pings("right", "10.1.0.1"))


def test_what_is_on_top_of_another_network_is_silent_too(world: World) -> None:
    options = NetworkOptions(parent="lan1")
    top = Network(name="top", driver="macvlan", subnets=("10.9.0.0/24",), gateway=(), options=options)
    design = labs.one_bridge()
    ends = [Endpoint(sandbox=name, network="top") for name in ("app1", "app2")]
    design = design.model_copy(
        update={"networks": (*design.networks, top), "endpoints": (*design.endpoints, *ends)}
    )
    assert world.build(design) == ()
    (held,) = world.ip("app1", "-4", "address", "show", "eth1")
    address = held["addr_info"][0]["local"]
    assert world.pings("app2", address)
    assert world.build(paused(design)) == ()
    assert world.plan() == ()
    assert not world.pings("app2", address)
    assert world.build(design) == ()
    until(lambda: world.pings("app2", address))
    assert tables(world, "app1") == []


def test_rules_that_somebody_takes_away_are_put_back(world: World) -> None:
    world.build(paused(labs.one_bridge()))
    world.do(FABRIC, "nft flush ruleset")
    assert world.plan()
    assert world.reconcile().is_done
    assert not world.pings("app2", FIRST)


def test_its_services_stand_still_and_go_on(world: World) -> None:
    require("bwrap")
    design = served(shell(COUNTING), sleeper("other"))
    assert world.build(design) == ()
    pid = pid_of(world, "sleep 1000")
    assert pid
    assert world.build(paused(design)) == ()
    until(lambda: stands_still(pid))
    assert world.plan() == ()
    counted = said(world)
    os.kill(pid, signal.SIGCONT)
    until(lambda: stands_still(pid))
    assert said(world) == counted
    assert world.build(design) == ()
    until(lambda: said(world) != counted)
    assert said(world).startswith(counted) and pid_of(world, "sleep 1000") == pid


def test_a_service_of_a_sandbox_that_is_paused_from_the_beginning_starts_when_it_goes_on(
    world: World,
) -> None:
    require("bwrap")
    design = served(sleeper())
    assert world.build(paused(design)) == ()
    assert (world.plan(), pid_of(world, "sleep 1000")) == ((), None)
    assert world.build(design) == ()
    assert pid_of(world, "sleep 1000")


def test_a_paused_sandbox_can_be_taken_away(world: World) -> None:
    require("bwrap")
    design = served(sleeper())
    world.build(design)
    world.build(paused(design))
    world.destroy()
    assert pid_exists(world) is False


def pid_exists(world: World) -> bool:
    return Path(f"/run/netns/{world.netns('app1')}").exists()


ECHO = """
import socket
server = socket.create_server(("", 7))
connection = server.accept()[0]
while data := connection.recv(100):
    connection.sendall(data)
"""


@pytest.fixture
def caller(world: World) -> Iterator["subprocess.Popen[str]"]:
    """A process of app2's with a TCP connection to a service of app1's, which says each line back."""
    require("bwrap")
    world.build(served(Service(name="web", command=("python3", "-c", ECHO))))
    until(lambda: ":7 " in world.do("app1", "ss -Hltn"), 10, lambda: said(world))
    script = (
        "import socket, sys\n"
        "s = socket.create_connection(('10.0.0.2', 7))\n"
        "for line in sys.stdin:\n"
        "    s.sendall(line.encode()); print(s.recv(100).decode(), end='', flush=True)\n"
    )
    command = ["ip", "netns", "exec", world.netns("app2"), "python3", "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_a_connection_survives_a_short_pause(world: World, caller: "subprocess.Popen[str]") -> None:
    design = served(Service(name="web", command=("python3", "-c", ECHO)))
    say(caller, "before")
    assert heard(caller) == "before\n"
    world.build(paused(design))
    say(caller, "during")
    assert not world.pings("app2", FIRST)
    world.build(design)
    assert heard(caller) == "during\n"


def say(caller: "subprocess.Popen[str]", line: str) -> None:
    assert caller.stdin
    caller.stdin.write(f"{line}\n")
    caller.stdin.flush()


def heard(caller: "subprocess.Popen[str]") -> str:
    assert caller.stdout
    return caller.stdout.readline()
