"""Builds designs for tests: only what a test is about has to be said."""

from typing import Any

from topology.problems import InvalidDesign, Problem
from topology.scenarios import Scenario, Step
from topology.validation import validate
from topology.values import Design, Endpoint, Network, NetworkOptions, Object, Patch, Route, Sandbox


def network(name: str = "lan1", *, options: dict[str, Any] | None = None, **fields: Any) -> Network:
    return Network(name=name, options=NetworkOptions(**(options or {})), **fields)


def cable(name: str = "wire", **fields: Any) -> Network:
    return network(name, driver="cable", **fields)


def sandbox(name: str = "app1", *routes: tuple[str, str], **fields: Any) -> Sandbox:
    """Routes are pairs of destination and next hop."""
    return Sandbox(name=name, routes=tuple(Route(to=to, via=via) for to, via in routes), **fields)


def endpoint(box: str = "app1", net: str = "lan1", *addresses: str, **fields: Any) -> Endpoint:
    """No addresses: they are left out."""
    return Endpoint(sandbox=box, network=net, addresses=addresses or None, **fields)


def patch(one: str = "lan1", other: str = "lan2", **fields: Any) -> Patch:
    return Patch(networks=(one, other), **fields)


def scenario(name: str = "storm", *steps: tuple[Any, ...]) -> Scenario:
    """Steps are tuples of moment, deed, object and, if it needs one, value."""
    fields = ("at", "do", "object", "value")
    made = tuple(Step(**dict(zip(fields, step, strict=False))) for step in steps)
    return Scenario(name=name, steps=made)


def design(*objects: Object, name: str = "lab", layout: dict[str, Any] | None = None) -> Design:
    """The objects in the order given, each in the list of its kind."""
    return Design(
        name=name,
        networks=tuple(thing for thing in objects if isinstance(thing, Network)),
        sandboxes=tuple(thing for thing in objects if isinstance(thing, Sandbox)),
        endpoints=tuple(thing for thing in objects if isinstance(thing, Endpoint)),
        patches=tuple(thing for thing in objects if isinstance(thing, Patch)),
        layout=layout or {},
        scenarios=tuple(thing for thing in objects if isinstance(thing, Scenario)),
    )


def two_apps(**fields: Any) -> Design:
    """app1 and app2 on lan1, nothing wrong with them; `fields` are those of app2's endpoint."""
    return design(
        network(subnets=("10.0.0.0/24",)),
        sandbox("app1"),
        sandbox("app2"),
        endpoint("app1", "lan1", "10.0.0.2/24"),
        Endpoint(sandbox="app2", network="lan1", **{"addresses": ("10.0.0.3/24",), **fields}),
    )


def only_problem(made: Design) -> Problem:
    """The one thing that is wrong with a design."""
    [problem] = validate(made)
    return problem


def where(problem: Problem) -> tuple[str, str, str]:
    return problem.kind, problem.name, problem.field


def wheres(refusal: InvalidDesign) -> list[tuple[str, str, str]]:
    return [where(problem) for problem in refusal.problems]
