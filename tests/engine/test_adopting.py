"""Drift taken into the design: afterwards the design says what is observed, and nothing is left to do."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.adopting import adoption
from engine.backends.memory import MemoryBackend
from engine.lower import lower
from engine.reconcile import inspect
from engine.resources import Address, Bridge, Namespace, Resource, Route, Sysctl, Veth, key
from tests.engine.builders import bridge, built, lab, two_on_a_cable
from topology.edits import apply
from topology.values import Design, Endpoint, Network, Patch, Sandbox
from topology.values import Route as Wanted

Disturb = Callable[[MemoryBackend], None]


def two_networks(ipv6: bool = False, isolated: bool = False) -> Design:
    """Three of them; `ipv6` is lan1's, `isolated` is app2's port."""
    subnets = ("10.0.0.0/24", *(("fd00:10::/64",) if ipv6 else ()))
    return lab(
        networks=[
            Network(name="lan1", subnets=subnets),
            bridge("lan2", "10.0.1.0/24"),
            bridge("lan3", "10.0.2.0/24"),
        ],
        sandboxes=[
            Sandbox(
                name="app1",
                routes=(Wanted(to="10.7.0.0/16", via="10.0.0.9"),),
                sysctls={"net.ipv4.tcp_syncookies": "0", "net.ipv4.tcp_sack": "1"},
            ),
            Sandbox(name="app2"),
        ],
        endpoints=[
            Endpoint(sandbox="app1", network="lan1", sysctls={"net.ipv4.conf.IFNAME.rp_filter": "0"}),
            Endpoint(sandbox="app2", network="lan1", isolated=isolated),
        ],
        patches=[Patch(networks=("lan1", "lan2"))],
    )


def observed(backend: MemoryBackend, name: tuple[str, ...]) -> Resource:
    return backend.observe("lab")[name]


def change_end(label: str, place: str, **fields: object) -> Disturb:
    def disturb(backend: MemoryBackend) -> None:
        veth = observed(backend, ("veth", label))
        assert isinstance(veth, Veth)
        ends = tuple(replace(end, **fields) if end.place == place else end for end in veth.ends)  # type: ignore[arg-type]
        backend.disturb("lab", key(veth), replace(veth, ends=ends))

    return disturb


def change_bridge(**fields: object) -> Disturb:
    def disturb(backend: MemoryBackend) -> None:
        found = observed(backend, ("bridge", "lan2"))
        assert isinstance(found, Bridge)
        backend.disturb("lab", key(found), replace(found, **fields))  # type: ignore[arg-type]

    return disturb


def put(resource: Resource) -> Disturb:
    return lambda backend: backend.disturb("lab", key(resource), resource)


def take(*name: str) -> Disturb:
    return lambda backend: backend.disturb("lab", name, None)


def forward(backend: MemoryBackend) -> None:
    put(Sysctl("app2", "ipv4/ip_forward", "1"))(backend)
    put(Sysctl("app2", "ipv6/conf/all/forwarding", "1"))(backend)


def renumber(backend: MemoryBackend) -> None:
    take("address", "app1", "eth0", "10.0.0.2/24")(backend)
    put(Address("app1", "eth0", "10.0.0.99/24"))(backend)


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


def test_what_an_interface_that_is_down_has_lost_stays_in_the_design() -> None:
    design = two_networks(ipv6=True)
    backend, desired = built(design), lower(design)
    change_end("app1.eth0", "app1", up=False)(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    assert adopted.operations == ()
    assert set(adopted.left) == {
        "eth0 is down",
        "address fd00:10::2/64 is missing",
        "route to 10.7.0.0/16 via 10.0.0.9 is missing",
        "route to 0.0.0.0/0 via 10.0.0.1 is missing",
        "route to ::/0 via fd00:10::1 is missing",
    }


def test_what_an_interface_that_was_down_has_lost_stays_in_the_design() -> None:
    """It is up again, and nothing else is wrong; what the kernel takes from none that goes down is meant."""
    design = two_networks(ipv6=True)
    backend, desired = built(design), lower(design)
    take("address", "app1", "eth0", "fd00:10::2/64")(backend)
    take("address", "app2", "eth0", "10.0.0.3/24")(backend)
    found = inspect(backend, desired).rest
    adopted = adoption(design, desired, found, fallen=[("app1", "eth0"), ("app2", "eth0")])
    after = apply(design, adopted.operations)
    assert [end.addresses for end in after.endpoints] == [
        ("10.0.0.2/24", "fd00:10::2/64"),
        ("fd00:10::3/64",),
    ]
    assert set(adopted.left) == {
        "address fd00:10::2/64 is missing",
        "route to ::/0 via fd00:10::1 is missing",
    }


def test_an_mtu_that_is_too_small_for_ipv6_is_left_with_the_addresses_that_it_costs() -> None:
    design = two_networks(ipv6=True)
    backend, desired = built(design), lower(design)
    change_end("app2.eth0", "app2", mtu=1200)(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    assert adopted.operations == ()
    assert {"mtu of eth0 is 1200, not 1500", "address fd00:10::3/64 is missing"} <= set(adopted.left)


def test_routes_that_went_with_an_address_stay_in_the_design_if_another_one_carries_them() -> None:
    design = two_networks()
    backend, desired = built(design), lower(design)
    renumber(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    after = apply(design, adopted.operations)
    assert after.endpoints[0].addresses == ("10.0.0.99/24",)
    assert after.sandboxes[0].routes == design.sandboxes[0].routes
    assert "route to 10.7.0.0/16 via 10.0.0.9 is missing" in adopted.left


def test_the_isolation_of_a_port_that_is_in_another_bridge_stays_in_the_design() -> None:
    design = two_networks(isolated=True)
    backend, desired = built(design), lower(design)
    change_end("app2.eth0", "", bridge="lan2", isolated=False)(backend)
    adopted = adoption(design, desired, inspect(backend, desired).rest)
    (moved,) = adopted.operations
    assert moved["fields"] == {"network": "lan2"}


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
