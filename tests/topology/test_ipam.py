"""What is handed out for what was left out."""

from tests.topology.builders import cable, design, endpoint, network, patch, sandbox
from topology.ipam import Usage, complete, report
from topology.values import Design, Endpoint


def ends(made: Design) -> dict[str, tuple[str, ...] | None]:
    return {end.name: end.addresses for end in complete(made).endpoints}


def subnets(made: Design) -> dict[str, tuple[str, ...] | None]:
    return {net.name: net.subnets for net in complete(made).networks}


def gateways(made: Design) -> dict[str, tuple[str, ...] | None]:
    return {net.name: net.gateway for net in complete(made).networks}


def test_interfaces_are_named_in_the_order_drawn() -> None:
    made = design(network("b"), network("a"), sandbox(), endpoint("app1", "b"), endpoint("app1", "a"))
    assert [(end.interface, end.network) for end in complete(made).endpoints] == [
        ("eth0", "b"),
        ("eth1", "a"),
    ]


def test_an_interface_takes_the_first_free_name() -> None:
    drawn = [endpoint(interface="eth0"), endpoint(), endpoint(interface="wan")]
    assert set(ends(design(network(), sandbox(), *drawn))) == {"app1.eth0", "app1.eth1", "app1.wan"}


def test_patches_are_named_but_not_like_another_object() -> None:
    made = design(network("lan1"), network("lan2"), sandbox("p1"), patch(name="p2"), patch())
    assert [each.name for each in complete(made).patches] == ["p2", "p3"]


def test_subnets_come_from_the_pool_in_the_order_drawn() -> None:
    made = design(network("b"), network("a"), network("c"))
    assert subnets(made) == {"b": ("10.0.0.0/24",), "a": ("10.0.1.0/24",), "c": ("10.0.2.0/24",)}


def test_a_subnet_that_somebody_wrote_is_not_handed_out() -> None:
    made = design(network("a"), network("b", subnets=("10.0.0.0/23", "10.0.3.128/25")), network("c"))
    assert subnets(made)["a"] == ("10.0.2.0/24",)
    assert subnets(made)["c"] == ("10.0.4.0/24",)


def test_a_reserved_subnet_is_not_handed_out() -> None:
    made = complete(design(network()), reserved_subnets=["10.0.0.0/16", "fd00::/8"])
    assert made.networks[0].subnets == ("10.1.0.0/24",)


def test_an_empty_list_of_subnets_stays_empty() -> None:
    assert subnets(design(network(subnets=()))) == {"lan1": ()}


def test_a_null_network_gets_no_subnets() -> None:
    assert subnets(design(network(driver="null"))) == {"lan1": ()}


def test_an_exhausted_pool_leaves_the_subnets_out() -> None:
    assert subnets(design(network("a", subnets=("10.0.0.0/8",)), network("b")))["b"] is None


def test_the_gateway_is_the_first_address_of_each_subnet() -> None:
    made = design(network(subnets=("10.0.0.0/24", "fd00::/64", "10.9.0.0/31")))
    assert gateways(made) == {"lan1": ("10.0.0.1", "fd00::1", "10.9.0.0")}


def test_no_gateway_stays_no_gateway() -> None:
    assert gateways(design(network(gateway=()))) == {"lan1": ()}


def test_a_cable_has_no_gateway() -> None:
    assert gateways(design(cable())) == {"wire": ()}


def test_of_patched_networks_with_one_subnet_the_first_has_the_gateway() -> None:
    lans = [network(name, subnets=("10.0.0.0/24",)) for name in ("a", "b")]
    assert gateways(design(*lans, patch("b", "a"))) == {"a": ("10.0.0.1",), "b": ()}


def test_an_endpoint_gets_the_next_free_address_of_each_subnet() -> None:
    drawn = [endpoint("app1"), endpoint("app2", "lan1", "10.0.0.2/24"), endpoint("app3")]
    made = design(network(subnets=("10.0.0.0/24", "fd00::/64")), *drawn)
    assert ends(made) == {
        "app1.eth0": ("10.0.0.3/24", "fd00::2/64"),
        "app2.eth0": ("10.0.0.2/24",),
        "app3.eth0": ("10.0.0.4/24", "fd00::3/64"),
    }


def test_patched_networks_with_one_subnet_hand_out_from_one_store() -> None:
    lans = [network(name, subnets=("10.0.0.0/24",)) for name in ("a", "b")]
    made = design(*lans, patch("a", "b"), endpoint("app1", "a"), endpoint("app2", "b"))
    assert ends(made) == {"app1.eth0": ("10.0.0.2/24",), "app2.eth0": ("10.0.0.3/24",)}


def test_an_endpoint_in_a_full_subnet_stays_without_addresses() -> None:
    drawn = [endpoint(name) for name in ("app1", "app2")]
    assert ends(design(network(subnets=("10.0.0.0/30",)), *drawn)) == {
        "app1.eth0": ("10.0.0.2/30",),
        "app2.eth0": None,
    }


def test_an_empty_list_of_addresses_stays_empty() -> None:
    silent = Endpoint(sandbox="app1", network="lan1", addresses=())
    assert ends(design(network(), silent)) == {"app1.eth0": ()}


def test_an_address_without_prefix_length_gets_its_subnets() -> None:
    assert ends(design(network(subnets=("10.0.0.0/20",)), endpoint("app1", "lan1", "10.0.0.9"))) == {
        "app1.eth0": ("10.0.0.9/20",)
    }


def test_everything_gets_one_spelling() -> None:
    end = endpoint("app1", "lan1", "FD00:0::0:9/64", mac="02-00-00-00-00-0A")
    made = complete(design(network(subnets=("FD00:0::/64",)), sandbox("app1", ("::0/0", "FD00::1")), end))
    assert made.networks[0].subnets == ("fd00::/64",)
    assert made.endpoints[0].addresses == ("fd00::9/64",)
    assert made.endpoints[0].mac == "02:00:00:00:00:0a"
    assert made.sandboxes[0].routes[0].model_dump() == {"to": "::/0", "via": "fd00::1"}


def test_malformed_text_is_left_for_validation() -> None:
    made = design(network(subnets=("ten",), gateway=("one",)), endpoint("app1", "lan1", "two", mac="three"))
    assert complete(made).networks == made.networks
    assert complete(made).endpoints[0].addresses == ("two",)


def test_objects_stand_in_natural_order() -> None:
    made = complete(design(network("lan10"), network("lan9"), sandbox("b"), sandbox("a")))
    assert [net.name for net in made.networks] == ["lan9", "lan10"]
    assert [box.name for box in made.sandboxes] == ["a", "b"]


def test_a_file_read_again_without_its_subnets_keeps_those_it_was_given() -> None:
    before = complete(design(network("a"), network("b"), endpoint("app1", "b"), endpoint("app2", "b")))
    again = complete(
        design(network("new"), network("b"), endpoint("app2", "b"), endpoint("app1", "b")), before
    )
    assert {net.name: net.subnets for net in again.networks} == {
        "b": ("10.0.1.0/24",),
        "new": ("10.0.0.0/24",),
    }
    assert again.endpoints == before.endpoints


def test_a_kept_address_is_not_handed_out_to_somebody_who_comes_first() -> None:
    before = complete(design(network("a"), endpoint("app1", "a")))
    again = complete(design(network("a"), endpoint("app0", "a"), endpoint("app1", "a")), before)
    assert [end.addresses for end in again.endpoints] == [("10.0.0.3/24",), ("10.0.0.2/24",)]


def test_an_interface_keeps_its_name_when_an_earlier_one_goes() -> None:
    before = complete(design(network("a"), network("b"), endpoint("app1", "a"), endpoint("app1", "b")))
    again = complete(design(network("a"), network("b"), endpoint("app1", "b")), before)
    assert [(end.name, end.network) for end in again.endpoints] == [("app1.eth1", "b")]


def test_a_patch_keeps_its_name() -> None:
    lans = [network(name) for name in ("a", "b", "c")]
    before = complete(design(*lans, patch("a", "b"), patch("b", "c")))
    again = complete(design(*lans, patch("c", "b")), before)
    assert [each.name for each in again.patches] == ["p2"]


def test_positions_are_kept_for_what_is_still_there() -> None:
    before = complete(design(network("a"), sandbox("b"), layout={"a": (1, 2), "b": (3, 4)}))
    assert complete(design(network("a")), before).layout == {"a": (1, 2)}


def test_the_report_counts_what_is_used_and_free() -> None:
    made = complete(
        design(network(subnets=("10.0.0.0/29", "fd00::/126")), endpoint("app1"), endpoint("app2"))
    )
    assert report(made) == (
        Usage("lan1", "10.0.0.0/29", used=3, free=3, next_free="10.0.0.4/29"),
        Usage("lan1", "fd00::/126", used=3, free=0, next_free=None),
    )
