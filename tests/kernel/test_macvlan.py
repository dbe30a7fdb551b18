"""Endpoints that are macvlan interfaces, on the running kernel."""

import pytest

from engine import marks
from engine.resources import FABRIC
from tests.kernel import stacks
from tests.kernel.world import World, run
from topology.values import Design


def changed(design: Design, network: str, **options: object) -> Design:
    networks = [
        each.model_copy(update={"options": each.options.model_copy(update=options)})
        if each.name == network
        else each
        for each in design.networks
    ]
    return design.model_copy(update={"networks": tuple(networks)})


def test_an_endpoint_is_a_macvlan_interface_as_drawn(world: World) -> None:
    world.build(stacks.stacked("macvlan"))
    (seen,) = world.ip("b", "address", "show", "dev", "eth0")
    addresses = {
        (each["local"], each["prefixlen"]) for each in seen["addr_info"] if each["scope"] == "global"
    }
    assert (seen["linkinfo"]["info_kind"], seen["linkinfo"]["info_data"]["mode"]) == ("macvlan", "bridge")
    assert (seen["mtu"], "LOWER_UP" in seen["flags"]) == (1500, True)
    assert seen["ifalias"] == marks.alias(world.name, "b.eth0", "eth0")
    assert addresses == {("10.0.0.3", 24), ("fd00:10::3", 64)}
    assert world.plan() == ()


@pytest.mark.parametrize("neighbour", ["a", "c", "the gateway"])
def test_an_endpoint_reaches_all_that_its_parent_does(world: World, neighbour: str) -> None:
    world.build(stacks.stacked("macvlan"))
    number = {"a": 2, "c": 4, "the gateway": 1}[neighbour]
    assert world.pings("b", f"10.0.0.{number}")
    assert world.pings("b", f"fd00:10::{number}")


def test_the_parent_s_endpoints_reach_it(world: World) -> None:
    world.build(stacks.stacked("macvlan"))
    assert world.pings("a", "10.0.0.3")


def test_its_default_route_is_by_the_parent_s_gateway(world: World) -> None:
    world.build(stacks.stacked("macvlan"))
    (route,) = world.ip("b", "route", "show", "default")
    assert route["gateway"] == "10.0.0.1"


def test_without_a_parent_endpoints_reach_each_other_alone(world: World) -> None:
    world.build(stacks.stacked("macvlan", parent=None))
    assert world.pings("b", "10.7.0.2")
    assert world.pings("b", "fd00:7::2")
    assert not world.pings("b", "10.0.0.2")


def test_private_endpoints_reach_the_parent_s_but_not_each_other(world: World) -> None:
    world.build(stacks.stacked("macvlan", mode="private"))
    assert world.pings("b", "10.0.0.2")
    assert not world.pings("b", "10.0.0.4")


def test_a_mode_is_changed_on_the_interface_that_is_there(world: World) -> None:
    world.build(stacks.stacked("macvlan"))
    (before,) = world.ip("b", "link", "show", "eth0")
    world.build(stacks.stacked("macvlan", mode="private"))
    (after,) = world.ip("b", "link", "show", "eth0")
    assert (after["ifindex"], after["linkinfo"]["info_data"]["mode"]) == (before["ifindex"], "private")
    assert world.plan() == ()


def test_a_parent_is_changed_on_the_interfaces_that_are_there(world: World) -> None:
    world.build(stacks.stacked("macvlan"))
    (before,) = world.ip("b", "link", "show", "eth0")
    world.build(stacks.stacked("macvlan", parent=None))
    (after,) = world.ip("b", "link", "show", "eth0")
    assert after["ifindex"] == before["ifindex"]
    assert world.plan() == ()
    assert world.pings("b", "10.7.0.2")
    assert not world.pings("b", "10.0.0.2")


def test_larger_frames_are_let_through_from_below_upwards(world: World) -> None:
    world.build(changed(changed(stacks.stacked("macvlan"), "lan1", mtu=1300), "top", mtu=1300))
    assert world.build(changed(changed(stacks.stacked("macvlan"), "lan1", mtu=4000), "top", mtu=4000)) == ()
    assert world.ip("b", "link", "show", "eth0")[0]["mtu"] == 4000
    assert world.plan() == ()


def test_what_is_sent_is_shaped_and_put_back(world: World) -> None:
    design = stacks.stacked("macvlan")
    assert world.build(stacks.limited(design, "b", direction="out")) == ()
    assert "tbf 9d: root" in world.do("b", "tc qdisc show dev eth0")
    assert world.plan() == ()
    world.do("b", "tc qdisc delete dev eth0 root")
    assert world.reconcile().is_done
    assert "rate 20Mbit" in world.do("b", "tc qdisc show dev eth0")
    assert world.build(design) == ()
    assert "tbf" not in world.do("b", "tc qdisc show dev eth0")


DRIFT = {
    "interface down": ("b", "ip link set eth0 down"),
    "interface renamed": ("b", "ip link set eth0 down; ip link set eth0 name wlan0 up"),
    "interface deleted": ("b", "ip link delete eth0"),
    "interface's MAC": ("b", "ip link set eth0 address 02:00:00:00:99:99"),
    "interface's MTU": ("b", "ip link set eth0 mtu 1300"),
    "interface's mode": ("b", "ip link set eth0 type macvlan mode private"),
    "interface's alias gone": ("b", "ip link set eth0 alias hers"),
    "address gone": ("b", "ip address flush dev eth0"),
    "link below down": (FABRIC, "ip link set top down"),
    "link below deleted": (FABRIC, "ip link delete top"),
    "link below renamed": (FABRIC, "ip link set top down; ip link set top name up0 up"),
    "link below's alias gone": (FABRIC, "ip link set top alias hers"),
    "link below's MTU": (FABRIC, "ip link set top mtu 1300"),
    "port unplugged": (FABRIC, "ip link set top-port nomaster"),
    "port down": (FABRIC, "ip link set top-port down"),
    "bridge deleted": (FABRIC, "ip link delete lan1"),
}


@pytest.mark.parametrize("kind", DRIFT)
def test_drift_is_repaired(world: World, kind: str) -> None:
    world.build(stacks.stacked("macvlan"))
    before = world.picture()
    world.do(*DRIFT[kind])
    assert world.plan()
    assert world.reconcile().is_done
    assert world.picture() == before
    assert world.pings("b", "10.0.0.2")


def test_an_interface_that_was_put_on_another_link_comes_back(world: World) -> None:
    """Somebody makes it anew, with our name and mark, on a link of theirs."""
    world.build(stacks.stacked("macvlan"))
    (before,) = world.ip("b", "link", "show", "eth0")
    world.do("b", "ip link delete eth0; ip link add mine type veth peer name yours")
    world.do("b", f"ip link add link mine name eth0 address {before['address']} type macvlan mode bridge")
    world.do("b", f"ip link set eth0 alias '{before['ifalias']}' up")
    assert world.plan()
    assert world.reconcile().is_done
    assert world.pings("b", "10.0.0.2")


@pytest.mark.parametrize("place", ["b", FABRIC])
def test_a_namespace_that_was_deleted_comes_back(world: World, place: str) -> None:
    world.build(stacks.stacked("macvlan"))
    before = world.picture()
    run("ip", "netns", "delete", world.netns(place))
    assert world.reconcile().is_done  # though its interface lives on for a moment, with its MAC address
    assert world.picture() == before
    assert world.pings("b", "10.0.0.2")


def test_an_interface_made_but_not_marked_yet_is_made_anew(world: World) -> None:
    """As a kill leaves it: in the topology's group, with no alias."""
    world.build(stacks.stacked("macvlan"))
    world.do("b", "ip link set eth0 down alias ''")
    world.do(FABRIC, "ip link set top alias ''; ip link set top-port alias ''")
    assert world.reconcile().is_done
    assert world.pings("b", "10.0.0.4")


def test_macvlan_interfaces_of_others_are_left_alone(world: World) -> None:
    world.build(stacks.stacked("macvlan"))
    world.do("b", "ip link add link eth0 name mine type macvlan mode bridge")
    world.do(FABRIC, "ip link add link top name hers type macvlan mode private")
    assert world.plan() == ()
    world.do("b", "ip link set eth0 mtu 1400")
    assert world.reconcile().is_done
    assert world.ip("b", "link", "show", "mine")[0]["linkinfo"]["info_data"]["mode"] == "bridge"
    assert world.ip(FABRIC, "link", "show", "hers")


def test_removing_one_endpoint_leaves_the_others(world: World) -> None:
    design = stacks.stacked("macvlan")
    world.build(design)
    (before,) = world.ip("c", "link", "show", "eth0")
    assert world.build(design.model_copy(update={"endpoints": design.endpoints[::2]})) == ()
    assert world.links("b") == ["lo"]
    assert world.ip("c", "link", "show", "eth0")[0]["ifindex"] == before["ifindex"]
    assert world.pings("c", "10.0.0.2")


def test_a_sandbox_can_be_destroyed_and_made_again_at_once(world: World) -> None:
    """A namespace's links live on for a while, and with them what they occupy of the link below."""
    design = stacks.stacked("macvlan")
    for _ in range(5):
        assert world.build(design) == ()
        without = design.model_copy(
            update={"sandboxes": design.sandboxes[:1], "endpoints": design.endpoints[:1]}
        )
        assert world.build(without) == ()
    assert world.build(design) == ()
    assert world.pings("b", "10.0.0.4")


def test_destroying_leaves_nothing(world: World) -> None:
    world.build(stacks.stacked("macvlan"))
    world.destroy()
    assert world.names() == set()
