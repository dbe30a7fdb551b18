"""Fills in what a design leaves out: names, subnets, gateways, addresses.

What is written wins over what is handed out, so an address is handed out only when nobody claims it.
The rest goes by the order in which objects stand: appending one that leaves things out renumbers none.
"""

from collections.abc import Iterable

from topology.addresses import addressed
from topology.canonical import spelled
from topology.gateways import with_gateways
from topology.naming import named
from topology.ordering import ordered, placed
from topology.pools import with_subnets
from topology.usage import Usage, report
from topology.values import Design

__all__ = ["Usage", "complete", "report"]


def complete(design: Design, before: Design | None = None, reserved_subnets: Iterable[str] = ()) -> Design:
    """The design with nothing left out, its objects in canonical order and spelling.

    What `before` had stays as it is there, as long as it still fits. `reserved_subnets` are not taken
    from the pools. What there is no room for stays None, for `validation` to name. Malformed text is
    left alone. Completing again changes nothing.
    """
    design = spelled(with_subnets(named(design, before), before, reserved_subnets))
    design = addressed(with_gateways(design, before), before)
    return ordered(placed(design, before))
