"""Frames are captured as they pass, at any endpoint, patch or bridge, and no others."""

import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest

from engine.backends.kernel import KernelBackend, bpf
from engine.backends.kernel.bpf import BadFilter
from engine.backends.kernel.capture import Capture
from engine.backends.kernel.places import Places
from engine.console.line import Refusal
from engine.console.machine import Machine
from engine.console.packets import capture
from engine.console.packets.capture import CaptureRequest
from engine.packets.frame import Frame
from engine.packets.layers import dissect
from engine.packets.points import named
from engine.packets.telling import line
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.told import Told
from tests.kernel.world import World
from tests.require import require
from topology.ipam import complete
from topology.values import Design, Patch

Shown = list[tuple[str, bool, str]]
"""Where a frame was taken, whether it was sent there, and what it is."""


def design() -> Design:
    """a on lan1, b on lan2, a router between them, and a third switch patched to lan1."""
    routed = labs.router_between_two()
    spare = routed.networks[0].model_copy(update={"name": "lan3", "subnets": (), "gateway": ()})
    return routed.model_copy(
        update={
            "networks": (*routed.networks, spare),
            "patches": (Patch(name="p1", networks=("lan1", "lan3")),),
        }
    )


@pytest.fixture(scope="module")
def world(backend: KernelBackend) -> Iterator[World]:
    made = World(backend)
    assert made.build(design()) == ()
    made.pings("a", "10.0.2.1")
    yield made
    made.destroy()


@pytest.fixture(scope="module")
def places(world: World) -> Iterator[Places]:
    with closing(Places(16)) as opened:
        yield opened


@pytest.fixture
def machine(places: Places) -> Machine:
    return Machine("root", places)


def deployed(world: World) -> Design:
    return complete(design().model_copy(update={"name": world.name}))


def compiled(world: World, places: Places, text: str) -> bpf.Code:
    require("tcpdump")
    with places.visit(world.name, FABRIC) as fabric:
        return bpf.compiled(text, fabric)


def captured(world: World, places: Places, *names: str, text: str = "icmp", during: str = "") -> Shown:
    """What is taken at these points while a pings b once, or does something else."""
    points = named(deployed(world), names)
    where = [(each.place, each.link) for each in points.values()]
    with closing(Capture(world.name, places, where, compiled(world, places, text))) as opened:
        world.do("a", during or "ping -n -c1 -W3 10.0.2.1")
        frames = _all(opened)
    called = list(points)
    return [(called[number], frame.outgoing, line(dissect(frame.data)).summary) for number, frame in frames]


def _all(opened: Capture) -> list[tuple[int, Frame]]:
    found: list[tuple[int, Frame]] = []
    while more := opened.take(0.2):
        found += more
    return found


REQUEST, REPLY = "echo request, number 1", "echo reply, number 1"


def test_at_an_endpoint_a_ping_comes_in_and_its_answer_goes_out(world: World, places: Places) -> None:
    assert captured(world, places, "a.eth0") == [("a.eth0", False, REQUEST), ("a.eth0", True, REPLY)]


def test_several_points_are_in_the_order_of_the_kernels_clock(world: World, places: Places) -> None:
    shown = captured(world, places, "b.eth0", "a.eth0")
    assert [(where, what) for where, _, what in shown] == [
        ("a.eth0", REQUEST),
        ("b.eth0", REQUEST),
        ("b.eth0", REPLY),
        ("a.eth0", REPLY),
    ]


def test_at_a_bridge_all_that_it_forwards_is_seen(world: World, places: Places) -> None:
    assert [what for _, _, what in captured(world, places, "lan1")] == [REQUEST, REPLY]


def test_at_a_patch_only_what_crosses_it_is_seen(world: World, places: Places) -> None:
    assert captured(world, places, "p1") == []
    asking = "ip neigh flush all; ping -n -c1 -W3 10.0.2.1"
    assert [what for _, _, what in captured(world, places, "p1", text="arp", during=asking)] == [
        "Who has 10.0.1.254? Tell 10.0.1.1"
    ]


def test_what_the_filter_leaves_out_is_not_taken(world: World, places: Places) -> None:
    assert captured(world, places, "a.eth0", text="udp port 53") == []


def test_a_vlan_tag_is_part_of_the_frame_again(world: World, places: Places) -> None:
    send = (
        "import socket; s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW); s.bind(('eth0', 0)); "
        "s.send(bytes.fromhex('ffffffffffff020000000001810000070806') + bytes(46))"
    )
    points = named(deployed(world), ["a.eth0"])
    where = [(each.place, each.link) for each in points.values()]
    with closing(Capture(world.name, places, where, compiled(world, places, "vlan 7"))) as opened:
        world.do("a", f'python3 -c "{send}"')
        ((_, frame),) = _all(opened)
    assert dissect(frame.data)[1].get("VLAN") == "7"
    assert frame.length == len(frame.data) == 64


def test_what_the_kernel_had_no_room_for_is_counted(world: World, places: Places) -> None:
    where = [(FABRIC, "a-eth0")]
    with closing(Capture(world.name, places, where, compiled(world, places, "icmp"))) as opened:
        world.do("a", "ping -n -f -q -c 3000 -s 1400 -W 1 10.0.2.1")
        assert opened.missed() > 0


def test_a_bad_filter_is_told_with_tcpdumps_words(world: World, places: Places) -> None:
    with pytest.raises(BadFilter, match="syntax error"):
        compiled(world, places, "from here to there")


def test_a_filter_is_never_an_option(world: World, places: Places) -> None:
    with pytest.raises(BadFilter, match="syntax error"):
        compiled(world, places, "-r /etc/passwd")


async def instrument(world: World, machine: Machine, told: Told, **request: Any) -> list[Mapping[str, Any]]:
    await capture.run(told, CaptureRequest.model_validate(request), machine)
    return [each for message in told.of("frames") for each in message["frames"]]


def pinging(world: World, count: int) -> Told:
    """A browser whose person pings b from a so many times, as soon as the capture has started."""
    command = [
        "ip",
        "netns",
        "exec",
        world.netns("a"),
        "ping",
        "-q",
        "-n",
        "-i0.01",
        f"-c{count}",
        "10.0.2.1",
    ]

    def heard(message: Mapping[str, Any]) -> None:
        if message["type"] == "started":
            threading.Thread(target=subprocess.run, args=(command,), kwargs={"capture_output": True}).start()

    return Told(deployed(world), heard=heard)


async def test_a_capture_ends_with_the_frames_that_were_asked_for(world: World, machine: Machine) -> None:
    told = pinging(world, 20)
    frames = await instrument(world, machine, told, points=["a.eth0"], filter="icmp", frames=7)
    assert [each["number"] for each in frames] == list(range(1, 8))
    assert told.of("ended")[0]["reason"] == "it holds 7 frames, as many as were asked for"


async def test_a_capture_ends_with_its_time(world: World, machine: Machine) -> None:
    told = Told(deployed(world))
    assert await instrument(world, machine, told, points=["p1"], filter="udp port 9", seconds=1) == []
    assert told.of("ended")[0]["reason"] == "1 s have passed, as long as was asked for"


async def test_a_capture_ends_when_what_it_watches_is_taken_away(backend: KernelBackend) -> None:
    made = World(backend)
    assert not made.build(design())

    def heard(message: Mapping[str, Any]) -> None:
        if message["type"] == "started":
            made.destroy()

    with closing(Places(10)) as places:
        told = Told(deployed(made), heard=heard)
        await instrument(made, Machine("root", places), told, points=["a.eth0"], seconds=60)
    assert (
        told.of("ended")[0]["reason"] == "what was watched has been taken away; deploy, then start it again"
    )


async def test_while_a_browser_takes_nothing_what_passes_is_dropped_and_counted(
    world: World, machine: Machine
) -> None:
    told = pinging(world, 1)
    start = told.heard

    def heard(message: Mapping[str, Any]) -> None:
        start(message)
        if message["type"] == "frames" and len(told.of("frames")) == 1:
            world.do("a", "ping -n -f -q -c 6000 -s 1400 -W 1 10.0.2.1")

    told.heard = heard
    await instrument(world, machine, told, points=["a.eth0"], filter="icmp", frames=500)
    assert told.of("frames")[0]["missed"] == 0
    assert told.of("ended")[0]["missed"] > 0
    assert max(len(message["frames"]) for message in told.of("frames")) <= 200


async def test_a_row_says_what_the_frame_is_and_holds_it(world: World, machine: Machine) -> None:
    frame, *_ = await instrument(world, machine, pinging(world, 3), points=["a"], filter="icmp", frames=1)
    assert (frame["source"], frame["destination"], frame["protocol"]) == ("10.0.1.1", "10.0.2.1", "ICMP")
    assert [layer[0] for layer in frame["layers"]] == ["Ethernet", "IPv4", "ICMP", "Echo", "Data"]
    assert 0 < frame["time"] < 60 * 10**9


async def test_a_bad_filter_is_refused(world: World, machine: Machine) -> None:
    with pytest.raises(Refusal, match=r"^filter: .*syntax error"):
        await instrument(world, machine, Told(deployed(world)), points=["a.eth0"], filter="foo bar")


async def test_what_is_not_deployed_is_refused_by_its_name(world: World, machine: Machine) -> None:
    with pytest.raises(Refusal, match="nobody has no link to capture at"):
        await instrument(world, machine, Told(deployed(world)), points=["nobody"])
