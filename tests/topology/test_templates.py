"""Templates: whatever their parameters, nothing is wrong with what they draw, and it hangs together."""

import networkx as nx
import pytest

from engine.check import check
from tests.topology.builders import design, network, wheres
from topology.addressing import parse_interface, parse_subnet
from topology.graph import graph
from topology.parts import fitted
from topology.problems import InvalidDesign
from topology.templates import TEMPLATES
from topology.values import Design

SIZES = ("smallest", "default", "largest")


def drawn(name: str, size: str) -> Design:
    template = TEMPLATES[name]
    return template.design({each.name: getattr(each, size) for each in template.parameters})


def hosts(made: Design) -> list[str]:
    return [each.name for each in made.sandboxes if each.name.startswith("host")]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_wrong_with_what_a_template_draws(name: str, size: str) -> None:
    assert check(drawn(name, size)) == ()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_everything_hangs_together_and_has_a_place_of_its_own(name: str, size: str) -> None:
    made = drawn(name, size)
    assert nx.is_connected(graph(made))
    boxes = {each.name for each in made.sandboxes}
    boxes |= {each.name for each in made.networks if each.driver != "cable"}
    assert set(made.layout) == boxes
    apart = [
        (one, other)
        for one, (x, y) in made.layout.items()
        for other, (u, v) in made.layout.items()
        if one < other and abs(x - u) < 120 and abs(y - v) < 48
    ]
    assert apart == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_host_has_a_route_to_every_other_and_back(name: str, size: str) -> None:
    made = drawn(name, size)
    subnets = {each.name: each.subnets for each in made.networks}
    ways = _ways(made)
    ends = {each.sandbox: each for each in made.endpoints if each.sandbox in set(hosts(made))}
    homes = {(subnets[end.network] or ())[0] for end in ends.values()}
    for end in ends.values():
        for home in homes:
            assert _arrives(end.sandbox, home, ways, made)


def _ways(made: Design) -> dict[str, dict[str, str]]:
    """By sandbox: destination to next hop's sandbox."""
    holder = {
        str(address.ip): end.sandbox
        for end in made.endpoints
        for text in end.addresses or ()
        if (address := parse_interface(text))
    }
    return {each.name: {route.to: holder[route.via] for route in each.routes} for each in made.sandboxes}


def _arrives(sandbox: str, home: str, ways: dict[str, dict[str, str]], made: Design) -> bool:
    own = {
        str(address.network)
        for end in made.endpoints
        if end.sandbox == sandbox
        for text in end.addresses or ()
        if (address := parse_interface(text))
    }
    if home in own:
        return True
    hop = ways[sandbox].get(home) or ways[sandbox].get("0.0.0.0/0")
    return hop is not None and _arrives(hop, home, {**ways, sandbox: {}}, made)


def test_a_template_asked_for_as_often_as_one_likes_clashes_with_nothing() -> None:
    made = Design(name="lab")
    for template in TEMPLATES.values():
        for _ in range(2):
            part = fitted(template.design({}), made)
            made = made.model_copy(
                update={
                    field: (*getattr(made, field), *getattr(part, field))
                    for field in ("networks", "sandboxes", "endpoints", "patches")
                }
            )
    assert check(made) == ()


def test_addresses_of_hosts_are_in_the_subnets_that_are_free() -> None:
    taken = design(network("lan1", subnets=("10.0.0.0/24",)))
    part = fitted(TEMPLATES["campus"].design({}), taken)
    assert "10.0.0.0/24" not in {text for each in part.networks for text in each.subnets or ()}
    found = [parse_subnet(text) for each in part.networks for text in each.subnets or ()]
    assert all(subnet and not subnet.overlaps(parse_subnet("10.0.0.0/24")) for subnet in found)  # type: ignore[arg-type]


def test_all_parameters_that_are_wrong_are_told() -> None:
    with pytest.raises(InvalidDesign) as caught:
        TEMPLATES["ring"].design({"switches": "2", "hosts": "many", "colour": 3})
    fields = ["colour", "switches", "hosts"]
    assert wheres(caught.value) == [("template", "ring", each) for each in fields]
