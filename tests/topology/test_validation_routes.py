"""Routes whose next hop will not answer: they can be built, and the person is told."""

from tests.topology.builders import cable, design, endpoint, network, only_problem, patch, sandbox, where
from topology.validation import validate
from topology.values import Design


def routed(via: str, up: bool = True, gateway: tuple[str, ...] = ()) -> Design:
    """app routes by `via` on lan1, which is patched to lan2 where 10.0.0.9 is; `up` is app's cable."""
    return design(
        network("lan1", subnets=("10.0.0.0/24",), gateway=gateway),
        network("lan2", subnets=("10.0.0.0/24",), gateway=()),
        sandbox("app", ("10.9.0.0/16", via)),
        sandbox("router"),
        endpoint("app", "lan1", "10.0.0.2/24", up=up),
        endpoint("router", "lan2", "10.0.0.9/24"),
        patch("lan1", "lan2"),
    )


def test_a_next_hop_behind_a_patch_is_there() -> None:
    assert validate(routed("10.0.0.9")) == ()


def test_a_gateway_is_a_next_hop() -> None:
    assert validate(routed("10.0.0.1", gateway=("10.0.0.1",))) == ()


def test_a_next_hop_that_nobody_is() -> None:
    problem = only_problem(routed("10.0.0.7"))
    assert (where(problem), problem.severity) == (("sandbox", "app", "routes[0].via"), "warning")
    assert problem.reason == "nobody on network lan1 has the address 10.0.0.7"


def test_a_next_hop_behind_a_pulled_cable() -> None:
    problem = only_problem(routed("10.0.0.9", up=False))
    assert (where(problem), problem.severity) == (("sandbox", "app", "routes[0].via"), "warning")
    assert "app.eth0, whose cable is pulled" in problem.reason


def test_a_next_hop_that_can_still_be_reached_by_another_way() -> None:
    made = design(
        network("lan1", subnets=("10.0.0.0/24",)),
        sandbox("app", ("10.9.0.0/16", "10.0.0.1")),
        endpoint("app", "lan1", "10.0.0.2/24", up=False),
        endpoint("app", "lan1", "10.0.0.3/24"),
    )
    assert validate(made) == ()


def test_a_next_hop_at_the_other_end_of_a_cable() -> None:
    made = design(
        cable(subnets=("10.0.0.0/24",)),
        sandbox("a", ("10.9.0.0/16", "10.0.0.2")),
        sandbox("b"),
        endpoint("a", "wire", "10.0.0.1/24"),
        endpoint("b", "wire", "10.0.0.2/24"),
    )
    assert validate(made) == ()
