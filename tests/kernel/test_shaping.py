"""Rates and impairments of a running topology, seen by `tc`, and measured by what arrives."""

import json
from typing import Any

import pytest

from engine.resources import FABRIC
from tests.kernel import labs, wires
from tests.kernel.world import World
from topology.values import Design, Endpoint, Network, Patch, Sandbox

FIRST, SECOND = "10.0.0.2", "10.0.0.3"


def impaired(design: Design, place: int = 0, **fields: Any) -> Design:
    """The design with fields of one of its endpoints."""
    ends = list(design.endpoints)
    ends[place] = ends[place].model_copy(update=fields)
    return design.model_copy(update={"endpoints": tuple(ends)})


def patched(**fields: object) -> Design:
    """app1 on s1 and app2 on s2, with a patch between the two switches."""
    return labs.lab(
        [
            Network(name=name, subnets=("10.2.0.0/24",) if name == "s1" else (), gateway=())
            for name in ("s1", "s2")
        ],
        [Sandbox(name="app1"), Sandbox(name="app2")],
        [
            Endpoint(sandbox="app1", network="s1", addresses=("10.2.0.1/24",)),
            Endpoint(sandbox="app2", network="s2", addresses=("10.2.0.2/24",)),
        ],
        [Patch.model_validate({"name": "p1", "networks": ("s1", "s2"), **fields})],
    )


def qdisc(world: World, place: str, link: str, options: str = "-j") -> dict[str, Any]:
    """What `tc` says of the queueing discipline at the root of a link; its counters as well with `-s -j`."""
    said = world.do(place, f"tc {options} qdisc show dev {link}")
    (root,) = (each for each in json.loads(said) if each.get("root"))
    return dict(root)


def index(world: World, place: str, link: str) -> int:
    (found,) = world.ip(place, "link", "show", link)
    return int(found["ifindex"])


@pytest.mark.parametrize(("place", "link"), [("app1", "eth0"), (FABRIC, "app1-eth0")])
def test_a_rate_is_imposed_in_both_directions(world: World, place: str, link: str) -> None:
    assert not world.build(impaired(labs.one_bridge(), rate="20mbit"))
    shown = qdisc(world, place, link)
    assert (shown["kind"], shown["handle"], shown["options"]["rate"]) == ("tbf", "9d:", 20_000_000 // 8)


@pytest.mark.parametrize(("direction", "shaped"), [("out", ["app1"]), ("in", [FABRIC])])
def test_a_rate_of_one_direction_leaves_the_other_alone(
    world: World, direction: str, shaped: list[str]
) -> None:
    world.build(impaired(labs.one_bridge(), rate="20mbit", direction=direction))
    links = {"app1": "eth0", FABRIC: "app1-eth0"}
    assert [place for place, link in links.items() if qdisc(world, place, link)["kind"] == "tbf"] == shaped


@pytest.mark.parametrize(("source", "sink", "address"), [("app1", "app2", SECOND), ("app2", "app1", FIRST)])
@pytest.mark.parametrize("rate", ["5mbit", "50mbit"])
def test_tcp_gets_the_rate_within_a_tenth(
    world: World, rate: str, source: str, sink: str, address: str
) -> None:
    world.build(impaired(labs.one_bridge(), rate=rate))
    wanted = float(rate.removesuffix("mbit")) * 1e6
    assert wires.speed(world, source, sink, address) == pytest.approx(wanted, rel=0.1)


def test_large_frames_pass_a_small_rate(world: World) -> None:
    world.build(impaired(labs.one_bridge(), rate="1mbit"))
    assert world.do("app1", f"ping -n -c 1 -W 5 -s 1472 -M do {SECOND}")


def test_the_lower_of_a_cables_two_rates_holds(world: World) -> None:
    design = impaired(impaired(labs.cable(), 0, rate="10mbit"), 1, rate="4mbit")
    world.build(design)
    assert {qdisc(world, place, "eth0")["options"]["rate"] for place in ("left", "right")} == {500_000}


def test_the_rate_of_a_patch_is_that_between_its_networks(world: World) -> None:
    world.build(patched(rate="10mbit"))
    assert wires.speed(world, "app1", "app2", "10.2.0.2") == pytest.approx(10e6, rel=0.1)


def test_out_of_a_patch_is_what_its_first_network_sends(world: World) -> None:
    world.build(patched(rate="10mbit", direction="out"))
    assert [qdisc(world, FABRIC, link)["kind"] for link in ("p1-s1", "p1-s2")] == ["tbf", "noqueue"]


CHANGES: dict[str, dict[str, Any]] = {
    "another rate": {"rate": "7mbit"},
    "no rate": {"rate": None},
    "one direction": {"direction": "out"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_keeps_the_interface(world: World, change: str) -> None:
    design = impaired(labs.one_bridge(), rate="20mbit")
    world.build(design)
    before = index(world, "app1", "eth0"), index(world, FABRIC, "app1-eth0")
    assert not world.build(impaired(design, **CHANGES[change]))
    assert not world.plan()
    assert (index(world, "app1", "eth0"), index(world, FABRIC, "app1-eth0")) == before


def test_another_rate_is_given_to_the_discipline_that_is_there(world: World) -> None:
    world.build(impaired(labs.one_bridge(), rate="20mbit"))
    world.do("app1", "ping -n -c 3 -i 0.01 10.0.0.3")
    world.build(impaired(labs.one_bridge(), rate="7mbit"))
    shown = json.loads(world.do("app1", "tc -j -s qdisc show dev eth0"))
    assert (shown[0]["options"]["rate"], shown[0]["packets"] >= 3) == (7_000_000 // 8, True)


@pytest.mark.parametrize("rate", ["8bit", "1kbit", "64kbit", "1mbit", "333mbit", "10gbit", "40gbit", "1tbit"])
@pytest.mark.parametrize("mtu", [1280, 1500, 9000, 65535])
def test_what_is_observed_is_what_was_desired(world: World, rate: str, mtu: int) -> None:
    design = impaired(labs.one_bridge(1), rate=rate, mtu=mtu, addresses=())
    assert not world.build(design)
    assert world.plan() == ()


def test_an_mtu_that_grows_takes_the_burst_along(world: World) -> None:
    design = impaired(labs.one_bridge(1), rate="1mbit")
    world.build(design)
    assert not world.build(impaired(design, mtu=9000))
    assert world.reconcile().is_done
    assert qdisc(world, "app1", "eth0")["options"]["burst"] >= 9018


BY_HAND = {
    "another rate": "tc qdisc change dev eth0 root handle 9d: tbf rate 1mbit burst 10000 limit 100000",
    "another burst": "tc qdisc change dev eth0 root handle 9d: tbf rate 20mbit burst 10000 limit 145000",
    "another queue": "tc qdisc change dev eth0 root handle 9d: tbf rate 20mbit burst 20000 limit 30000",
    "none": "tc qdisc del dev eth0 root",
    "somebody's": "tc qdisc replace dev eth0 root handle 5: tbf rate 20mbit burst 20000 limit 145000",
    "another kind": "tc qdisc replace dev eth0 root pfifo",
    "classes": "tc qdisc replace dev eth0 root handle 1: htb default 1; "
    "tc class add dev eth0 parent 1: classid 1:1 htb rate 1mbit",
    "our handle, another kind": "tc qdisc del dev eth0 root; tc qdisc add dev eth0 root handle 9d: pfifo",
    "one below": "tc qdisc add dev eth0 parent 9d:1 handle 7: pfifo limit 5",
}


@pytest.mark.parametrize("hand", BY_HAND)
def test_what_is_shaped_by_hand_is_put_back(world: World, hand: str) -> None:
    world.build(impaired(labs.one_bridge(), rate="20mbit"))
    before = qdisc(world, "app1", "eth0")
    world.do("app1", BY_HAND[hand])
    assert world.plan()
    assert world.reconcile().is_done
    assert qdisc(world, "app1", "eth0") == before


@pytest.mark.parametrize("command", ["pfifo", "handle 9d: pfifo", "tbf rate 1mbit burst 5000 limit 9000"])
def test_shaping_by_hand_where_there_should_be_none_goes(world: World, command: str) -> None:
    world.build(labs.one_bridge())
    world.do(FABRIC, f"tc qdisc add dev app1-eth0 root {command}")
    assert world.reconcile().is_done
    assert qdisc(world, FABRIC, "app1-eth0")["kind"] == "noqueue"


def test_what_somebody_hooks_in_beside_the_root_stays(world: World) -> None:
    world.build(labs.one_bridge())
    world.do("app1", "tc qdisc add dev eth0 ingress")
    assert world.plan() == ()


def test_the_shaping_of_a_link_that_is_made_anew_comes_back(world: World) -> None:
    world.build(impaired(labs.one_bridge(), rate="20mbit"))
    before = qdisc(world, FABRIC, "app1-eth0")
    world.do("app1", "ip link delete eth0")
    assert world.reconcile().is_done
    assert qdisc(world, FABRIC, "app1-eth0") == before


def test_a_pulled_cable_keeps_its_rate(world: World) -> None:
    world.build(impaired(labs.one_bridge(), rate="20mbit", up=False))
    assert world.plan() == ()
    world.build(impaired(labs.one_bridge(), rate="20mbit"))
    assert world.plan() == ()
    assert qdisc(world, FABRIC, "app1-eth0")["kind"] == "tbf"
