"""Drift: what was found not to be as it had been left, put on record."""

from collections.abc import Iterable, Iterator, Mapping

from engine.adopting import adoption
from engine.attribution import by_owner
from engine.conditions import condition, is_condition, outlook
from engine.lower import Desired
from engine.plan import Plan
from engine.reconcile import Outcome
from engine.resources import Key
from engine.scope import LinkName
from engine.sentences import deviation
from engine.status import Deviation, Drifted
from topology.values import Design

MOST = 200
"""Deviations that are told one by one; more are counted."""

PUT_BACK, SHOWN = "put back", "left as it is"


def shown(design: Design, desired: Desired, found: Plan, fallen: Iterable[LinkName]) -> Drifted:
    """Nothing was done: a person decides. `fallen` are interfaces that have been down since all was well."""
    adopted = adoption(design, desired, tuple(each for each in found if not is_condition(each)), fallen)
    told = _bounded(_deviations(design, desired, found, {}, SHOWN))
    return Drifted(told, adopted.operations, adopted.left)


def repaired(design: Design, desired: Desired, found: Plan, outcome: Outcome) -> Drifted:
    """All of it was put back, but for what is left to do."""
    reasons = {failure.action.key: f"not put back: {failure.reason}" for failure in outcome.failures}
    still = {name: reasons.get(name, "not put back") for name in outcome.keys}
    return Drifted(_bounded(_deviations(design, desired, found, still, PUT_BACK)))


def _deviations(
    design: Design, desired: Desired, found: Plan, otherwise: Mapping[Key, str], done: str
) -> Iterator[Deviation]:
    for (kind, name), actions in by_owner(design, desired, found).items():
        for action in actions:
            service = condition(action)
            what_was_done = outlook(service) if service else otherwise.get(action.key, done)
            yield Deviation(kind, name, deviation(action), what_was_done)


def supervised(design: Design, desired: Desired, found: Plan) -> Drifted:
    """Nothing is left but services in a condition that their supervisor sees to."""
    return Drifted(_bounded(_deviations(design, desired, found, {}, "")))


def _bounded(deviations: Iterator[Deviation]) -> tuple[Deviation, ...]:
    told = list(deviations)
    if len(told) <= MOST:
        return tuple(told)
    rest = Deviation("topology", "", f"and {len(told) - MOST} more", told[MOST].done)
    return (*told[:MOST], rest)
