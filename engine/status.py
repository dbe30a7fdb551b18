"""Status: one state and one reason in words for every design object, and for the whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engine.attribution import by_owner, dependencies
from engine.backends import Failure
from engine.drivers import Owner
from engine.lower import Desired
from engine.plan import Action, Create
from engine.reconcile import Outcome
from engine.resources import Bridge, Key, Namespace, Veth
from engine.sentences import deviation, sentence
from topology.problems import Problem
from topology.values import Design

State = Literal["in_sync", "designed", "applying", "drifted", "degraded", "failed", "lost"]
WORSE: tuple[State, ...] = ("in_sync", "designed", "applying", "drifted", "degraded", "failed", "lost")
"""From the best to the worst; the whole is as its worst object."""

SHOWN = 3
"""How many reasons are said before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class ObjectState:
    """How one object is; the reason is empty when there is nothing to say."""

    kind: str
    name: str
    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How the whole is, and each object: sandboxes, networks, endpoints, patches."""

    state: State
    reason: str
    objects: tuple[ObjectState, ...] = ()


Judgement = tuple[State, str]


def judge(design: Design, desired: Desired, outcome: Outcome, differing: State = "designed") -> Status:
    """What an outcome says of each object.

    An object with a failed action is `failed` or, if the failure may pass, `degraded`; so is one that
    depends on such a one. Any other with something left to do is `differing`: `designed` before anything
    was tried, `applying` while it is, `drifted` if it was in sync already (then `lost` if all of it is
    gone), `degraded` if it should be in sync by now.
    """
    concerned = by_owner(design, desired, outcome.rest)
    failed = {failure.action.key: failure for failure in outcome.failures}
    whole = ("topology", design.name)
    judged: dict[Owner, Judgement] = {whole: _own(concerned.get(whole, []), failed, differing)}
    for owner, needed in dependencies(design):
        own = _own(concerned.get(owner, []), failed, differing)
        judged[owner] = _with_needed(own, {each: judged[each] for each in needed})
    return _status(judged)


def everything(design: Design, state: State, reason: str) -> Status:
    """The same for the whole and every object, as when the world cannot be observed at all."""
    objects = tuple(ObjectState(*owner, state) for owner, _ in dependencies(design))
    return Status(state, reason, objects)


def refused(design: Design, problems: Iterable[Problem]) -> Status:
    """The design cannot be built: the objects that have problems failed, the others stay designed."""
    found: dict[Owner, list[str]] = {}
    for problem in problems:
        words = f"{problem.field}: {problem.reason}; {problem.remedy}"
        found.setdefault((problem.kind, problem.name), []).append(words)
    judged: dict[Owner, Judgement] = {owner: ("designed", "") for owner, _ in dependencies(design)}
    return _status(judged | {owner: ("failed", _shortened(reasons)) for owner, reasons in found.items()})


def nothing_left() -> Status:
    """Of a topology that was destroyed."""
    return Status("designed", "nothing of it exists")


def left_over(outcome: Outcome) -> Status:
    """Of a topology that should have been destroyed, but of which something is still there."""
    failed = {failure.action.key: failure for failure in outcome.failures}
    return Status(*_own(outcome.rest, failed, "degraded"))


def put_back(status: Status, found: Outcome) -> Status:
    """The status after drift was repaired, saying what it was."""
    return replace(status, reason=f"put back: {_shortened(map(deviation, found.rest))}")


def _own(actions: Sequence[Action], failed: Mapping[Key, Failure], differing: State) -> Judgement:
    failures = [failed[action.key] for action in actions if action.key in failed]
    if failures:
        hopeless = any(not failure.transient for failure in failures)
        return "failed" if hopeless else "degraded", _shortened(map(_failure, failures))
    if not actions:
        return "in_sync", ""
    if differing == "drifted" and any(map(_is_loss, actions)):
        return "lost", _shortened(map(deviation, actions))
    words = sentence if differing == "applying" else deviation
    return differing, _shortened(map(words, actions))


def _is_loss(action: Action) -> bool:
    return isinstance(action, Create) and isinstance(action.resource, Namespace | Bridge | Veth)


def _failure(failure: Failure) -> str:
    again = "it is tried again" if failure.transient else "mend that or change the design, then deploy again"
    return f"cannot {sentence(failure.action)}: {failure.reason}; {again}"


def _with_needed(own: Judgement, needed: Mapping[Owner, Judgement]) -> Judgement:
    """Without what it needs it cannot work, however it is itself."""
    broken = [
        (owner, state) for owner, (state, _) in needed.items() if state in ("failed", "degraded", "lost")
    ]
    if not broken or own[0] == "lost":
        return own
    (kind, name), state = broken[0]
    return "degraded", f"{kind} {name} is {state}"


def _status(judged: Mapping[Owner, Judgement]) -> Status:
    found = {state for state, _ in judged.values()}
    worst: State = next((state for state in reversed(WORSE) if state in found), "in_sync")
    reasons = [
        f"{kind} {name}: {reason}" for (kind, name), (state, reason) in judged.items() if state == worst
    ]
    objects = (ObjectState(*owner, *each) for owner, each in judged.items() if owner[0] != "topology")
    return Status(worst, "" if worst == "in_sync" else _shortened(reasons, 1), tuple(objects))


def _shortened(reasons: Iterable[str], shown: int = SHOWN) -> str:
    said = list(reasons)
    more = [f"and {len(said) - shown} more"] if len(said) > shown else []
    return ", ".join(said[:shown] + more)
