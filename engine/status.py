"""Status: one state and one reason in words for every design object, and for the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from engine.drivers import Owner

State = Literal["in_sync", "designed", "applying", "drifted", "degraded", "failed", "lost"]
WORSE: tuple[State, ...] = ("in_sync", "designed", "applying", "drifted", "degraded", "failed", "lost")
"""From the best to the worst; the whole is as its worst object."""

Judgement = tuple[State, str]
"""A state and its reason."""

SHOWN = 3
"""How many reasons are said before the rest is only counted."""


Facts = tuple[tuple[str, str], ...]
"""What has been seen of an object that no design says, each with its name: `port state`, `forwarding`."""


@dataclass(frozen=True, slots=True)
class ObjectState:
    """How one object is; the reason is empty when there is nothing to say."""

    kind: str
    name: str
    state: State
    reason: str = ""
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing about an object that was not as it had been left, and what was done about it."""

    kind: str
    name: str
    what: str
    done: str


@dataclass(frozen=True, slots=True)
class Drifted:
    """All deviations that were found, and the edit of the design that would adopt them instead; `left` says
    what that edit could not cover."""

    deviations: tuple[Deviation, ...]
    operations: tuple[dict[str, Any], ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """How the whole is, and each object: sandboxes, services, networks, endpoints, patches.

    After a small edit `objects` are only those that it touched, and `gone` those that are no more; all others
    are as they were told last. None: `objects` are all that there are. `drift` is there if something was
    found not to be as it had been left.
    """

    state: State
    reason: str
    objects: tuple[ObjectState, ...] = ()
    gone: tuple[Owner, ...] | None = None
    drift: Drifted | None = None


def nothing_left() -> Status:
    """Of a topology that was destroyed."""
    return Status("designed", "nothing of it exists")


def with_facts(status: Status, facts: Mapping[Owner, Facts]) -> Status:
    """The status that says these of its objects."""
    objects = (replace(each, facts=facts.get((each.kind, each.name), ())) for each in status.objects)
    return replace(status, objects=tuple(objects))


def summed_up(judged: Mapping[Owner, Judgement]) -> Status:
    """The status that is made of what was found of each object, and of the topology itself."""
    found = {state for state, _ in judged.values()}
    worst: State = next((state for state in reversed(WORSE) if state in found), "in_sync")
    reasons = [
        f"{kind} {name}: {reason}"
        for (kind, name), (state, reason) in sorted(
            judged.items(), key=lambda each: _goes_last(each[0][0], worst)
        )
        if state == worst
    ]
    others = len(reasons) - 1
    more = f"; and {others} more object{'s' if others > 1 else ''}" if others > 0 else ""
    objects = (ObjectState(*owner, *each) for owner, each in judged.items() if owner[0] != "topology")
    return Status(worst, "" if worst == "in_sync" else reasons[0] + more, tuple(objects))


def _goes_last(kind: str, worst: State) -> bool:
    """A sandbox drifts by its routes, which mostly follow from its endpoints: those are to be named first."""
    return worst == "drifted" and kind == "sandbox"


def shortened(reasons: Iterable[str]) -> str:
    """The first few reasons, and how many more there are."""
    said = list(dict.fromkeys(reasons))
    more = [f"and {len(said) - SHOWN} more"] if len(said) > SHOWN else []
    return ", ".join(said[:SHOWN] + more)
