"""Isolated ports talk to the gateway and to others, but not to each other."""

import json

from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.world import World, run
from topology.values import Design


def isolated(*names: str) -> Design:
    """app1, app2 and app3 on lan1; the ports of those named are isolated."""
    design = labs.one_bridge(3)
    ends = (end.model_copy(update={"isolated": end.sandbox in names}) for end in design.endpoints)
    return design.model_copy(update={"endpoints": tuple(ends)})


def isolated_ports(world: World) -> set[str]:
    ports = json.loads(run("bridge", "-n", world.name, "-j", "-d", "link", "show"))
    return {port["ifname"] for port in ports if port.get("isolated")}


def test_isolated_ports_do_not_reach_each_other(world: World) -> None:
    assert world.build(isolated("app1", "app2")) == ()
    assert isolated_ports(world) == {"app1-eth0", "app2-eth0"}
    assert not world.pings("app1", "10.0.0.3")
    assert world.pings("app1", "10.0.0.1")
    assert world.pings("app1", "10.0.0.4")
    assert world.plan() == ()


def test_isolation_changes_on_the_running_port(world: World) -> None:
    world.build(isolated("app1", "app2"))
    (before,) = world.ip("app1", "link", "show", "eth0")
    assert world.build(isolated("app1", "app3")) == ()
    (after,) = world.ip("app1", "link", "show", "eth0")
    assert (after["ifindex"], isolated_ports(world)) == (before["ifindex"], {"app1-eth0", "app3-eth0"})
    assert world.pings("app1", "10.0.0.3")


def test_isolation_taken_off_by_hand_is_put_back(world: World) -> None:
    world.build(isolated("app1", "app2"))
    world.do(FABRIC, "bridge link set dev app1-eth0 isolated off")
    assert world.reconcile().is_done
    assert "app1-eth0" in isolated_ports(world)


def test_isolation_put_on_by_hand_is_taken_off(world: World) -> None:
    world.build(isolated())
    world.do(FABRIC, "bridge link set dev app2-eth0 isolated on")
    assert world.reconcile().is_done
    assert isolated_ports(world) == set()


def test_an_isolated_port_that_was_unplugged_is_isolated_again(world: World) -> None:
    world.build(isolated("app1", "app2"))
    world.do(FABRIC, "ip link set app1-eth0 nomaster")
    assert world.reconcile().is_done
    assert isolated_ports(world) == {"app1-eth0", "app2-eth0"}
