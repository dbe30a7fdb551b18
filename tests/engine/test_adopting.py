"""Drift taken into the design: afterwards the design says what is observed, and nothing is left to do."""

import pytest

from engine.adopting import adoption
from engine.backends.memory import MemoryBackend
from engine.lower import lower
from engine.reconcile import inspect
from engine.resources import Address, Namespace, Route, Sysctl, key
from tests.engine.builders import built, two_on_a_cable
from tests.engine.drifted import (
    Disturb,
    change_bridge,
    change_end,
    put,
    renumber,
    take,
    two_networks,
)
from topology.edits import apply


def forward(backend: MemoryBackend) -> None:
    put(Sysctl("app2", "ipv4/ip_forward", "1"))(backend)
    put(Sysctl("app2", "ipv6/conf/all/forwarding", "1"))(backend)


def leave_another_address(backend: MemoryBackend) -> None:
    renumber(backend)
    put(Route("app1", "0.0.0.0/0", "10.0.0.1"))(backend)
    put(Route("app1", "10.7.0.0/16", "10.0.0.9"))(backend)


def change_both_mtus(backend: MemoryBackend) -> None:
    change_end("app1.eth0", "", mtu=1400)(backend)
    change_end("app1.eth0", "app1", mtu=1400)(backend)


ADOPTABLE: dict[str, Disturb] = {
    "an address more": put(Address("app2", "eth0", "10.0.0.50/24")),
    "another address": leave_another_address,
    "a route more": put(Route("app2", "10.8.0.0/16", "10.0.0.9")),
    "a route less": take("route", "app1", "10.7.0.0/16", "10.0.0.9"),
    "a pulled cable": change_end("app1.eth0", "", up=False),
    "another MTU": change_both_mtus,
    "another MAC": change_end("app1.eth0", "app1", mac="02:00:00:00:00:99"),
    "an isolated port": change_end("app1.eth0", "", isolated=True),
    "a pulled patch": change_end("p1", "", up=False),
    "another option": change_bridge(ageing=30, stp=True),
    "forwarding": forward,
    "a sandbox's setting": put(Sysctl("app1", "ipv4/tcp_syncookies", "2")),
    "an interface's setting": put(Sysctl("app1", "ipv4/conf/eth0/rp_filter", "1")),
    "a link gone": take("veth", "app2.eth0"),
    "a patch gone": take("veth", "p1"),
    "a sandbox gone": take("namespace", "app2"),
    "a bridge gone": take("bridge", "lan3"),
}


@pytest.mark.parametrize("disturb", ADOPTABLE.values(), ids=ADOPTABLE.keys())
def test_adopted_drift_needs_no_repair(disturb: Disturb) -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    disturb(backend)
    found = inspect(backend, desired)
    assert found.rest
    adopted = adoption(design, desired, found.rest)
    assert adopted.left == ()
    after = apply(design, adopted.operations)
    assert {name[0] for name in inspect(backend, lower(after)).keys} <= {"file", "etc"}  # names follow


def test_a_port_in_another_bridge_becomes_an_endpoint_of_that_network() -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    change_end("app2.eth0", "", bridge="lan2")(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    after = apply(design, adopted.operations)
    assert [(end.network, end.addresses) for end in after.endpoints] == [
        ("lan1", ("10.0.0.2/24",)),
        ("lan2", ("10.0.1.2/24",)),
    ]
    assert ("veth", "app2.eth0") not in inspect(backend, lower(after)).keys


def test_a_port_in_another_bridge_keeps_an_address_that_was_set_there_too() -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    change_end("app2.eth0", "", bridge="lan2")(backend)
    take("address", "app2", "eth0", "10.0.0.3/24")(backend)
    put(Address("app2", "eth0", "10.0.1.77/24"))(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    after = apply(design, adopted.operations)
    assert (after.endpoints[1].network, after.endpoints[1].addresses) == ("lan2", ("10.0.1.77/24",))


def test_a_renamed_interface_is_renamed_in_the_design() -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    change_end("app2.eth0", "app2", name="wan0")(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    assert adopted.operations == ({"op": "rename", "kind": "endpoint", "name": "app2.eth0", "to": "wan0"},)


def test_the_pulled_end_of_a_cable_is_a_pulled_cable() -> None:
    design = two_on_a_cable()
    backend, desired = built(design), lower(design)
    change_end("c1", "a", up=False)(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    after = apply(design, adopted.operations)
    assert inspect(backend, lower(after)).is_done


HARMFUL: dict[str, tuple[Disturb, str]] = {
    "a link gone that a route needs": (take("veth", "app1.eth0"), "its link is missing"),
    "a port that a route needs in another bridge": (
        change_end("app1.eth0", "", bridge="lan2"),
        "app1-eth0 is not a port of lan1",
    ),
    "an address gone that a route needs": (
        take("address", "app1", "eth0", "10.0.0.2/24"),
        "address 10.0.0.2/24 is missing",
    ),
    "an address of another subnet": (
        put(Address("app2", "eth0", "192.168.0.1/24")),
        "address 192.168.0.1/24 is not in the design",
    ),
    "somebody else's address": (
        put(Address("app1", "eth0", "10.0.0.3/24")),
        "address 10.0.0.3/24 is not in the design",
    ),
    "a bridge gone with a patch at it": (take("bridge", "lan2"), "its bridge is missing"),
    "a bridge gone with endpoints at it": (take("bridge", "lan1"), "its bridge is missing"),
}


@pytest.mark.parametrize(("disturb", "told"), HARMFUL.values(), ids=HARMFUL.keys())
def test_what_would_do_harm_to_the_design_is_left_and_named(disturb: Disturb, told: str) -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    disturb(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    assert adopted.operations == ()
    assert told in adopted.left


@pytest.mark.parametrize(("sandbox", "address"), [("app2", "192.168.0.1/24"), ("app1", "10.0.0.3/24")])
def test_what_does_no_harm_is_adopted_beside_what_does(sandbox: str, address: str) -> None:
    """Whether it is the object itself that something is wrong with, or the one whose address it takes."""
    design = two_networks()
    backend, desired = built(design), lower(design)
    put(Address(sandbox, "eth0", address))(backend)
    change_bridge(ageing=30)(backend)
    take("bridge", "lan3")(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    assert [(each["op"], each["name"]) for each in adopted.operations] == [
        ("set", "lan2"),
        ("remove", "lan3"),
    ]
    assert adopted.left == (f"address {address} is not in the design",)


def test_a_gateway_that_is_gone_is_left_and_named() -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    take("address", "", "lan1", "10.0.0.1/24")(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    assert (adopted.operations, adopted.left) == ((), ("address 10.0.0.1/24 is missing",))


def test_what_a_design_cannot_say_is_left_and_named() -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    change_bridge(up=False)(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    assert (adopted.operations, adopted.left) == ((), ("lan2 is down",))


def test_a_design_is_not_thrown_away_because_all_of_it_is_gone() -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    for place in ("app1", "app2", ""):
        backend.disturb("lab", key(Namespace(place)), None)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    assert adopted.operations == ()
    assert "its namespace is missing" in adopted.left
