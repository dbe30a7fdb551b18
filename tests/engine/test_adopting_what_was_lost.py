"""What was lost only because of something else stays in the design when drift is adopted."""

from engine.adopting import adoption
from engine.lower import lower
from engine.reconcile import inspect
from tests.engine.builders import built
from tests.engine.drifted import change_end, renumber, take, two_networks
from topology.edits import apply


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
