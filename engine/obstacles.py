"""What keeps a design from being built on a given machine."""

from engine import vlans
from engine.check import check
from engine.features import Features, lacking
from engine.lower import lower
from topology.problems import Problem, errors
from topology.values import Design


def obstacles(design: Design, features: Features) -> tuple[Problem, ...]:
    """The errors in the design; if there are none, what it needs of a machine and this one has not."""
    found = errors(check(design))
    if found:
        return found
    desired = lower(design, features)
    return (*lacking(desired.state, desired.owners, features), *vlans.lacking(design, features))
