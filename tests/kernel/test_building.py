"""What was drawn is what `ip` shows, and what pings."""

import pytest

from engine import marks
from engine.resources import FABRIC, Bridge, Veth
from tests.kernel import labs
from tests.kernel.waiting import until
from tests.kernel.world import World
from topology.values import Endpoint, Network, NetworkOptions, Sandbox

pytestmark = pytest.mark.both_kernels


def test_ip_agrees_with_the_design_in_every_field_of_a_bridge(world: World) -> None:
    options = NetworkOptions(stp=True, forward_delay=4, mtu=1400)
    world.build(labs.one_bridge(1, Network(name="lan1", subnets=labs.DUAL, options=options)))
    (seen,) = world.ip(FABRIC, "link", "show", "dev", "lan1")
    wanted = world.desired.state["bridge", "lan1"]
    assert isinstance(wanted, Bridge)
    assert seen["linkinfo"]["info_kind"] == "bridge"
    assert seen["linkinfo"]["info_data"]["stp_state"] == 1
    assert seen["linkinfo"]["info_data"]["forward_delay"] == 400
    assert (seen["mtu"], seen["address"], "UP" in seen["flags"]) == (1400, wanted.mac, True)
    assert seen["ifalias"] == marks.alias(world.name, "lan1", "lan1")


def test_ip_agrees_with_the_design_in_every_field_of_an_interface(world: World) -> None:
    endpoint = Endpoint(sandbox="app", network="lan1", interface="up0", mac="02:00:00:00:00:07", mtu=1300)
    world.build(labs.lab([Network(name="lan1", subnets=labs.DUAL)], [Sandbox(name="app")], [endpoint]))
    (seen,) = world.ip("app", "address", "show", "dev", "up0")
    addresses = {(a["local"], a["prefixlen"]) for a in seen["addr_info"] if a["scope"] == "global"}
    assert (seen["address"], seen["mtu"], "UP" in seen["flags"]) == ("02:00:00:00:00:07", 1300, True)
    assert addresses == {("10.0.0.2", 24), ("fd00:10::2", 64)}
    assert seen["ifalias"] == marks.alias(world.name, "app.up0", "up0")
    (port,) = world.ip(FABRIC, "link", "show", "dev", "app-up0")
    wanted = world.desired.state["veth", "app.up0"]
    assert isinstance(wanted, Veth)
    assert (port["master"], port["mtu"], port["address"]) == ("lan1", 1300, wanted.ends[0].mac)


def test_addresses_can_be_used_at_once(world: World) -> None:
    world.build(labs.one_bridge())
    (seen,) = world.ip("app1", "-6", "address", "show", "dev", "eth0")
    assert [a for a in seen["addr_info"] if a["scope"] == "global" and not a.get("tentative")]
    assert world.pings("app1", "10.0.0.3")
    assert world.pings("app1", "fd00:10::3")


def test_the_gateway_on_the_bridge_answers_and_is_the_default_route(world: World) -> None:
    world.build(labs.one_bridge())
    routes = world.ip("app1", "route", "show", "default")
    assert [(route["gateway"], route["dev"], route["protocol"]) for route in routes] == [
        ("10.0.0.1", "eth0", "157")
    ]
    assert world.pings("app1", "10.0.0.1")
    assert world.pings("app1", "fd00:10::1")


def test_lo_is_up_in_every_place(world: World) -> None:
    world.build(labs.one_bridge())
    assert all(
        "UP" in world.ip(place, "link", "show", "lo")[0]["flags"] for place in (FABRIC, "app1", "app2")
    )


def test_interfaces_come_in_the_drawn_order(world: World) -> None:
    networks = [Network(name=f"lan{n}", subnets=(f"10.0.{n}.0/24",)) for n in range(12)]
    endpoints = [Endpoint(sandbox="app", network=network.name) for network in networks]
    world.build(labs.lab(networks, [Sandbox(name="app")], endpoints))
    assert world.links("app") == ["lo", *(f"eth{n}" for n in range(12))]


def test_networks_without_a_router_are_apart(world: World) -> None:
    design = labs.router_between_two()
    world.build(
        design.model_copy(update={"sandboxes": design.sandboxes[:2], "endpoints": design.endpoints[:2]})
    )
    assert not world.pings("a", "10.0.2.1")


def test_a_router_forwards_between_two_networks(world: World) -> None:
    world.build(labs.router_between_two())
    assert world.pings("a", "10.0.2.1")


def test_the_fabric_does_not_forward_even_if_the_machine_does(world: World) -> None:
    networks = [Network(name=f"lan{n}", subnets=(f"10.0.{n}.0/24",)) for n in (1, 2)]
    sandboxes = [Sandbox(name="a"), Sandbox(name="b")]
    endpoints = [Endpoint(sandbox="a", network="lan1"), Endpoint(sandbox="b", network="lan2")]
    world.build(labs.lab(networks, sandboxes, endpoints))
    assert world.do(FABRIC, "cat /proc/sys/net/ipv4/ip_forward") == "0\n"
    assert not world.pings("a", "10.0.2.2")


def test_a_cable_joins_two_sandboxes_with_nothing_between(world: World) -> None:
    world.build(labs.cable())
    assert world.pings("left", "10.1.0.2") or world.pings("left", "10.1.0.1")
    assert world.links(FABRIC) == ["lo"]


def test_a_network_of_the_driver_null_makes_nothing_and_leaves_nothing(world: World) -> None:
    design = labs.one_bridge(1)
    unplugged = Endpoint(sandbox="app1", network="none")
    failures = world.build(
        design.model_copy(
            update={
                "networks": (*design.networks, Network(name="none", driver="null")),
                "endpoints": (unplugged, *design.endpoints),
            }
        )
    )
    assert (failures, world.plan()) == ((), ())
    assert (len(world.ip("app1", "link", "show")), world.links(FABRIC)) == (2, ["lo", "lan1", "app1-eth1"])
    assert world.destroy() == ()
    assert world.names() == set()


def test_a_ring_of_switches_blocks_one_port_and_pings(world: World) -> None:
    world.build(labs.ring())
    until(lambda: world.pings("app1", "10.2.0.2"), seconds=20)
    ports = [
        link["linkinfo"]["info_slave_data"] for link in world.ip(FABRIC, "link", "show") if "master" in link
    ]
    assert sorted(port["state"] for port in ports) == ["blocking", *["forwarding"] * 7]


def test_ports_have_no_address_of_their_own(world: World) -> None:
    world.build(labs.ring())
    addresses = [
        address for link in world.ip(FABRIC, "-6", "address", "show") for address in link["addr_info"]
    ]
    assert [address["local"] for address in addresses] == ["::1"]


def test_a_bridge_keeps_its_mtu_when_ports_with_another_come(world: World) -> None:
    design = labs.one_bridge(1)
    wide = design.endpoints[0].model_copy(update={"mtu": 9000})
    world.build(design.model_copy(update={"endpoints": (wide,)}))
    assert world.ip(FABRIC, "link", "show", "lan1")[0]["mtu"] == 1500
    assert not world.plan()


def test_a_second_plan_is_empty(world: World) -> None:
    for design in (labs.one_bridge(5), labs.router_between_two(), labs.cable(), labs.ring()):
        assert world.build(design) == ()
        assert world.plan() == ()
