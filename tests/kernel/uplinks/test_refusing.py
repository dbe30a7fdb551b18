"""What an uplink must not do to the machine, and what keeps it from being made, with the remedy."""

import json
import sys
from pathlib import Path

import pytest

from engine.commands import script
from engine.lower import lower
from engine.names import host_link_name
from engine.planning import plan
from engine.uplinks import candidates
from tests.kernel.uplinks.building import OUT, OUT6, Document, Engine, ask, design, echo, published
from tests.kernel.uplinks.machine import ADDRESS, BEYOND, INTERNET, Machine
from topology.formats import native
from topology.ipam import complete

pytestmark = pytest.mark.usefixtures("clean")

LINK = host_link_name("lab", "out")


def refusal(engine: Engine, wanted: Document) -> str:
    """Why it cannot be built."""
    said = engine.tell("apply", wanted)
    assert not said["done"]
    return " ".join(said["failures"])


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("net.ipv4.ip_forward", "does not forward IPv4"),
        ("net.ipv6.conf.all.forwarding", "does not forward IPv6"),
    ],
)
def test_a_machine_that_does_not_route_is_left_so(
    machine: Machine, engine: Engine, setting: str, words: str
) -> None:
    machine.run("sysctl", "-qw", f"{setting}=0")
    before = machine.picture()
    try:
        said = refusal(engine, design())
        assert words in said and f"sysctl -w {setting}=1" in said
        assert machine.picture() == before
    finally:
        machine.run("sysctl", "-qw", f"{setting}=1")
    engine.apply(design())


def test_a_machine_that_stops_routing_is_noticed(machine: Machine, engine: Engine, lab: Document) -> None:
    machine.run("sysctl", "-qw", "net.ipv4.ip_forward=0")
    try:
        assert "as root: sysctl -w net.ipv4.ip_forward=1" in engine.tell("plan", lab)["wrong"][0]
        assert "does not forward" in refusal(engine, lab)
    finally:
        machine.run("sysctl", "-qw", "net.ipv4.ip_forward=1")
    assert engine.tell("plan", lab)["todo"] == []


@pytest.mark.parametrize("kind", ["tcp", "udp"])
def test_a_port_that_a_program_of_the_machine_has_is_not_taken_from_it(
    machine: Machine, engine: Engine, kind: str
) -> None:
    before = machine.picture()
    wanted = design("lab", (OUT,), published("5353-5363", protocol=kind))
    with echo(machine, "", kind, "5355"):
        said = refusal(engine, wanted)
        assert f"{kind} port 5355 of this machine is in use by a program that listens on ::" in said
        assert machine.picture() == before
        assert ask(machine.internet, kind, ADDRESS, 5355).endswith(" 5355")
    engine.apply(wanted)


def test_a_port_of_the_other_protocol_is_free(machine: Machine, engine: Engine) -> None:
    with echo(machine, "", "tcp", "5355"):
        engine.apply(design("lab", (OUT,), published("5355", protocol="udp")))


def test_a_program_that_comes_later_does_not_keep_an_uplink_from_repair(
    machine: Machine, engine: Engine, lab: Document
) -> None:
    with echo(machine, "", "tcp", "8080"):
        machine.do(f"ip link delete {LINK}")
        engine.apply(lab)


def test_a_port_that_another_topology_publishes_is_not_taken_from_it(
    machine: Machine, engine: Engine
) -> None:
    engine.apply(design("one", (OUT,), published("8080", to="80")))
    said = refusal(engine, design("two", (OUT,), published("8000-8100")))
    assert "tcp port 8080 of this machine is published already by network out of topology one" in said
    with echo(machine, "one.web", "tcp", "80"):
        assert ask(machine.internet, "tcp", ADDRESS, 8080) == f"{INTERNET} 80"


def test_an_uplink_that_hangs_keeps_no_other_topology_waiting(machine: Machine, engine: Engine) -> None:
    """Nor does it lose to the other one what it was to have."""
    assert engine.tell("hang", design("stuck", (OUT,), published("8080")))["begun"]
    try:
        engine.apply(design("sound", (OUT,), published("8081")))
        assert machine.reaches("sound.web", BEYOND)
        said = refusal(engine, design("sound", (OUT,), published("8080")))
        assert "tcp port 8080 of this machine is published already by network out of topology stuck" in said
    finally:
        healed = engine.tell("heal")
    assert healed["hung"] and healed["done"], healed
    assert machine.reaches("stuck.web", BEYOND)


def test_a_link_of_somebody_elses_under_our_name_is_left_alone(machine: Machine, engine: Engine) -> None:
    machine.do(f"ip link add {LINK} type bridge")
    before = machine.run("ip", "-o", "-d", "link", "show", LINK)
    try:
        assert "not Patchboard's" in refusal(engine, design())
        assert engine.destroy()["done"]
        assert machine.run("ip", "-o", "-d", "link", "show", LINK) == before
    finally:
        machine.do(f"ip link delete {LINK}")


def test_addresses_that_the_machine_uses_are_not_taken_for_the_link(machine: Machine, engine: Engine) -> None:
    first, second, *_ = candidates("lab", "out", 4)
    machine.do(f"ip route add {first.fabric} via {INTERNET}; ip route add {second.fabric} via {INTERNET}")
    try:
        engine.apply(design())
        assert first.host not in machine.run("ip", "-o", "address", "show", "dev", LINK)
        assert machine.reaches("lab.web", BEYOND)
        assert engine.destroy()["done"]
    finally:
        machine.do(f"ip route delete {first.fabric}; ip route delete {second.fabric}")


def test_an_engine_without_the_switch_refuses_whatever_is_planned(machine: Machine) -> None:
    before = machine.picture()
    off = Engine(machine, "--off")
    try:
        (problem,) = off.tell("obstacles", design())["problems"]
        assert problem.startswith("network out driver: this machine has no uplinks; ")
        assert "uplinks are switched off" in refusal(off, design())
        assert machine.picture() == before
        assert off.destroy()["done"]
    finally:
        off.close()


def test_an_engine_without_the_switch_takes_away_what_one_with_it_has_made(
    machine: Machine, engine: Engine
) -> None:
    before = machine.picture()
    engine.apply(design())
    off = Engine(machine, "--off")
    try:
        assert off.destroy()["done"]
        assert machine.picture() == before
    finally:
        off.close()


def test_strict_checks_of_sources_let_an_uplink_work(machine: Machine, engine: Engine) -> None:
    machine.do("sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.up0.rp_filter=1")
    try:
        engine.apply(design("lab", (OUT,), published("8080", to="80")))
        assert machine.reaches("lab.web", BEYOND)
        with echo(machine, "lab.web", "tcp", "80"):
            assert ask(machine.internet, "tcp", ADDRESS, 8080) == f"{INTERNET} 80"
        assert engine.destroy()["done"]
    finally:
        machine.do("sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.up0.rp_filter=0")


def test_a_firewall_that_drops_has_to_let_uplinks_through(machine: Machine, engine: Engine) -> None:
    """What accepts in one table does not overrule what drops in another one."""
    hook = "{ type filter hook forward priority 0; policy drop; }"
    machine.do(f"nft 'add table ip filter; add chain ip filter f {hook}'")
    try:
        engine.apply(design("lab", (OUT,)))
        assert not machine.reaches("lab.web", BEYOND)
        for way in ("iifname", "oifname"):
            machine.do(f"""nft 'add rule ip filter f {way} "pb-*" accept'""")
        assert machine.reaches("lab.web", BEYOND)
    finally:
        machine.do("nft delete table ip filter")


def test_what_a_plan_shows_as_commands_makes_the_same(
    machine: Machine, engine: Engine, tmp_path: Path
) -> None:
    wanted, edited = (
        design("lab", (OUT, OUT6), published(port, to="80"), published("53", protocol="udp"))
        for port in ("8080-8081", "9090")
    )
    for each in (wanted, edited):
        each["networks"][1] |= {"driver": "uplink"}
    before, after = (lower(complete(native.load(json.dumps(each)))).state for each in (wanted, edited))
    by_hand(machine, script("lab", plan({}, before)), tmp_path)
    assert engine.tell("plan", wanted)["todo"] == []
    assert machine.reaches("lab.web", BEYOND) and machine.reaches("lab.deep", BEYOND)
    by_hand(machine, script("lab", plan(before, after)), tmp_path)
    assert engine.tell("plan", edited)["todo"] == []
    by_hand(machine, script("lab", plan(after, {})), tmp_path)
    assert engine.tell("topologies")["topologies"] == []


def by_hand(machine: Machine, text: str, folder: Path) -> None:
    """What a person who follows a script has done."""
    file = folder / "commands.sh"
    file.write_text(text)
    machine.run("sh", str(file))


@pytest.mark.parametrize(("switch", "status", "said"), [("on", 0, ""), ("", 2, "PATCHBOARD_UPLINKS=on")])
def test_the_switch_is_an_environment_variable(
    machine: Machine, tmp_path: Path, switch: str, status: int, said: str
) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text(json.dumps(design("lab", (OUT,))))
    environment = ("env", f"PATCHBOARD_UPLINKS={switch}", f"PATCHBOARD_DATA={tmp_path}")
    done = machine.attempt(*environment, sys.executable, "-m", "engine", "apply", str(file))
    assert (done.returncode, said in done.stderr) == (status, True)


@pytest.mark.parametrize(("switch", "present"), [("on", True), ("", False), ("1", False)])
def test_the_doctor_says_whether_uplinks_are_on(
    machine: Machine, tmp_path: Path, switch: str, present: bool
) -> None:
    environment = ("env", f"PATCHBOARD_UPLINKS={switch}", f"PATCHBOARD_DATA={tmp_path}")
    said = json.loads(machine.run(*environment, sys.executable, "-m", "engine", "doctor", "--json"))
    found = {finding["what"]: finding for finding in said["findings"]}
    assert found["uplinks"]["present"] is present
    assert "PATCHBOARD_UPLINKS=on" in found["uplinks"]["remedy"]
    assert found["IPv4 forwarding"]["present"]
