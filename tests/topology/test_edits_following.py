"""Addresses that follow their network's subnets, or their endpoint into another network."""

from typing import Any

import pytest

from tests.topology.builders import design, endpoint, network, sandbox
from topology.edits import apply
from topology.ipam import complete
from topology.validation import validate
from topology.values import Design, Endpoint

START = complete(
    design(
        network("lan1", subnets=("10.0.0.0/24",)),
        network("lan2", subnets=("10.0.1.0/24", "fd00::/64")),
        sandbox("app1"),
        sandbox("app2"),
        sandbox("app3"),
        endpoint("app1", "lan1", "10.0.0.7/24"),
        endpoint("app2", "lan1", "10.0.0.200/24"),
        Endpoint(sandbox="app3", network="lan1", addresses=()),
    )
)


def setting(kind: str, name: str, start: Design = START, **fields: Any) -> Design:
    return apply(start, [{"op": "set", "kind": kind, "name": name, "fields": fields}])


def addresses(made: Design) -> dict[str, tuple[str, ...] | None]:
    return {end.sandbox: end.addresses for end in made.endpoints}


def gateway(made: Design, name: str = "lan1") -> tuple[str, ...] | None:
    return next(net.gateway for net in made.networks if net.name == name)


def test_another_subnet_takes_over_the_host_parts() -> None:
    made = setting("network", "lan1", subnets=["10.5.0.0/24"])
    assert addresses(made) == {"app1": ("10.5.0.7/24",), "app2": ("10.5.0.200/24",), "app3": ()}
    assert gateway(made) == ("10.5.0.1",)
    assert validate(made) == ()


def test_a_larger_subnet_keeps_the_addresses() -> None:
    made = setting("network", "lan1", subnets=["10.0.0.0/24", "172.16.0.0/16"])
    assert addresses(made)["app1"] == ("10.0.0.7/24", "172.16.0.2/16")


def test_what_has_no_room_in_a_smaller_subnet_gets_a_free_address() -> None:
    made = setting("network", "lan1", subnets=["10.5.0.0/29"])
    assert addresses(made) == {"app1": ("10.5.0.2/29",), "app2": ("10.5.0.3/29",), "app3": ()}
    assert validate(made) == ()


def test_a_second_family_comes_to_all_who_have_addresses() -> None:
    made = setting("network", "lan1", subnets=["10.0.0.0/24", "fd05::/64"])
    assert addresses(made) == {
        "app1": ("10.0.0.7/24", "fd05::2/64"),
        "app2": ("10.0.0.200/24", "fd05::3/64"),
        "app3": (),
    }
    assert gateway(made) == ("10.0.0.1", "fd05::1")


def test_a_family_that_goes_takes_its_addresses_along() -> None:
    both = setting("network", "lan1", subnets=["10.0.0.0/24", "fd05::/64"])
    assert setting("network", "lan1", both, subnets=["10.0.0.0/24"]) == START


def test_without_subnets_there_are_no_addresses() -> None:
    made = setting("network", "lan1", subnets=[])
    assert addresses(made) == {"app1": (), "app2": (), "app3": ()}
    assert gateway(made) == ()


def test_a_plain_switch_stays_one() -> None:
    plain = setting("network", "lan1", gateway=[])
    assert gateway(setting("network", "lan1", plain, subnets=["10.5.0.0/24"])) == ()


def test_a_gateway_that_is_set_too_is_taken() -> None:
    assert gateway(setting("network", "lan1", subnets=["10.5.0.0/24"], gateway="10.5.0.254")) == (
        "10.5.0.254",
    )


def test_an_unusual_gateway_keeps_its_host_part() -> None:
    unusual = setting("network", "lan1", gateway="10.0.0.254")
    assert gateway(setting("network", "lan1", unusual, subnets=["10.5.0.0/24"])) == ("10.5.0.254",)


def test_an_endpoint_in_another_network_gets_its_addresses() -> None:
    made = setting("endpoint", "app1.eth0", network="lan2")
    assert addresses(made)["app1"] == ("10.0.1.2/24", "fd00::2/64")


def test_an_endpoint_that_is_given_addresses_too_has_those() -> None:
    made = setting("endpoint", "app1.eth0", network="lan2", addresses=["10.0.1.9/24"])
    assert addresses(made)["app1"] == ("10.0.1.9/24",)


def test_an_endpoint_without_addresses_stays_so_in_another_network() -> None:
    assert addresses(setting("endpoint", "app3.eth0", network="lan2"))["app3"] == ()


@pytest.mark.parametrize("driver", ["cable", "null"])
def test_what_is_no_bridge_any_more_has_no_gateway(driver: str) -> None:
    assert gateway(setting("network", "lan1", driver=driver)) == ()


def test_an_endpoint_put_back_to_left_out_gets_a_name_again() -> None:
    odd = setting("endpoint", "app1.eth0", interface="wan")
    assert setting("endpoint", "app1.wan", odd, interface=None) == START
