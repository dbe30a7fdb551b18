"""Judging: what an outcome says of each design object."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from engine.attribution import by_owner, dependencies
from engine.backends import Failure
from engine.causes import causes
from engine.conditions import condition, told
from engine.drivers import Owner
from engine.lower import Desired
from engine.plan import Action, Create
from engine.reconcile import Outcome
from engine.resources import Bridge, Key, Namespace, Upper, Veth
from engine.sentences import deviation, need, sentence
from engine.services import services_of
from engine.status import WORSE, Judgement, ObjectState, State, Status, shortened, summed_up
from topology.problems import Problem
from topology.values import Design

BROKEN: tuple[State, ...] = ("degraded", "failed", "lost")


def judge(design: Design, desired: Desired, outcome: Outcome, differing: State = "designed") -> Status:
    """What an outcome says of each object.

    An object with a failed action is `failed` or, if the failure may pass or only follows from another
    object's, `degraded`; so is one that depends on such a one. Any other with something left to do is
    `differing`: `designed` before anything was tried, `applying` while it is, `drifted` if it was in sync
    already (then `lost` if all of it is gone), `degraded` if it should be in sync by now. A service that its
    supervisor starts again is `degraded`, one that it has given up `failed`, whatever it was before.
    """
    roots = causes(desired.state, outcome.failures)
    concerned = by_owner(design, desired, outcome.rest)
    whole = ("topology", design.name)
    judged: dict[Owner, Judgement] = {whole: _own(concerned.get(whole, ()), roots, differing)}
    for owner, needed in dependencies(design):
        own = _own(concerned.get(owner, ()), roots, differing)
        judged[owner] = _with_needed(own, {each: judged[each] for each in needed})
    return summed_up(_with_services(design, judged))


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
    judged |= {owner: ("failed", shortened(reasons)) for owner, reasons in found.items()}
    return summed_up(_with_services(design, judged))


def left_over(outcome: Outcome) -> Status:
    """Of a topology that should have been destroyed, but of which something is still there."""
    return Status(*_own(outcome.rest, causes({}, outcome.failures), "degraded"))


def put_back(status: Status, drift: Status) -> Status:
    """The status after drift was repaired, saying what it was."""
    return replace(status, reason=f"put back: {drift.reason}")


def _own(actions: Sequence[Action], roots: Mapping[Key, Failure], differing: State) -> Judgement:
    """What an object's own actions say of it; `roots` as in `engine.causes`."""
    for action in actions:
        service = condition(action)
        if service:
            return "degraded" if service.fate == "restarted" else "failed", told(action, service)
    failed = [action for action in actions if action.key in roots] if roots else []
    if failed:
        return _failed(failed, roots)
    if not actions:
        return "in_sync", ""
    losses = [action for action in actions if _is_loss(action)] if differing == "drifted" else []
    if losses:
        return "lost", shortened(map(deviation, losses))
    words = sentence if differing == "applying" else deviation
    return differing, shortened(map(words, actions))


def _failed(actions: Sequence[Action], roots: Mapping[Key, Failure]) -> Judgement:
    keys = {action.key for action in actions}
    found = [roots[action.key] for action in actions]
    own = [failure for failure in found if failure.action.key in keys]
    if not own:
        return "degraded", shortened(need(failure.action) for failure in found)
    hopeless = any(not failure.transient for failure in own)
    return "failed" if hopeless else "degraded", shortened(map(_words, own))


def _is_loss(action: Action) -> bool:
    return isinstance(action, Create) and isinstance(action.resource, Namespace | Bridge | Veth | Upper)


def _words(failure: Failure) -> str:
    again = "it is tried again" if failure.transient else "mend that or change the design, then deploy again"
    return f"cannot {sentence(failure.action)}: {failure.reason}; {again}"


def _with_needed(own: Judgement, needed: Mapping[Owner, Judgement]) -> Judgement:
    """Without what it needs it cannot work, however it is itself."""
    broken = [(owner, state) for owner, (state, _) in needed.items() if state in BROKEN]
    if not broken or own[0] in BROKEN:
        return own
    (kind, name), state = broken[0]
    return "degraded", f"{kind} {name} is {state}"


def _with_services(design: Design, judged: Mapping[Owner, Judgement]) -> Mapping[Owner, Judgement]:
    """A sandbox is no better than its services, but never worse than `degraded` by them, and its endpoints
    are not concerned. It comes after all others then: what is wrong is the service's to tell."""
    whole = dict(judged)
    for sandbox in design.sandboxes:
        owner = ("sandbox", sandbox.name)
        for kind, name in services_of([sandbox]):
            state = judged[kind, name][0]
            least = min(state, "degraded", key=WORSE.index)
            if WORSE.index(least) > WORSE.index(whole[owner][0]):
                del whole[owner]
                whole[owner] = least, f"{kind} {name} is {state}"
    return whole
