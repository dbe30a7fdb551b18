"""Networks on top of others: what they mean in the kernel, how a plan goes about them, and what it says."""

import pytest

from engine.attribution import by_owner
from engine.commands import commands
from engine.features import EVERY
from engine.lower import lower
from engine.obstacles import obstacles
from engine.plan import Create, Delete, Update
from engine.planning import plan
from engine.resources import MAC_OF_LOWER, Address, Bridge, End, Route, Shaping, Upper, Veth
from engine.sentences import deviation, sentence
from tests.engine.builders import bridge, build, built, changed, lab
from topology.mac import default_mac
from topology.values import Design, Endpoint, Network, NetworkOptions, Patch, Sandbox


def stacked(driver: str = "macvlan", parent: str | None = "lan1", mode: str | None = None) -> Design:
    """app1 on `top`, which is on lan1 or on nothing."""
    subnets = None if parent else ("10.7.0.0/24",)
    options = NetworkOptions(parent=parent, mode=mode)
    return lab(
        [bridge(), Network(name="top", driver=driver, subnets=subnets, options=options)],
        [Sandbox(name="app1")],
        [Endpoint(sandbox="app1", network="top")],
    )


def vlan(name: str, number: int, parent: str = "lan1", gateway: tuple[str, ...] | None = ()) -> Network:
    options = NetworkOptions(parent=parent, vlan=number)
    subnets = (f"10.0.{number}.0/24",)
    return Network(name=name, driver="vlan", subnets=subnets, gateway=gateway, options=options)


def switch(*endpoints: tuple[str, str], gateway: tuple[str, ...] | None = ()) -> Design:
    """Red (VLAN 20) and blue (VLAN 30) on lan1; endpoints by sandbox and network."""
    names = dict.fromkeys(sandbox for sandbox, _ in endpoints)
    return lab(
        [bridge(), vlan("red", 20, gateway=gateway), vlan("blue", 30)],
        [Sandbox(name=name) for name in names],
        [Endpoint(sandbox=sandbox, network=network) for sandbox, network in endpoints],
    )


def found(design: Design, kind: str, label: str) -> Bridge | Veth | Upper:
    resource = lower(design).state[kind, label]
    assert isinstance(resource, Bridge | Veth | Upper)
    return resource


def members(design: Design, label: str) -> list[tuple[str, ...]]:
    """The VLANs of a link's ends that are ports."""
    link = found(design, "veth", label)
    assert isinstance(link, Veth)
    return [end.vlans for end in link.ends if end.bridge]


def test_a_macvlan_is_on_one_end_of_a_pair_whose_other_end_is_a_port_of_the_parent() -> None:
    design = stacked()
    assert found(design, "veth", "top") == Veth(
        "top",
        (
            End("", "top", default_mac("lab", "top")),
            End("", "top-port", default_mac("lab", "top port"), bridge="lan1"),
        ),
    )
    end = End("app1", "eth0", default_mac("lab", "app1.eth0"))
    assert found(design, "upper", "app1.eth0") == Upper("app1.eth0", "macvlan", end, "", "top", "bridge")


def test_without_a_parent_the_other_end_is_plugged_in_nowhere() -> None:
    link = found(stacked(parent=None), "veth", "top")
    assert isinstance(link, Veth)
    assert [end.bridge for end in link.ends] == [None, None]


def test_an_ipvlan_has_no_mac_address_of_its_own() -> None:
    link = found(stacked("ipvlan"), "upper", "app1.eth0")
    assert isinstance(link, Upper)
    assert (link.end.mac, link.mode) == (MAC_OF_LOWER, "l2")


def test_its_default_route_is_by_the_gateway_of_its_parent() -> None:
    assert Route("app1", "0.0.0.0/0", "10.0.0.1") in lower(stacked()).state.values()


def test_a_pulled_cable_sets_the_interface_down() -> None:
    link = found(changed(stacked(), "endpoint", "app1.eth0", up=False), "upper", "app1.eth0")
    assert isinstance(link, Upper)
    assert not link.end.up


def shapings(design: Design) -> list[Shaping]:
    return [each for each in lower(design).state.values() if isinstance(each, Shaping)]


@pytest.mark.parametrize("driver", ["macvlan", "ipvlan"])
@pytest.mark.parametrize("direction", ["both", "in"])
def test_a_rate_of_what_is_received_on_top_is_refused(driver: str, direction: str) -> None:
    design = changed(stacked(driver), "endpoint", "app1.eth0", rate="1mbit", direction=direction)
    assert [(problem.name, problem.field) for problem in obstacles(design, EVERY)] == [("app1.eth0", "rate")]


@pytest.mark.parametrize("driver", ["macvlan", "ipvlan"])
def test_what_is_sent_on_top_is_shaped(driver: str) -> None:
    design = changed(stacked(driver), "endpoint", "app1.eth0", delay="5ms", direction="out")
    assert obstacles(design, EVERY) == ()
    assert shapings(design) == [Shaping("app1", "eth0", delay=5_000_000)]


def test_a_loss_on_top_needs_netem() -> None:
    design = changed(stacked(), "endpoint", "app1.eth0", loss="5%", direction="out")
    assert [problem.field for problem in obstacles(design, EVERY - {"netem"})] == ["loss"]


def test_an_access_port_of_a_vlan_is_shaped_like_any_other() -> None:
    design = changed(switch(("app1", "red")), "endpoint", "app1.eth0", delay="5ms")
    assert obstacles(design, EVERY) == ()
    assert {(each.place, each.interface) for each in shapings(design)} == {
        ("", "app1-eth0"),
        ("app1", "eth0"),
    }


def test_what_a_tagged_interface_sends_is_shaped() -> None:
    design = changed(switch(("r", "lan1"), ("r", "red")), "endpoint", "r.eth1", rate="1mbit", direction="out")
    assert obstacles(design, EVERY) == ()
    assert [(each.place, each.interface) for each in shapings(design)] == [("r", "eth1")]


def test_only_a_bridge_with_vlans_filters() -> None:
    assert found(switch(), "bridge", "lan1").vlan_filtering  # type: ignore[union-attr]
    assert not found(stacked(), "bridge", "lan1").vlan_filtering  # type: ignore[union-attr]


def test_an_endpoint_of_a_vlan_is_an_access_port_of_the_parent() -> None:
    assert members(switch(("app1", "red")), "app1.eth0") == [("20 pvid untagged",)]


def test_an_endpoint_of_the_parent_is_in_the_native_vlan() -> None:
    assert members(switch(("app1", "lan1")), "app1.eth0") == [("1 pvid untagged",)]


def test_in_a_sandbox_on_the_parent_too_a_vlan_is_tagged_on_top_of_its_first_interface() -> None:
    design = switch(("r", "lan1"), ("r", "red"), ("r", "lan1"), ("r", "blue"))
    assert members(design, "r.eth0") == [("1 pvid untagged", "20", "30")]
    assert members(design, "r.eth2") == [("1 pvid untagged",)]
    tagged = found(design, "upper", "r.eth3")
    assert isinstance(tagged, Upper)
    assert (tagged.kind, tagged.lower_place, tagged.lower, tagged.mode) == ("vlan", "r", "eth0", "30")


def test_a_vlan_s_gateway_is_on_a_link_on_top_of_the_bridge_which_is_in_the_vlan() -> None:
    design = switch(("app1", "red"), gateway=None)
    end = End("", "red", default_mac("lab", "red"))
    assert found(design, "upper", "red") == Upper("red", "vlan", end, "", "lan1", "20")
    assert found(design, "bridge", "lan1").vlans == ("1 pvid untagged", "20")  # type: ignore[union-attr]
    assert Address("", "red", "10.0.20.1/24") in lower(design).state.values()
    assert Route("app1", "0.0.0.0/0", "10.0.20.1") in lower(design).state.values()


def test_a_patch_carries_all_vlans_of_the_switches_that_hang_together() -> None:
    design = lab(
        [
            *(bridge(name, f"10.{number}.0.0/24") for number, name in enumerate(("lan1", "lan2", "lan3"))),
            vlan("red", 20, "lan1"),
            vlan("blue", 30, "lan3"),
        ],
        patches=[Patch(networks=("lan1", "lan2")), Patch(networks=("lan2", "lan3"))],
    )
    assert members(design, "p1") == [("1 pvid untagged", "20", "30"), ()]
    assert members(design, "p2") == [(), ("1 pvid untagged", "20", "30")]


def test_what_a_kernel_lacks_is_told_of_the_network_that_needs_it() -> None:
    without = EVERY - {"vlan_filtering", "ipvlan"}
    problems = (*obstacles(switch(), without), *obstacles(stacked("ipvlan"), without))
    assert [(each.kind, each.name, each.field) for each in problems] == [
        ("network", "blue", "driver"),
        ("network", "red", "driver"),
        ("network", "top", "driver"),
    ]
    assert "modprobe ipvlan" in problems[-1].remedy


DESIGNS = {
    "macvlan": stacked(),
    "ipvlan": stacked("ipvlan", None, "l3"),
    "vlan": switch(("r", "lan1"), ("r", "red"), ("app1", "blue"), gateway=None),
}


@pytest.mark.parametrize("before", DESIGNS)
@pytest.mark.parametrize("after", DESIGNS)
def test_from_any_to_any_is_one_pass(before: str, after: str) -> None:
    backend = built(DESIGNS[before])
    assert build(backend, lower(DESIGNS[after])).is_done
    assert plan(backend.observe("lab"), lower(DESIGNS[after]).state) == ()


def test_a_link_on_top_of_one_that_is_made_anew_is_made_anew() -> None:
    state = dict(lower(stacked()).state)
    pair = state["veth", "top"]
    assert isinstance(pair, Veth)
    observed = state | {("veth", "top"): Veth("top", pair.ends[:1])}
    todo = plan(observed, state)
    assert Delete(state["upper", "app1.eth0"]) in todo
    assert Create(state["upper", "app1.eth0"]) in todo


def test_a_link_on_top_goes_before_its_sandbox_does_if_the_one_below_stays() -> None:
    observed, emptied = lower(stacked()).state, lab(stacked().networks)
    going = [action.key[0] for action in plan(observed, lower(emptied).state)]
    assert [kind for kind in going if kind != "file"] == ["upper", "namespace"]


def test_another_mode_is_a_change_and_another_number_is_not() -> None:
    private = plan(lower(stacked()).state, lower(stacked(mode="private")).state)
    assert [type(action) for action in private] == [Update]
    assert sentence(private[0]) == "change macvlan app1.eth0: eth0 mode from bridge to private"
    assert deviation(private[0]) == "mode of eth0 is bridge, not private"


def test_commands_make_a_macvlan_from_the_fabric() -> None:
    upper = found(stacked(), "upper", "app1.eth0")
    made, dressed = commands("lab", (Create(upper),))
    assert " ".join(made).startswith("ip -n lab link add link top name eth0 group ")
    assert " ".join(made).endswith("netns lab.app1 type macvlan mode bridge")
    assert dressed[-3:] == ["mtu", "1500", "up"]


def test_commands_put_ports_into_their_vlans() -> None:
    port = found(switch(("app1", "red")), "veth", "app1.eth0")
    typed = [" ".join(command) for command in commands("lab", (Create(port),))]
    assert [line for line in typed if line.startswith("bridge")] == [
        "bridge -n lab vlan add dev app1-eth0 vid 20 pvid untagged",
        "bridge -n lab vlan del dev app1-eth0 vid 1",
    ]


def test_one_that_was_left_half_made_is_of_the_endpoint_that_has_its_name() -> None:
    design = stacked()
    half = Upper("half-made app1/eth0", "macvlan", End("app1", "eth0", ""), "", "top", "bridge")
    assert list(by_owner(design, lower(design), (Delete(half),))) == [("endpoint", "app1.eth0")]
