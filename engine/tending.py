"""Tending one topology: look at what is wanted of it, do what is to be done, report how it went."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.adjusting import Built, adjust, holds
from engine.backends import Backend
from engine.backoff import backoff
from engine.conditions import anew, is_condition
from engine.designs import Designs, Wanted
from engine.drifting import repaired, shown, supervised
from engine.errors import Permanent, Transient
from engine.flapping import at, flaps, next_turn
from engine.judging import everything, judge, left_over, put_back, refused
from engine.lower import Desired, lower, nothing
from engine.obstacles import feasible
from engine.plausibility import believed
from engine.reconcile import Outcome, inspect, reconcile
from engine.scope import LinkName, Touched
from engine.status import State, Status, nothing_left, with_facts
from engine.turning import turned, turned_anew
from topology.problems import InvalidDesign
from topology.values import Design

log = logging.getLogger(__name__)

Attempt = tuple[Status, bool]
"""How the topology is now, and whether it is worth while to try again as it is."""


@dataclass(slots=True)
class Memory:
    """What is remembered of a topology between two looks; losing it costs work, never correctness.

    `desired` is what `design` means, `done` what is said when that is so; `given_up` is what failed for good
    at this revision, `attempts` counts the tries in a row that failed.
    """

    revision: int
    design: Design | None = None
    desired: Desired | None = None
    given_up: Outcome | None = None
    attempts: int = 0
    reported: Status | None = None
    done: tuple[Desired, Status] | None = None

    def as_desired(self, design: Design, desired: Desired) -> Status:
        """What is said when nothing is left to do: the same each time, and there are thousands of objects."""
        if self.done is None or self.done[0] is not desired:
            self.done = desired, judge(design, desired, Outcome(()))
        return self.done[1]


class Tender:
    """Tends topologies one at a time; two threads may tend two of them, never the same one."""

    def __init__(self, backend: Backend, designs: Designs, clock: Callable[[], float] = time.time) -> None:
        """The clock tells seconds since the epoch."""
        self._backend = backend
        self._designs = designs
        self._clock = clock
        self._flapping: dict[str, Design] = {}
        self._memories: dict[str, Memory] = {}
        self._built: dict[str, Built] = {}
        self._left_alone: set[str] = set()
        self._doubted: set[str] = set()
        self._fallen: dict[str, frozenset[LinkName]] = {}

    def forget(self, name: str) -> None:
        """Somebody asks for another try, and for a report of it whatever was reported before."""
        self._memories.pop(name, None)
        self.doubt(name)

    def doubt(self, name: str) -> None:
        """Look at everything of it next time, whatever was heard."""
        self._doubted.add(name)

    def next_turn(self, name: str) -> float | None:
        """Seconds until a cable of it is pulled or plugged in by itself; None: never."""
        design = self._flapping.get(name)
        return next_turn(design, self._clock()) if design else None

    def tend(self, name: str) -> float | None:
        """Returns after how many seconds to try again, or None if only a change makes that worth while."""
        touched = self._backend.touched(name)
        if fallen := self._backend.fallen(name):
            self._fallen[name] = self._fallen.get(name, frozenset()) | fallen
        doubted = name in self._doubted
        self._doubted.discard(name)
        wanted = self._designs.get(name)
        self._flapping.pop(name, None)
        if wanted is None:
            return self._tend_orphan(name)
        wanted, has_turned = self._at_this_moment(wanted)
        is_known = touched is not None and bool(touched or has_turned) and not doubted
        memory = self._memory(wanted)
        if is_known and self._holds(wanted, memory, touched or frozenset()):
            self._fallen.pop(name, None)
            return None
        status, again = self._attempt(wanted, memory)
        if not again and not (status.drift and status.drift.left):
            self._fallen.pop(name, None)
        self._report(wanted, memory, status)
        memory.attempts = memory.attempts + 1 if again else 0
        return backoff(memory.attempts) if again else None

    def _at_this_moment(self, wanted: Wanted) -> tuple[Wanted, bool]:
        """With the design as what flaps is now; and whether only that was turned since it was in sync."""
        design = wanted.design
        if design is None or not flaps(design):
            return wanted, False
        try:
            moment = at(design, self._clock())
        except ValueError:
            return wanted, False  # whoever checks the design says why
        self._flapping[wanted.name] = design
        try:
            return replace(wanted, design=moment), wanted.is_settled and self._turn(wanted, design, moment)
        except (Transient, Permanent):
            return replace(wanted, design=moment), False  # a look at everything says why

    def _turn(self, wanted: Wanted, design: Design, moment: Design) -> bool:
        built, memory = self._built.get(wanted.name), self._memory(wanted)
        is_verified = False
        if built and built.revision == wanted.revision:
            if built.design == moment:
                return False
            built, is_verified = turned(self._backend, built, moment)
            self._built[wanted.name] = built
        elif memory.design == moment:
            return False
        else:
            built = turned_anew(self._backend, wanted.revision, design, moment)
        memory.design, memory.desired = moment, built.desired
        return is_verified

    def _holds(self, wanted: Wanted, memory: Memory, touched: frozenset[Touched]) -> bool:
        """Whether it is in sync at this revision, and what was touched still is as it should be. What the
        spanning tree has become is told."""
        built = self._built.get(wanted.name)
        if built is None or not wanted.design or not wanted.settled == wanted.revision == built.revision:
            return False
        if _has_tree(wanted.design) and (memory.reported is None or memory.reported.gone is not None):
            return False  # of which all objects are told
        try:
            is_held = holds(self._backend, built, touched)
        except (Transient, Permanent):
            return False  # a look at everything says why
        if is_held and memory.reported:
            self._report(wanted, memory, memory.reported)
        return is_held

    def _memory(self, wanted: Wanted) -> Memory:
        memory = self._memories.get(wanted.name)
        if memory is None or memory.revision != wanted.revision:
            memory = self._memories[wanted.name] = Memory(wanted.revision)
        return memory

    def _attempt(self, wanted: Wanted, memory: Memory) -> Attempt:
        try:
            return self._build(wanted, wanted.design, memory) if wanted.design else self._destroy(wanted)
        except Transient as error:
            return _as_a_whole(wanted, "degraded", f"{error}; it is tried again"), True
        except Permanent as error:
            return _as_a_whole(wanted, "failed", str(error)), False
        except Exception as error:
            log.exception("a bug while tending %s at revision %s", wanted.name, wanted.revision)
            return _as_a_whole(wanted, "failed", f"an internal error ({error!r}); see the engine's log"), True

    def _adjust(self, wanted: Wanted, design: Design, memory: Memory) -> Status | None:
        """Only what an edit changed since all was in sync, if that is all there is to do."""
        built = self._built.pop(wanted.name, None)
        if built is None or wanted.settled != built.revision or wanted.is_settled:
            return None
        adjusted = adjust(self._backend, built, wanted.revision, design)
        if adjusted is None:
            return None
        self._built[wanted.name] = adjusted.built
        memory.design, memory.desired = design, adjusted.built.desired
        return adjusted.status

    def _build(self, wanted: Wanted, design: Design, memory: Memory) -> Attempt:
        adjusted = self._adjust(wanted, design, memory)
        if adjusted:
            return adjusted, False
        status, again = self._build_whole(wanted, design, memory)
        if status.state == "in_sync" and memory.desired:
            self._built[wanted.name] = Built(wanted.revision, design, memory.desired)
        return status, again

    def _build_whole(self, wanted: Wanted, design: Design, memory: Memory) -> Attempt:
        if memory.desired is None:
            try:
                memory.design, memory.desired = design, feasible(design, self._backend.features)
            except InvalidDesign as invalid:
                return refused(design, invalid.problems), False
        elif memory.design != design:
            memory.design, memory.desired = design, lower(design, self._backend.features)
        found = inspect(self._backend, memory.desired)
        if wanted.settled is not None:
            found = believed(self._backend, memory.desired, found, wanted.is_settled)
        if found.is_done:
            return memory.as_desired(design, memory.desired), False
        if not wanted.is_settled and memory.reported is None:
            found = Outcome(anew(found.rest))
        if all(map(is_condition, found.rest)):
            drift = supervised(design, memory.desired, found.rest) if wanted.is_settled else None
            return replace(judge(design, memory.desired, found, "degraded"), drift=drift), False
        if wanted.is_settled and wanted.drift == "show":
            drift = shown(design, memory.desired, found.rest, self._fallen.get(wanted.name, ()))
            return replace(judge(design, memory.desired, found, "drifted"), drift=drift), False
        if memory.given_up and found.keys <= memory.given_up.keys:
            return judge(design, memory.desired, found.given(memory.given_up.failures), "degraded"), False
        return self._put_right(wanted, design, memory, memory.desired, found)

    def _put_right(
        self, wanted: Wanted, design: Design, memory: Memory, desired: Desired, found: Outcome
    ) -> Attempt:
        differing: State = "drifted" if wanted.is_settled else "applying"
        before = judge(design, desired, found, differing)
        self._report(wanted, memory, before)
        outcome = reconcile(self._backend, desired, found)
        memory.given_up = outcome if outcome.is_hopeless else None
        status = judge(design, desired, outcome, "degraded")
        if outcome.is_done and wanted.is_settled:
            status = put_back(status, before)
        if wanted.is_settled:
            status = replace(status, drift=repaired(design, desired, found.rest, outcome))
        return status, not (outcome.is_done or outcome.is_hopeless)

    def _destroy(self, wanted: Wanted) -> Attempt:
        outcome = self._take_away(wanted.name)
        return (nothing_left(), False) if outcome.is_done else (left_over(outcome), not outcome.is_hopeless)

    def _take_away(self, name: str) -> Outcome:
        self._built.pop(name, None)
        desired = nothing(name)
        return reconcile(self._backend, desired, inspect(self._backend, desired))

    def _tend_orphan(self, name: str) -> float | None:
        """What exists though nobody wants it: taken away if it was the store's, else left alone."""
        self.forget(name)
        self._fallen.pop(name, None)
        if name not in self._backend.topologies():
            return None
        if self._designs.known(name):
            log.info("taking away %s, which nobody wants any more", name)
            return None if self._take_away(name).is_done else backoff(1)
        if name not in self._left_alone:
            self._left_alone.add(name)
            log.warning("%s exists, but this store never deployed it; it is left alone", name)
        return None

    def _report(self, wanted: Wanted, memory: Memory, status: Status) -> None:
        """Only what is news: a report is a row in the store and a message to every browser."""
        status = self._as_seen(wanted, status)
        if status != memory.reported:
            self._designs.report(wanted.name, wanted.revision, status)
            memory.reported = status

    def _as_seen(self, wanted: Wanted, status: Status) -> Status:
        """With what there is to be seen of the spanning tree, if the design has one."""
        if not wanted.design or not _has_tree(wanted.design):
            return status
        try:
            return with_facts(status, self._backend.facts(wanted.name))
        except (Transient, Permanent, OSError):
            return status  # next time


def _has_tree(design: Design) -> bool:
    return any(network.options.stp for network in design.networks)


def _as_a_whole(wanted: Wanted, state: State, reason: str) -> Status:
    return everything(wanted.design, state, reason) if wanted.design else Status(state, reason)
