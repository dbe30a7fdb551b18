"""A bridge is told where to find an address, and nobody else tells it anything for long."""

import json
import socket
import sys
from contextlib import closing, suppress

import pytest

from engine.backends.kernel import fdb, netlink, rtnetlink
from engine.backends.kernel.events import Ear
from engine.backends.kernel.place import go
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.world import World, run
from topology.values import Design, FdbEntry, Network, NetworkOptions, Patch

MAC, OTHER = "02:00:00:00:aa:01", "02:00:00:00:aa:02"


def told(*entries: tuple[str, str], sandboxes: int = 2) -> Design:
    """Apps on lan1, which is patched to lan2; lan1's entries."""
    design = labs.one_bridge(sandboxes)
    lan1 = design.networks[0].model_copy(
        update={"fdb": tuple(FdbEntry(mac=mac, to=to) for mac, to in entries)}
    )
    lan2 = Network(name="lan2", subnets=(), gateway=(), options=NetworkOptions())
    return design.model_copy(
        update={"networks": (lan1, lan2), "patches": (Patch(name="p1", networks=("lan1", "lan2")),)}
    )


def static(world: World) -> set[tuple[str, str]]:
    """The static entries of the fabric: address and port."""
    shown = json.loads(run("bridge", "-n", world.name, "-j", "fdb", "show"))
    return {(each["mac"], each["ifname"]) for each in shown if each.get("state") == "static"}


def test_entries_lead_to_the_ports_of_endpoints_and_patches(world: World) -> None:
    assert world.build(told((MAC, "app1.eth0"), (OTHER, "p1"))) == ()
    assert static(world) == {(MAC, "app1-eth0"), (OTHER, "p1-lan1")}
    assert world.plan() == ()


def test_frames_go_where_the_entry_says_and_nowhere_else(world: World) -> None:
    world.build(told((MAC, "app1.eth0"), sandboxes=3))
    world.do("app2", f"ip neighbour replace 10.0.0.99 lladdr {MAC} dev eth0")
    before = {app: received(world, app) for app in ("app1", "app3")}
    world.do("app2", "ping -q -c200 -i0.002 -W1 10.0.0.99 || true")
    assert received(world, "app1") - before["app1"] >= 200
    assert received(world, "app3") - before["app3"] < 200


def received(world: World, place: str) -> int:
    """Frames, among them a few that new links send to everybody."""
    (link,) = world.ip(place, "-s", "link", "show", "dev", "eth0")
    return int(link["stats64"]["rx"]["packets"])


def test_entries_come_and_go_on_the_running_bridge(world: World) -> None:
    world.build(told((MAC, "app1.eth0")))
    assert world.build(told((OTHER, "app1.eth0"), (MAC, "app2.eth0"))) == ()
    assert static(world) == {(OTHER, "app1-eth0"), (MAC, "app2-eth0")}
    assert world.build(told()) == ()
    assert static(world) == set()


def test_an_address_that_was_learned_already_is_told_all_the_same(world: World) -> None:
    world.build(told())
    world.do("app2", f"ip link set eth0 address {MAC}; ping -c1 -W1 10.0.0.1 || true")
    world.build(told((MAC, "app1.eth0")))
    assert static(world) == {(MAC, "app1-eth0")}


DRIFT = {
    "taken away": f"bridge fdb del {MAC} dev app1-eth0 master",
    "led elsewhere": f"bridge fdb replace {MAC} dev app2-eth0 master static",
    "made to be forgotten": f"bridge fdb replace {MAC} dev app1-eth0 master dynamic",
    "added": f"bridge fdb add {OTHER} dev app2-eth0 master static",
    "gone with its port": "ip link set app1-eth0 nomaster",
}


@pytest.mark.parametrize("kind", DRIFT)
def test_what_somebody_else_changes_is_put_back(world: World, kind: str) -> None:
    world.build(told((MAC, "app1.eth0")))
    world.do(FABRIC, DRIFT[kind])
    assert world.plan()
    assert world.reconcile().is_done
    assert static(world) == {(MAC, "app1-eth0")}


def test_an_entry_of_somebody_else_is_seen_where_the_design_has_none(world: World) -> None:
    world.build(told(sandboxes=6))
    world.do(FABRIC, f"bridge fdb add {MAC} dev app6-eth0 master static")
    assert world.reconcile().is_done
    assert static(world) == set()


def test_what_is_learned_is_nobodys_business(world: World) -> None:
    world.build(told((MAC, "app1.eth0")))
    assert world.pings("app1", "10.0.0.3")
    world.do(FABRIC, f"bridge fdb add {OTHER} dev app2-eth0 master dynamic")
    assert world.plan() == ()


def test_of_neighbours_only_static_entries_are_heard(world: World) -> None:
    world.build(told())
    with closing(go(lambda: Ear(world.name))) as ear:
        world.do("app1", f"ip neighbour replace 10.0.0.99 lladdr {OTHER} dev eth0")
        world.do(FABRIC, f"bridge fdb add {OTHER} dev app2-eth0 master dynamic")
        world.do(FABRIC, f"bridge fdb add {MAC} dev app1-eth0 master static")
        world.do(FABRIC, f"bridge fdb del {MAC} dev app1-eth0 master")
        assert neighbours(ear) == [(rtnetlink.RTM_NEWNEIGH, MAC), (rtnetlink.RTM_DELNEIGH, MAC)]


def neighbours(ear: Ear) -> list[tuple[int, str]]:
    """The kinds and addresses that are told of neighbours, each once: a kernel whose bridges know VLANs has
    an entry for each of a port's, and tells of each."""
    found: dict[tuple[int, str], None] = {}
    with suppress(BlockingIOError):
        while True:
            message = ear.socket.recv(1 << 16, socket.MSG_DONTWAIT)
            kind = int.from_bytes(message[4:6], sys.byteorder)
            if kind in (rtnetlink.RTM_NEWNEIGH, rtnetlink.RTM_DELNEIGH):
                found[kind, netlink.attributes(memoryview(message), 28)[2].hex(":")] = None
    return list(found)


@pytest.mark.parametrize("few", [0, 2, 100])
def test_ports_show_the_same_asked_one_by_one_by_bridge_and_all_together(
    world: World, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.build(told((MAC, "app1.eth0"), (OTHER, "p1")))
    monkeypatch.setattr(fdb, "_FEW", few)
    assert world.plan() == ()
