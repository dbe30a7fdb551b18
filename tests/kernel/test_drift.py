"""Whatever somebody changes by hand is put back, and nothing else is touched."""

import pytest

from engine.backends.kernel import netlink
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.world import World, run

DRIFT = {
    "interface down": ("app1", "ip link set eth0 down"),
    "port down": (FABRIC, "ip link set app1-eth0 down"),
    "bridge down": (FABRIC, "ip link set lan1 down"),
    "lo down": ("app1", "ip link set lo down"),
    "interface's MAC": ("app1", "ip link set eth0 address 02:00:00:00:99:99"),
    "bridge's MAC": (FABRIC, "ip link set lan1 address 02:00:00:00:99:99"),
    "interface's MTU": ("app1", "ip link set eth0 mtu 1300"),
    "bridge's MTU": (FABRIC, "ip link set lan1 mtu 1300"),
    "interface renamed": ("app1", "ip link set eth0 down; ip link set eth0 name wlan0 up"),
    "bridge renamed": (FABRIC, "ip link set lan1 down; ip link set lan1 name br0 up"),
    "port unplugged": (FABRIC, "ip link set app1-eth0 nomaster"),
    "port's alias gone": (FABRIC, "ip link set app1-eth0 alias hers"),
    "bridge's alias gone": (FABRIC, "ip link set lan1 alias hers"),
    "STP on": (FABRIC, "ip link set lan1 type bridge stp_state 1"),
    "forward delay": (FABRIC, "ip link set lan1 type bridge forward_delay 300"),
    "port deleted": (FABRIC, "ip link delete app1-eth0"),
    "interface deleted": ("app1", "ip link delete eth0"),
    "bridge deleted": (FABRIC, "ip link delete lan1"),
    "address gone": ("app1", "ip address delete 10.0.0.2/24 dev eth0"),
    "IPv6 address gone": ("app1", "ip address delete fd00:10::2/64 dev eth0"),
    "address more": ("app1", "ip address add 10.0.0.77/24 dev eth0"),
    "gateway's address gone": (FABRIC, "ip address delete 10.0.0.1/24 dev lan1"),
    "all addresses gone": ("app1", "ip address flush dev eth0"),
    "route gone": ("app1", "ip route delete default"),
    "IPv6 route gone": ("app1", "ip -6 route delete default"),
    "route more": ("app1", "ip route add 10.9.0.0/16 via 10.0.0.3 proto 157"),
    "forwarding on": ("app1", "sysctl -qw net.ipv4.ip_forward=1"),
    "IPv6 forwarding on": ("app1", "sysctl -qw net.ipv6.conf.all.forwarding=1"),
}


@pytest.mark.parametrize("kind", DRIFT)
def test_drift_is_repaired(world: World, kind: str) -> None:
    world.build(labs.one_bridge())
    before = world.picture()
    world.do(*DRIFT[kind])
    assert world.plan()
    assert world.reconcile().is_done
    assert world.picture() == before
    assert world.pings("app1", "10.0.0.3")


@pytest.mark.parametrize("place", ["app1", FABRIC])
def test_a_namespace_that_was_deleted_comes_back(world: World, place: str) -> None:
    world.build(labs.one_bridge())
    before = world.picture()
    run("ip", "netns", "delete", world.netns(place))
    assert world.reconcile().is_done
    assert world.picture() == before
    assert world.pings("app1", "10.0.0.3")


def test_an_interface_moved_to_another_sandbox_comes_back(world: World) -> None:
    world.build(labs.router_between_two())
    before = world.picture()
    world.do("router", f"ip link set eth1 netns {world.netns('a')}")
    assert world.reconcile().is_done
    assert world.picture() == before


def test_a_patch_that_lost_an_end_comes_back(world: World) -> None:
    world.build(labs.ring())
    before = world.picture()
    world.do(FABRIC, "ip link delete p1-s1")
    assert world.reconcile().is_done
    assert world.picture() == before


def test_changing_a_field_keeps_the_link(world: World) -> None:
    world.build(labs.one_bridge())
    (before,) = world.ip("app1", "link", "show", "eth0")
    design = labs.one_bridge()
    changed = design.endpoints[0].model_copy(update={"mtu": 1400, "mac": "02:00:00:00:00:42"})
    world.build(design.model_copy(update={"endpoints": (changed, design.endpoints[1])}))
    (after,) = world.ip("app1", "link", "show", "eth0")
    assert (after["ifindex"], after["mtu"], after["address"]) == (
        before["ifindex"],
        1400,
        "02:00:00:00:00:42",
    )
    assert world.reconcile().is_done
    assert world.pings("app1", "fd00:10::3")


def test_reconciling_what_is_as_it_should_be_writes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.build(labs.ring())

    def refuse(*written: object) -> list[netlink.Refusal]:
        raise AssertionError(f"written: {written}")

    with monkeypatch.context() as patched:
        patched.setattr(netlink, "carry_out", refuse)
        assert world.reconcile().is_done
