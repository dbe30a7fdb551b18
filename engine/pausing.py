"""Paused sandboxes: as if the machine hung. Its links stay up, but nothing that it sends arrives, and nothing
arrives at it.

Rules that drop every frame do that, at the sandbox's ports in the fabric, so that a capture in it sees
nothing either. A cable between two sandboxes has no port, nor has what is on top of another link: there the
rules are in the sandboxes.
"""

from collections.abc import Iterator, Sequence

from engine.drivers import Owned
from engine.resources import FABRIC, Resource, Rule, Upper, Veth
from engine.rule_tables import EVERY_FRAME, losing
from topology.values import Design


def paused(design: Design, owned: Sequence[Owned]) -> Iterator[Owned]:
    """What is there, with what pauses sandboxes; whatever else drops frames at the same hook is pointless."""
    standing = {sandbox.name for sandbox in design.sandboxes if sandbox.paused}
    rules = [rule for resource, _ in owned for rule in _rules(resource, standing)] if standing else []
    taken = {(rule.place, rule.chain) for rule, _ in rules}
    for resource, owner in owned:
        if not (isinstance(resource, Rule) and (resource.place, resource.chain) in taken):
            yield resource, owner
    yield from rules


def _rules(resource: Resource, standing: set[str]) -> Iterator[tuple[Rule, tuple[str, str]]]:
    match resource:
        case Veth(_, (one, other)):
            for own, far in ((one, other), (other, one)):
                if own.place in standing and far.place == FABRIC:
                    yield _dropping(own.place, FABRIC, f"ingress {far.name}")
                    yield _dropping(own.place, FABRIC, f"egress {far.name}")
                elif own.place in standing:
                    yield _dropping(own.place, own.place, f"ingress {own.name}")
                    yield _dropping(own.place, far.place, f"ingress {far.name}")
        case Upper(_, _, end) if end.place in standing:
            yield _dropping(end.place, end.place, f"ingress {end.name}")
            yield _dropping(end.place, end.place, f"egress {end.name}")


def _dropping(sandbox: str, place: str, chain: str) -> tuple[Rule, tuple[str, str]]:
    return Rule(place, chain, losing(EVERY_FRAME)), ("sandbox", sandbox)
