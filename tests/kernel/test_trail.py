"""Where the frames of a flow really went, on the real kernel."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

import pytest

from engine.backends.kernel import KernelBackend, flows
from engine.backends.kernel.places import Places
from engine.backends.kernel.tracing import trace
from engine.console.machine import Machine
from engine.console.packets import trail as instrument
from engine.console.packets.trail import TrailRequest
from engine.reach.packet import Kind
from engine.resources import FABRIC
from engine.trail.steps import Step
from engine.trail.trail import trail
from tests.kernel import labs
from tests.kernel.told import Told
from tests.kernel.world import World
from tests.require import require
from topology.ipam import complete
from topology.values import Design, Endpoint, Sandbox


def design(b_is_plugged_in: bool = True) -> Design:
    """a and other on lan1, b on lan2, and a router between the two."""
    routed = labs.router_between_two()
    ends = [
        each.model_copy(update={"up": b_is_plugged_in or each.sandbox != "b"}) for each in routed.endpoints
    ]
    other = Endpoint(sandbox="other", network="lan1", addresses=("10.0.1.9/24",))
    return routed.model_copy(
        update={"sandboxes": (*routed.sandboxes, Sandbox(name="other")), "endpoints": (*ends, other)}
    )


@pytest.fixture(scope="module")
def world(backend: KernelBackend) -> Iterator[World]:
    require("tcpdump")
    made = World(backend)
    assert made.build(design()) == ()
    yield made
    made.destroy()


@pytest.fixture(scope="module")
def places() -> Iterator[Places]:
    with closing(Places(16)) as opened:
        yield opened


WATCHED = [FABRIC, "a", "b", "other", "router"]


def named(world: World, drawn: Design) -> Design:
    return complete(drawn.model_copy(update={"name": world.name}))


def traced(
    world: World,
    places: Places,
    kind: Kind = "ping",
    port: int | None = None,
    forget: bool = True,
    drawn: Design | None = None,
) -> tuple[str, Sequence[Step]]:
    """Why b did not answer a, and the steps."""
    found = trace(world.name, places, WATCHED, "a", "b", kind, "10.0.2.1", port, forget)
    assert found.missed == 0
    return found.failure, trail(named(world, drawn or design()), WATCHED, found.frames)


@contextmanager
def ruled(world: World, chain: str, rule: str) -> Iterator[None]:
    """The router with a rule in a chain of that type, meanwhile."""
    require("nft")
    world.do("router", f"nft add table ip n; nft add chain ip n c '{{type {chain};}}'")
    world.do("router", f"nft add rule ip n c {rule}")
    try:
        yield
    finally:
        world.do("router", "nft delete table ip n")


def ways(steps: Sequence[Step], summary: str) -> list[str]:
    return [f"{step.start} → {step.end}" for step in steps if step.said.summary.startswith(summary)]


def test_a_ping_goes_over_each_cable_there_and_back(world: World, places: Places) -> None:
    failure, steps = traced(world, places)
    assert failure == ""
    assert ways(steps, "echo request") == ["a → lan1", "lan1 → router", "router → lan2", "lan2 → b"]
    assert ways(steps, "echo reply") == ["b → lan2", "lan2 → router", "router → lan1", "lan1 → a"]


def test_each_is_asked_for_before_it_is_sent_to(world: World, places: Places) -> None:
    _, steps = traced(world, places)
    summaries = [step.said.summary for step in steps]
    asked = summaries.index("Who has 10.0.1.254? Tell 10.0.1.1")
    went = summaries.index("echo request, number 1")
    asked_on = summaries.index("Who has 10.0.2.1? Tell 10.0.2.254")
    assert asked < went < asked_on


def test_a_ping_of_ipv6_is_followed_as_well(world: World, places: Places) -> None:
    for place, address in {"a": "fd00::1/64", "other": "fd00::9/64"}.items():
        world.do(place, f"sysctl -qw net.ipv6.conf.eth0.disable_ipv6=0; ip addr add {address} dev eth0 nodad")
    found = trace(world.name, places, WATCHED, "a", "other", "ping", "fd00::9", None, forget=True)
    steps = trail(named(world, design()), WATCHED, found.frames)
    assert found.failure == ""
    assert ways(steps, "echo request") == ["a → lan1", "lan1 → other"]
    assert ways(steps, "echo reply") == ["other → lan1", "lan1 → a"]


def test_what_others_ping_meanwhile_is_no_part_of_it_and_does_not_hold_it_up(
    world: World, places: Places
) -> None:
    command = ["ip", "netns", "exec", world.netns("a"), "ping", "-n", "-i", "0.02", "10.0.2.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and any("bytes from" in line for line in process.stdout)
        began = time.monotonic()
        failure, steps = traced(world, places)
        took = time.monotonic() - began
        process.kill()
    assert (failure, len(ways(steps, "echo request"))) == ("", 4)
    assert took < flows.PATIENCE


def test_whom_it_knows_a_sandbox_does_not_ask_for(world: World, places: Places) -> None:
    traced(world, places)
    _, steps = traced(world, places, forget=False)
    assert {step.said.protocol for step in steps} == {"ICMP"}


def test_everybody_hears_a_question_and_one_answers(world: World, places: Places) -> None:
    _, steps = traced(world, places)
    question = [step for step in steps if step.said.summary == "Who has 10.0.1.254? Tell 10.0.1.1"]
    assert {(step.end, step.ending.outcome if step.ending else "") for step in question} == {
        ("lan1", ""),
        ("other", "not for it"),
        ("router", "delivered"),
    }
    copies = [step.turn for step in question if step.start == "lan1"]
    assert len(copies) == 2 and len({*copies}) == 1


def test_the_router_takes_one_off_the_ttl_and_changes_the_mac_addresses(world: World, places: Places) -> None:
    _, steps = traced(world, places)
    step = next(each for each in steps if each.start == "router" and each.said.protocol == "ICMP")
    assert {(each.layer, each.field) for each in step.changed} == {
        ("Ethernet", "destination"),
        ("Ethernet", "source"),
        ("IPv4", "TTL"),
    }
    assert [(each.before, each.after) for each in step.changed if each.field == "TTL"] == [("64", "63")]


def test_address_translation_is_seen_as_a_change(world: World, places: Places) -> None:
    with ruled(world, "nat hook postrouting priority 100", "oifname eth1 masquerade"):
        failure, steps = traced(world, places)
    assert failure == ""
    translated = {
        (each.field, each.before, each.after)
        for step in steps
        for each in step.changed
        if each.layer == "IPv4" and each.field != "TTL"
    }
    assert translated == {("source", "10.0.1.1", "10.0.2.254"), ("destination", "10.0.2.254", "10.0.1.1")}


def test_a_tcp_connection_is_opened_used_and_closed(world: World, places: Places) -> None:
    failure, steps = traced(world, places, "tcp")
    assert failure == ""
    flags = [
        step.layers[2].get("flags") for step in steps if step.start == "a" and step.said.protocol == "TCP"
    ]
    assert flags[0] == "SYN" and any("FIN" in each for each in flags)


def test_a_datagram_is_answered(world: World, places: Places) -> None:
    failure, steps = traced(world, places, "udp")
    assert failure == ""
    assert ways([step for step in steps if step.said.protocol == "UDP"], "")[-1] == "lan1 → a"


def test_a_port_that_nobody_listens_at_refuses(world: World, places: Places) -> None:
    failure, steps = traced(world, places, "tcp", port=9)
    assert failure == "connection refused"
    flags = [
        step.layers[2].get("flags") for step in steps if step.start == "b" and step.said.protocol == "TCP"
    ]
    assert flags == ["RST, ACK"]


async def test_what_a_rule_about_a_port_drops_ends_where_it_does_by_its_name(
    world: World, places: Places
) -> None:
    told = Told(named(world, design()))
    request = TrailRequest.model_validate({"from": "a", "to": "b", "kind": "tcp", "port": 80})
    with ruled(world, "filter hook forward priority 0", "tcp dport 80 drop"):
        await instrument.run(told, request, Machine("root", places))
    (found,) = told.of("trail")
    assert found["failure"] == "no answer within 4 seconds"
    last = [step for step in found["steps"] if step["protocol"] == "TCP"][-1]
    assert (last["to"], last["ending"]["outcome"]) == ("router", "dropped")
    assert last["ending"]["words"].startswith("rule 2 of chain c in table ip n drops it in router")


async def test_a_pulled_cable_is_where_the_question_ends(world: World, places: Places) -> None:
    world.build(design(b_is_plugged_in=False))
    told = Told(named(world, design(b_is_plugged_in=False)))
    request = TrailRequest.model_validate({"from": "a", "to": "b"})
    try:
        await instrument.run(told, request, Machine("root", places))
    finally:
        world.build(design())
    (found,) = told.of("trail")
    assert found["failure"] == "it is unreachable"
    assert "the cable of b.eth0 is pulled" in found["hint"]
    question = [step for step in found["steps"] if step["summary"] == "Who has 10.0.2.1? Tell 10.0.2.254"]
    assert {(step["from"], step["to"], step["ending"]["outcome"]) for step in question} == {
        ("router", "lan2", "dropped")
    }
    assert all("b.eth0" in step["ending"]["words"] for step in question)
