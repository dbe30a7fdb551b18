"""The design as a graph."""

from hypothesis import given

from tests.topology.builders import design, endpoint, network, patch, sandbox
from tests.topology.strategies import designs, several
from topology.graph import Loop, bridge_loops, components, graph, segments
from topology.ipam import complete
from topology.values import Design

LAB = complete(
    design(
        *(network(name) for name in ("lan1", "lan2", "lan3")),
        *(sandbox(name) for name in ("app1", "app2", "alone")),
        endpoint("app1", "lan1"),
        endpoint("app1", "lan1"),
        endpoint("app2", "lan3"),
        patch("lan1", "lan2"),
    )
)


def test_networks_and_sandboxes_are_nodes_and_links_are_edges() -> None:
    drawn = graph(LAB)
    assert {name: drawn.nodes[name]["kind"] for name in drawn} == {
        **dict.fromkeys(["lan1", "lan2", "lan3"], "network"),
        **dict.fromkeys(["app1", "app2", "alone"], "sandbox"),
    }
    assert {key: drawn.edges[one, other, key]["kind"] for one, other, key in drawn.edges(keys=True)} == {
        "app1.eth0": "endpoint",
        "app1.eth1": "endpoint",
        "app2.eth0": "endpoint",
        "p1": "patch",
    }


def test_values_are_found_on_the_graph() -> None:
    assert graph(LAB).nodes["lan1"]["value"] == LAB.networks[0]
    assert graph(LAB).edges["lan1", "lan2", "p1"]["value"] == LAB.patches[0]


def test_what_hangs_together_is_one_component() -> None:
    assert set(components(LAB)) == {
        frozenset({"lan1", "lan2", "app1"}),
        frozenset({"lan3", "app2"}),
        frozenset({"alone"}),
    }


def test_patched_networks_are_one_segment() -> None:
    assert segments(LAB) == {"lan1": "lan1", "lan2": "lan1", "lan3": "lan3"}


def test_a_loop_is_named_by_its_networks_and_patches() -> None:
    lans = [network(name) for name in ("a", "b", "c")]
    made = complete(design(*lans, patch("a", "b"), patch("b", "c"), patch("c", "a")))
    assert bridge_loops(made) == (Loop(("c", "b", "a"), ("p2", "p1", "p3")),)


@several
@given(designs())
def test_a_graph_can_be_drawn_of_any_design(made: Design) -> None:
    drawn = graph(made)
    assert drawn.number_of_nodes() == len(made.networks) + len(made.sandboxes)
    assert drawn.number_of_edges() == len(made.endpoints) + len(made.patches)


@several
@given(designs())
def test_there_are_as_many_loops_as_patches_beyond_a_tree(made: Design) -> None:
    quiet = {network.name for network in made.networks if network.options.stp}
    patches = [each for each in made.patches if each.up and not quiet & set(each.networks)]
    networks = [network for network in made.networks if network.name not in quiet]
    islands = len(
        set(
            segments(
                made.model_copy(update={"networks": tuple(networks), "patches": tuple(patches)})
            ).values()
        )
    )
    assert len(bridge_loops(made)) == len(patches) - (len(networks) - islands)
