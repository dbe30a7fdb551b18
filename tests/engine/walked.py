"""The picture of a network as it was built, and what may be otherwise there."""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from typing import Any

from engine.explaining import Situation
from engine.lower import lower
from engine.planning import plan
from engine.reach import picture
from engine.reach.picture import At, Picture
from engine.reach.ruleset import read
from tests.kernel.routed import TO, network
from topology.ipam import complete
from topology.values import Design

DESIGN = complete(network())
DRAWN = picture(lower(DESIGN).state)
A, B = ip_address("10.0.1.1"), ip_address(TO)
DROP: Mapping[str, Any] = {"drop": None}


def seen(**fields: Any) -> Picture:
    """The network as it was built, but for these parts of the picture."""
    return replace(DRAWN, meant=DRAWN, **fields)


def with_link(at: At, **fields: Any) -> Picture:
    return seen(links={**DRAWN.links, at: replace(DRAWN.links[at], **fields)})


def without_link(*ats: At) -> Picture:
    return seen(links={at: link for at, link in DRAWN.links.items() if at not in ats})


def with_rules(place: str, hook: str, *expressions: Mapping[str, Any], policy: str = "accept") -> Picture:
    chain = {"family": "inet", "table": "t", "name": "c", "hook": hook, "prio": 0, "policy": policy}
    rule = {"family": "inet", "table": "t", "chain": "c", "handle": 7, "expr": expressions}
    return seen(rules={place: read([{"chain": chain}, *([{"rule": rule}] if expressions else [])], {})})


def looked(there: Picture, design: Design = DESIGN) -> Situation:
    desired = lower(design)
    return Situation(design, desired, there, plan({}, desired.state))
