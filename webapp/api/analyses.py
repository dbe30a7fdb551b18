"""What can be said of a design before anything runs."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest

from engine.check import check
from engine.reach import Hop, Reach, Walk
from engine.reach.matrix import Pair, asymmetric, learners, longest, places
from engine.reach.picture import Address
from engine.resources import FABRIC
from topology.analysis import domains, loops, trees, unused, weak_points
from topology.ipam import complete
from topology.problems import errors
from topology.values import Design
from webapp.api.parameters import one_of
from webapp.api.reading import reads
from webapp.store import reading
from webapp.store.models import Topology

MOST = 100
"""So many sandboxes are compared with each other; more would take longer than a person waits."""

PROBLEMS = "the design has problems that keep it from being built; mend them first"


@reads
def analysis(request: HttpRequest, topology: Topology) -> dict[str, Any]:
    """`{revision, domains, trees, loops, weak, unused, reach, why}`; see docs/api.md."""
    design = complete(reading.design(topology))
    said = {
        "revision": topology.revision,
        "domains": [{"networks": each.networks, "endpoints": each.endpoints} for each in domains(design)],
        "trees": [
            {"networks": each.networks, "root": each.root, "blocked": each.blocked} for each in trees(design)
        ],
        "loops": [asdict(each) for each in loops(design)],
        "weak": [
            {"kind": each.kind, "name": each.name, "cut_off": each.cut_off} for each in weak_points(design)
        ],
        "unused": unused(design),
    }
    if why := _unknown(design):
        return said | {"reach": None, "why": why}
    return said | {"reach": _reach(Reach(design)), "why": ""}


@reads
def walked(request: HttpRequest, topology: Topology) -> dict[str, Any]:
    """`{revision, walks: [{address, reaches, there, back, sentence, learners, varies}]}` from one sandbox to
    another."""
    design = complete(reading.design(topology))
    names = [sandbox.name for sandbox in design.sandboxes]
    source, target = one_of(request, "from", names), one_of(request, "to", names)
    if errors(check(design)):
        return {"revision": topology.revision, "walks": [], "why": PROBLEMS}
    reach = Reach(design)
    walks = [_told(reach, address, way) for address, way in reach.between(source, target).items()]
    return {"revision": topology.revision, "walks": walks, "why": "" if walks else f"{target} has no address"}


def _unknown(design: Design) -> str:
    """Why it is not known who reaches whom."""
    if errors(check(design)):
        return PROBLEMS
    if len(design.sandboxes) > MOST:
        return f"there are more than {MOST} sandboxes; choose two of them to see how they reach each other"
    return ""


def _reach(reach: Reach) -> dict[str, Any]:
    walks = reach.all()
    far = longest(walks)
    return {
        "sandboxes": reach.sandboxes,
        "rows": [[_share(walks, (one, other)) for other in reach.sandboxes] for one in reach.sandboxes],
        "asymmetric": [
            {"from": pair[0], "to": pair[1], "there": places(way)[0], "back": places(way)[1]}
            for pair, _, way in asymmetric(walks)
        ],
        "longest": far
        and {"from": far[0][0], "to": far[0][1], "hops": len(far[1].there), "keys": reach.keys(far[1])},
        "learners": learners(walks),
    }


def _share(walks: Mapping[Pair, Mapping[Address, Walk]], pair: Pair) -> str:
    """`all`, `some` or `none` of the other's addresses, `learned` if that depends on what is learned; empty
    for itself and for one that has none."""
    ways = [way.predicted for way in walks.get(pair, {}).values()]
    if not ways:
        return ""
    if None in ways:
        return "learned"
    return "all" if all(ways) else "some" if any(ways) else "none"


def _told(reach: Reach, address: Address, way: Walk) -> dict[str, Any]:
    return {
        "address": str(address),
        "reaches": way.predicted,
        "there": [_hop(hop) for hop in way.there],
        "back": [_hop(hop) for hop in way.back],
        "sentence": reach.sentence(way.cause) if way.cause else "",
        "learners": way.learners,
        "varies": way.varies,
    }


def _hop(hop: Hop) -> dict[str, str]:
    """Interfaces as the design names endpoints; a bridge's by its name alone."""
    return {"out": _named(*hop.out), "into": _named(*hop.into)}


def _named(place: str, link: str) -> str:
    return link if place == FABRIC else f"{place}.{link}"
