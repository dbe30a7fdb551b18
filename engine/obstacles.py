"""What keeps a design from being built on a given machine."""

from collections.abc import Iterable
from dataclasses import replace

from engine import vlans
from engine.check import check
from engine.features import Features, lacking
from engine.lower import Desired, lower
from topology.problems import InvalidDesign, Problem, errors
from topology.values import Design


def obstacles(design: Design, features: Features) -> tuple[Problem, ...]:
    """The errors in the design; if there are none, what it needs of a machine and this one has not."""
    try:
        feasible(design, features)
    except InvalidDesign as error:
        return error.problems
    return ()


def feasible(design: Design, features: Features) -> Desired:
    """What the design means on a machine with these features. Raises InvalidDesign with its obstacles."""
    if found := errors(check(design)):
        raise InvalidDesign(found)
    desired = lower(design, features)
    missing = _of_networks(design, lacking(desired.state, desired.owners, features))
    if found := (*dict.fromkeys(missing), *vlans.lacking(design, features)):
        raise InvalidDesign(found)
    return desired


def _of_networks(design: Design, problems: Iterable[Problem]) -> Iterable[Problem]:
    """What an endpoint needs because of its driver is told of its network, where the driver is chosen."""
    networks = {endpoint.name: endpoint.network for endpoint in design.endpoints}
    for problem in problems:
        if (problem.kind, problem.field) == ("endpoint", "driver"):
            yield replace(problem, kind="network", name=networks[problem.name])
        else:
            yield problem
