"""What each verb does to a design file. Every function returns the exit status.

The file is read, and found to be wrong, before the backend is opened: that may fail on this machine, or
enter namespaces.
"""

import sys
import time
from argparse import Namespace as Arguments
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict

from engine.backends import Backend
from engine.cli.answers import answer, complain, lament, say
from engine.cli.files import read, read_checked
from engine.cli.inventory import inventory
from engine.commands import script
from engine.documents import of_plan, of_state
from engine.flapping import at
from engine.judging import judge, left_over
from engine.lower import Desired, lower, nothing
from engine.obstacles import feasible
from engine.planning import foreseen
from engine.reconcile import Outcome, inspect, reconcile
from engine.sentences import sentence
from engine.status import Status, nothing_left
from topology.values import Design

DONE, FAILED, REFUSED = 0, 1, 2

Open = Callable[[], Backend]


def plan(arguments: Arguments, open_backend: Open) -> int:
    design, warnings = read_checked(arguments.file)
    complain(warnings, arguments.json)
    with closing(open_backend()) as backend:
        desired = _desired(design, backend)
        todo = foreseen(backend.observe(desired.topology), desired.state)
    if arguments.commands:
        sys.stdout.write(script(design.name, todo))
    elif arguments.json:
        answer({"name": design.name, "actions": of_plan(design.name, todo)})
    else:
        say(map(sentence, todo))
    return DONE


def apply(arguments: Arguments, open_backend: Open) -> int:
    design, warnings = read_checked(arguments.file)
    complain(warnings, arguments.json)
    with closing(open_backend()) as backend:
        desired = _desired(design, backend)
        found = inspect(backend, desired)
        outcome = reconcile(backend, desired, found)
    return _finish(arguments, design.name, judge(design, desired, outcome, "degraded"), found, outcome)


def destroy(arguments: Arguments, open_backend: Open) -> int:
    name = read(arguments.file).name
    with closing(open_backend()) as backend:
        found = inspect(backend, nothing(name))
        outcome = reconcile(backend, nothing(name), found)
    status = nothing_left() if outcome.is_done else left_over(outcome)
    return _finish(arguments, name, status, found, outcome)


def show(arguments: Arguments, open_backend: Open) -> int:
    name = read(arguments.file).name
    with closing(open_backend()) as backend:
        observed = backend.observe(name)
    if arguments.json:
        answer({"name": name, "resources": of_state(observed)})
    else:
        say(inventory(name, observed), otherwise="nothing of it exists")
    return DONE


def _desired(design: Design, backend: Backend) -> Desired:
    """What should exist at this moment. Raises InvalidDesign with what this machine has not."""
    feasible(design, backend.features)
    return lower(at(design, time.time()), backend.features)


def _finish(arguments: Arguments, name: str, status: Status, found: Outcome, outcome: Outcome) -> int:
    if arguments.json:
        answer({"name": name, **asdict(status)})
    elif outcome.is_done:
        say(map(sentence, found.rest))
    if not outcome.is_done and not arguments.json:
        lament(name, status)
    return DONE if outcome.is_done else FAILED
