"""Which losses follow from what: seen on a small topology that somebody has had his hands on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.backends.memory import MemoryBackend
from engine.consequences import consequences
from engine.lower import lower
from engine.reconcile import inspect
from engine.resources import Address, Bridge, Key, Route, Veth, key
from tests.engine.builders import bridge, built, lab
from topology.values import Design, Endpoint, FdbEntry, Network, Sandbox
from topology.values import Route as Wanted

MAC = "02:00:00:00:00:99"
V4, V6 = ("address", "app1", "eth0", "10.0.0.2/24"), ("address", "app1", "eth0", "fd00:10::2/64")
STATIC, DEFAULT = ("route", "app1", "10.7.0.0/16", "10.0.0.9"), ("route", "app1", "0.0.0.0/0", "10.0.0.1")
DEFAULT6 = ("route", "app1", "::/0", "fd00:10::1")
GATEWAY, GATEWAY6 = ("address", "", "lan1", "10.0.0.1/24"), ("address", "", "lan1", "fd00:10::1/64")
ENTRY = ("fdb", "", "app1-eth0", MAC)


def design() -> Design:
    """app1 on lan1 (both families, with a route and a table entry) and on lan2."""
    subnets, entry = ("10.0.0.0/24", "fd00:10::/64"), FdbEntry(mac=MAC, to="app1.eth0")
    return lab(
        networks=[Network(name="lan1", subnets=subnets, fdb=(entry,)), bridge("lan2", "10.0.1.0/24")],
        sandboxes=[Sandbox(name="app1", routes=(Wanted(to="10.7.0.0/16", via="10.0.0.9"),))],
        endpoints=[Endpoint(sandbox="app1", network="lan1"), Endpoint(sandbox="app1", network="lan2")],
    )


Deed = Callable[[MemoryBackend], None]


def change(place: str, **fields: object) -> Deed:
    """Of one end of app1.eth0."""

    def deed(backend: MemoryBackend) -> None:
        veth = backend.observe("lab")["veth", "app1.eth0"]
        assert isinstance(veth, Veth)
        ends = tuple(replace(end, **fields) if end.place == place else end for end in veth.ends)  # type: ignore[arg-type]
        backend.disturb("lab", key(veth), replace(veth, ends=ends))

    return deed


def set_bridge_down(backend: MemoryBackend) -> None:
    found = backend.observe("lab")["bridge", "lan1"]
    assert isinstance(found, Bridge)
    backend.disturb("lab", key(found), replace(found, up=False))


def take(*names: Key) -> Deed:
    def deed(backend: MemoryBackend) -> None:
        for name in names:
            backend.disturb("lab", name, None)

    return deed


def unplug(backend: MemoryBackend) -> None:
    """As the kernel does it: the table forgets the port."""
    change("", bridge="lan2")(backend)
    take(ENTRY)(backend)


FOLLOWING: dict[str, tuple[Deed, set[Key]]] = {
    "interface down": (change("app1", up=False), {V6, STATIC, DEFAULT, DEFAULT6}),
    "MTU too small": (change("app1", mtu=1000), {V6, DEFAULT6}),
    "link gone": (take(("veth", "app1.eth0")), {V4, V6, STATIC, DEFAULT, DEFAULT6, ENTRY}),
    "last IPv4 address gone": (take(V4), {STATIC, DEFAULT}),
    "IPv6 address gone": (take(V6), {DEFAULT6}),
    "bridge down": (set_bridge_down, {GATEWAY6}),
    "bridge gone": (take(("bridge", "lan1")), {GATEWAY, GATEWAY6}),
    "port in another bridge": (unplug, {ENTRY}),
    "pulled cable": (change("", up=False), set()),
    "another MTU": (change("app1", mtu=1400), set()),
    "interface renamed": (change("app1", name="wan0"), set()),
    "route gone": (take(STATIC), set()),
    "table entry gone": (take(ENTRY), set()),
    "gateway gone": (take(GATEWAY), set()),
}


@pytest.mark.parametrize(("deed", "following"), FOLLOWING.values(), ids=FOLLOWING.keys())
def test_what_follows_from_a_deed(deed: Deed, following: set[Key]) -> None:
    desired = lower(design())
    backend = built(design())
    deed(backend)
    assert consequences(desired.state, inspect(backend, desired).rest) == following


def test_a_route_over_a_link_that_is_well_is_somebodys_deed_beside_one_that_is_not() -> None:
    desired = lower(design())
    other = key(Address("app1", "eth1", "10.0.1.2/24"))
    assert other in desired.state
    backend = built(design())
    take(other, STATIC)(backend)
    rest = inspect(backend, desired).rest
    assert key(Route("app1", "10.7.0.0/16", "10.0.0.9")) in {action.key for action in rest}
    assert consequences(desired.state, rest) == set()
