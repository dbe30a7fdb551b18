"""What a design means in the kernel."""

import pytest

from engine.lower import lower
from engine.resources import Address, Bridge, End, Namespace, Sysctl, Veth, state
from tests.engine.builders import bridge, changed, lab, one_bridge, patched, resources, two_on_a_cable
from topology.mac import default_mac
from topology.values import Design, Endpoint, Network, NetworkOptions, Sandbox


def veth(design: Design, label: str) -> Veth:
    found = lower(design).state["veth", label]
    assert isinstance(found, Veth)
    return found


def test_an_empty_design_is_a_fabric_that_does_not_forward() -> None:
    assert lower(lab()).state == state(
        Namespace(""), Sysctl("", "ipv4/ip_forward", "0"), Sysctl("", "ipv6/conf/all/forwarding", "0")
    )


def test_each_sandbox_is_a_namespace() -> None:
    assert Namespace("app1") in resources(one_bridge("app1"), Namespace)


@pytest.mark.parametrize("setting", ["ipv4/ip_forward", "ipv6/conf/all/forwarding"])
def test_a_router_forwards(setting: str) -> None:
    design = lab(sandboxes=[Sandbox(name="router", forwarding=True)])
    assert Sysctl("router", setting, "1") in resources(design, Sysctl)


@pytest.mark.parametrize("setting", ["ipv4/ip_forward", "ipv6/conf/all/forwarding"])
def test_a_plain_sandbox_is_told_not_to_forward(setting: str) -> None:
    assert Sysctl("app1", setting, "0") in resources(one_bridge("app1"), Sysctl)


def test_a_network_is_a_bridge_with_a_mac_of_its_own() -> None:
    network = Network(name="lan1", options=NetworkOptions(stp=True, mtu=1400, forward_delay=4))
    made = Bridge("lan1", "lan1", default_mac("lab", "lan1"), mtu=1400, stp=True, forward_delay=4)
    assert resources(lab(networks=[network]), Bridge) == [made]


def test_a_network_s_gateways_are_addresses_of_its_bridge() -> None:
    network = Network(name="lan1", subnets=("10.0.0.0/24", "fd00::/64"), gateway=("10.0.0.254", "fd00::1"))
    assert resources(lab(networks=[network]), Address) == [
        Address("", "lan1", "10.0.0.254/24"),
        Address("", "lan1", "fd00::1/64"),
    ]


def test_a_plain_switch_has_no_address() -> None:
    network = Network(name="lan1", subnets=("10.0.0.0/24",), gateway=())
    assert resources(lab(networks=[network]), Address) == []


def test_a_bridge_too_small_for_ipv6_is_given_none() -> None:
    network = Network(name="lan1", subnets=("fd00::/64",), options=NetworkOptions(mtu=1000))
    assert resources(lab(networks=[network]), Address) == []


def test_an_endpoint_on_a_bridge_is_a_veth_pair_from_its_port_to_its_sandbox() -> None:
    assert veth(one_bridge("app1"), "app1.eth0").ends == (
        End("", "app1-eth0", default_mac("lab", "app1.eth0 port"), bridge="lan1"),
        End("app1", "eth0", default_mac("lab", "app1.eth0")),
    )


def test_an_endpoint_holds_its_addresses() -> None:
    assert Address("app1", "eth0", "10.0.0.2/24") in resources(one_bridge("app1"), Address)


def test_an_endpoint_has_the_mac_that_was_drawn() -> None:
    design = changed(one_bridge("app1"), "endpoint", "app1.eth0", mac="02:00:00:00:00:01")
    assert veth(design, "app1.eth0").ends[1].mac == "02:00:00:00:00:01"


def test_both_ends_have_the_endpoint_s_mtu() -> None:
    design = changed(one_bridge("app1"), "endpoint", "app1.eth0", mtu=1400)
    assert [end.mtu for end in veth(design, "app1.eth0").ends] == [1400, 1400]


def test_both_ends_have_the_network_s_mtu_otherwise() -> None:
    design = lab(
        networks=[Network(name="lan1", options=NetworkOptions(mtu=9000))],
        sandboxes=[Sandbox(name="app1")],
        endpoints=[Endpoint(sandbox="app1", network="lan1")],
    )
    assert [end.mtu for end in veth(design, "app1.eth0").ends] == [9000, 9000]


def test_a_pulled_cable_sets_the_port_down_and_leaves_the_interface_up() -> None:
    design = changed(one_bridge("app1"), "endpoint", "app1.eth0", up=False)
    assert [end.up for end in veth(design, "app1.eth0").ends] == [False, True]


def test_an_interface_whose_cable_is_pulled_keeps_its_ipv6_address() -> None:
    design = changed(
        lab([bridge(subnet="fd00::/64")], [Sandbox(name="app1")], [Endpoint(sandbox="app1", network="lan1")]),
        "endpoint",
        "app1.eth0",
        up=False,
    )
    assert Address("app1", "eth0", "fd00::2/64") in resources(design, Address)


def test_an_endpoint_too_small_for_ipv6_holds_ipv4_alone() -> None:
    network = Network(name="lan1", subnets=("10.0.0.0/24", "fd00::/64"), gateway=())
    endpoint = Endpoint(sandbox="app1", network="lan1", mtu=1000)
    design = lab([network], [Sandbox(name="app1")], [endpoint])
    assert resources(design, Address) == [Address("app1", "eth0", "10.0.0.1/24")]


def test_a_cable_is_a_veth_pair_between_two_sandboxes() -> None:
    assert veth(two_on_a_cable(), "c1").ends == (
        End("a", "eth0", default_mac("lab", "a.eth0")),
        End("b", "eth0", default_mac("lab", "b.eth0")),
    )


def test_a_cable_is_no_bridge() -> None:
    assert resources(two_on_a_cable(), Bridge) == []


def test_pulling_a_cable_s_end_sets_that_end_down() -> None:
    assert [end.up for end in veth(two_on_a_cable(up=False), "c1").ends] == [False, True]


def test_a_cable_s_end_that_is_down_keeps_its_ipv4_address() -> None:
    assert Address("a", "eth0", "10.1.0.1/24") in resources(two_on_a_cable(up=False), Address)


def test_a_cable_s_end_that_is_down_holds_no_ipv6_address() -> None:
    design = two_on_a_cable(up=False, subnet="fd00::/64")
    assert [each.place for each in resources(design, Address) if isinstance(each, Address)] == ["b"]


def test_a_cable_within_one_sandbox_has_its_ends_in_order() -> None:
    design = lab(
        networks=[Network(name="c1", driver="cable")],
        sandboxes=[Sandbox(name="a")],
        endpoints=[Endpoint(sandbox="a", network="c1"), Endpoint(sandbox="a", network="c1")],
    )
    assert [end.name for end in veth(design, "c1").ends] == ["eth0", "eth1"]


def test_a_null_network_makes_nothing_but_its_sandboxes() -> None:
    design = lab(
        [Network(name="off", driver="null")],
        [Sandbox(name="app1")],
        [Endpoint(sandbox="app1", network="off", addresses=("10.0.0.2/24",))],
    )
    assert lower(design).state == lower(lab(sandboxes=[Sandbox(name="app1")])).state


def test_a_patch_is_a_veth_pair_between_two_bridges() -> None:
    assert veth(patched(), "p1").ends == (
        End("", "p1-lan1", default_mac("lab", "p1 lan1"), bridge="lan1"),
        End("", "p1-lan2", default_mac("lab", "p1 lan2"), bridge="lan2"),
    )


def test_a_patch_that_is_down_has_both_ends_down() -> None:
    assert [end.up for end in veth(patched(up=False), "p1").ends] == [False, False]


def test_a_patch_s_ends_are_sorted_by_name() -> None:
    turned = changed(patched(), "patch", "p1", networks=("lan2", "lan1"))
    assert veth(turned, "p1") == veth(patched(), "p1")


def test_interfaces_are_made_in_the_order_drawn_whatever_network_they_are_on() -> None:
    design = lab(
        networks=[bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
        sandboxes=[Sandbox(name="app1")],
        endpoints=[
            Endpoint(sandbox="app1", network="lan2", interface="eth0"),
            Endpoint(sandbox="app1", network="lan1", interface="eth10"),
            Endpoint(sandbox="app1", network="lan1", interface="eth9"),
        ],
    )
    made = [each.label for each in resources(design, Veth) if isinstance(each, Veth)]
    assert made == ["app1.eth0", "app1.eth9", "app1.eth10"]


@pytest.mark.parametrize(
    ("key", "owner"),
    [
        (("namespace", ""), ("topology", "lab")),
        (("sysctl", "app1", "ipv4/ip_forward"), ("sandbox", "app1")),
        (("bridge", "lan1"), ("network", "lan1")),
        (("address", "", "lan1", "10.0.0.1/24"), ("network", "lan1")),
        (("veth", "app1.eth0"), ("endpoint", "app1.eth0")),
        (("address", "app1", "eth0", "10.0.0.2/24"), ("endpoint", "app1.eth0")),
        (("route", "app1", "0.0.0.0/0", "10.0.0.1"), ("sandbox", "app1")),
    ],
)
def test_each_resource_has_the_object_that_it_is_there_for(
    key: tuple[str, ...], owner: tuple[str, str]
) -> None:
    assert lower(one_bridge("app1")).owners[key] == owner


def test_a_cable_is_its_network_s() -> None:
    assert lower(two_on_a_cable()).owners["veth", "c1"] == ("network", "c1")


def test_a_patch_is_its_own() -> None:
    assert lower(patched()).owners["veth", "p1"] == ("patch", "p1")


def test_a_design_that_is_not_complete_cannot_be_lowered() -> None:
    bare = Design(
        name="lab",
        networks=(bridge(),),
        sandboxes=(Sandbox(name="app1"),),
        endpoints=(Endpoint(sandbox="app1", network="lan1"),),
    )
    with pytest.raises(ValueError, match="app1 on lan1 has no interface name"):
        lower(bare)
