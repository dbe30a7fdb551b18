"""Conditions: how a service is that is as designed but not well. That is its supervisor's to see to: nobody
changed anything, and the engine has nothing to put back."""

from dataclasses import replace

from engine.plan import Action, Create, Plan, Update
from engine.resources import Service
from engine.sentences import deviation


def condition(action: Action) -> Service | None:
    """The service as it is observed, if the action is about nothing but its condition."""
    match action:
        case Update(Service() as before, Service() as after) if before.fate:
            return before if replace(before, state=after.state, fate=after.fate) == after else None
    return None


def is_condition(action: Action) -> bool:
    return condition(action) is not None


def outlook(service: Service) -> str:
    """What becomes of it."""
    return "started again" if service.fate == "restarted" else "left as it is"


def told(action: Action, service: Service) -> str:
    """How it is, and what comes of it."""
    if service.fate == "restarted":
        return f"{deviation(action)}; it is started again"
    return f"{deviation(action)}; it is not started again by itself: change it, or deploy again"


def anew(plan: Plan) -> Plan:
    """The plan in which services that were given up are started as if they had never run."""
    return tuple(_anew(action, condition(action)) for action in plan)


def _anew(action: Action, service: Service | None) -> Action:
    if service is None or service.fate != "given up":
        return action
    return Create(replace(service, state="running", fate=""))
