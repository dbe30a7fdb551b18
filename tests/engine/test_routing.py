"""Which routes a sandbox gets."""

from engine.resources import Route
from tests.engine.builders import bridge, changed, lab, one_bridge, resources, two_on_a_cable
from topology.values import Design, Endpoint, Network, Sandbox
from topology.values import Route as Drawn


def routes(design: Design) -> list[tuple[str, str, str]]:
    found = [each for each in resources(design, Route) if isinstance(each, Route)]
    return [(each.place, each.to, each.via) for each in found]


def on_two_bridges(sandbox: Sandbox, first: int = 0, second: int = 0) -> Design:
    """The sandbox with eth0 on lan1 and eth1 on lan2, of these gateway priorities."""
    return lab(
        networks=[bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
        sandboxes=[sandbox],
        endpoints=[
            Endpoint(sandbox=sandbox.name, network="lan1", gateway_priority=first),
            Endpoint(sandbox=sandbox.name, network="lan2", gateway_priority=second),
        ],
    )


def test_the_gateway_of_its_network_is_the_default_route() -> None:
    assert routes(one_bridge("app1")) == [("app1", "0.0.0.0/0", "10.0.0.1")]


def test_the_lowest_interface_wins() -> None:
    assert routes(on_two_bridges(Sandbox(name="app1"))) == [("app1", "0.0.0.0/0", "10.0.0.1")]


def test_gateway_priority_wins_over_the_interface() -> None:
    design = on_two_bridges(Sandbox(name="app1"), second=1)
    assert routes(design) == [("app1", "0.0.0.0/0", "10.0.1.1")]


def test_eth9_comes_before_eth10() -> None:
    design = lab(
        networks=[bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
        sandboxes=[Sandbox(name="app1")],
        endpoints=[
            Endpoint(sandbox="app1", network="lan1", interface="eth10"),
            Endpoint(sandbox="app1", network="lan2", interface="eth9"),
        ],
    )
    assert routes(design) == [("app1", "0.0.0.0/0", "10.0.1.1")]


def test_each_family_has_a_default_route_of_its_own() -> None:
    network = Network(name="lan1", subnets=("10.0.0.0/24", "fd00::/64"))
    design = lab([network], [Sandbox(name="app1")], [Endpoint(sandbox="app1", network="lan1")])
    assert routes(design) == [("app1", "0.0.0.0/0", "10.0.0.1"), ("app1", "::/0", "fd00::1")]


def test_a_network_without_a_gateway_is_passed_over() -> None:
    plain = Network(name="lan1", subnets=("10.0.0.0/24",), gateway=())
    design = lab(
        [plain, bridge("lan2", "10.0.1.0/24")],
        [Sandbox(name="app1")],
        [Endpoint(sandbox="app1", network="lan1"), Endpoint(sandbox="app1", network="lan2")],
    )
    assert routes(design) == [("app1", "0.0.0.0/0", "10.0.1.1")]


def test_a_gateway_that_the_sandbox_has_no_address_for_is_passed_over() -> None:
    design = changed(on_two_bridges(Sandbox(name="app1")), "endpoint", "app1.eth0", addresses=())
    assert routes(design) == [("app1", "0.0.0.0/0", "10.0.1.1")]


def test_an_own_default_route_replaces_the_gateway_s() -> None:
    own = Sandbox(name="app1", routes=(Drawn(to="0.0.0.0/0", via="10.0.1.9"),))
    assert routes(on_two_bridges(own)) == [("app1", "0.0.0.0/0", "10.0.1.9")]


def test_an_own_route_stands_beside_the_default_route() -> None:
    own = Sandbox(name="app1", routes=(Drawn(to="192.168.0.0/16", via="10.0.1.9"),))
    assert routes(on_two_bridges(own)) == [
        ("app1", "192.168.0.0/16", "10.0.1.9"),
        ("app1", "0.0.0.0/0", "10.0.0.1"),
    ]


def test_a_route_whose_next_hop_is_no_neighbour_is_left_out() -> None:
    own = Sandbox(name="app1", routes=(Drawn(to="192.168.0.0/16", via="172.16.0.1"),))
    assert routes(on_two_bridges(own)) == [("app1", "0.0.0.0/0", "10.0.0.1")]


def test_a_route_through_a_cable_s_end_that_is_down_is_left_out() -> None:
    routed = (Drawn(to="192.168.0.0/16", via="10.1.0.2"),)
    assert routes(changed(two_on_a_cable(up=False), "sandbox", "a", routes=routed)) == []


def test_a_route_through_a_cable_that_is_up_is_there() -> None:
    routed = (Drawn(to="192.168.0.0/16", via="10.1.0.2"),)
    assert routes(changed(two_on_a_cable(), "sandbox", "a", routes=routed)) == [
        ("a", "192.168.0.0/16", "10.1.0.2")
    ]


def test_a_route_through_a_pulled_cable_to_a_bridge_stays() -> None:
    design = changed(one_bridge("app1"), "endpoint", "app1.eth0", up=False)
    assert routes(design) == [("app1", "0.0.0.0/0", "10.0.0.1")]


def test_nobody_is_their_own_next_hop() -> None:
    own = Sandbox(name="app1", routes=(Drawn(to="192.168.0.0/16", via="10.0.0.2"),))
    assert ("app1", "192.168.0.0/16", "10.0.0.2") not in routes(on_two_bridges(own))


def test_a_cable_s_gateway_is_nobody_s_default_route() -> None:
    assert routes(changed(two_on_a_cable(), "network", "c1", gateway=("10.1.0.2",))) == []


def test_a_sandbox_without_endpoints_has_no_routes() -> None:
    assert routes(lab(sandboxes=[Sandbox(name="app1")])) == []
