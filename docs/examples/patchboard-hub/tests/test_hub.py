"""A hub floods, and says what it cannot do. Needs no kernel: a driver is pure."""

from patchboard_hub import driver

from engine.drivers import bridge
from engine.resources import Bridge, Veth
from topology.ipam import complete
from topology.values import Design, Endpoint, Network, NetworkOptions, Sandbox


def lab(**options: object) -> Design:
    return complete(
        Design(
            name="lab",
            networks=(Network(name="hub1", driver="hub", options=NetworkOptions(**options)),),
            sandboxes=(Sandbox(name="a"), Sandbox(name="b")),
            endpoints=(Endpoint(sandbox="a", network="hub1"), Endpoint(sandbox="b", network="hub1")),
        )
    )


def lowered(driver_module, design: Design) -> list:
    return [each for each, _ in driver_module.lower(design, design.networks[0], design.endpoints)]


def test_a_hub_is_a_bridge_that_remembers_nothing() -> None:
    assert [each.ageing for each in lowered(driver, lab()) if isinstance(each, Bridge)] == [0]


def test_all_else_is_as_on_a_bridge() -> None:
    design = lab()
    ours, theirs = (
        [each for each in lowered(which, design) if not isinstance(each, Bridge)]
        for which in (driver, bridge)
    )
    assert ours == theirs
    assert len([each for each in ours if isinstance(each, Veth)]) == 2


def test_an_ageing_time_is_refused() -> None:
    network = lab(ageing=60).networks[0]
    assert [problem.field for problem in driver.check(network, ())] == ["options.ageing"]


def test_a_spanning_tree_is_refused() -> None:
    network = lab(stp=True).networks[0]
    assert [problem.field for problem in driver.check(network, ())] == ["options.stp"]
