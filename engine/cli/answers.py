"""What the verbs print: answers on stdout, everything that is wrong on stderr."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from engine.status import Status
from topology.problems import Problem


def say(lines: Iterable[str], otherwise: str = "nothing to do") -> None:
    """One line each, or `otherwise` if there are none."""
    sys.stdout.writelines(f"{line}\n" for line in list(lines) or [otherwise])


def answer(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def complain(problems: Iterable[Problem], as_json: bool) -> None:
    """Problems, one a line, or as one JSON document."""
    listed = list(problems)
    if listed and as_json:
        sys.stderr.write(json.dumps({"problems": [problem.as_dict() for problem in listed]}) + "\n")
    elif listed:
        sys.stderr.writelines(f"{problem}\n" for problem in listed)


def lament(name: str, status: Status) -> None:
    """What did not work: each object that is not in sync, or the whole."""
    wrong = [each for each in status.objects if each.state != "in_sync"]
    lines = [f"{each.kind} {each.name} {each.state}: {each.reason}" for each in wrong]
    sys.stderr.writelines(
        f"{line}\n" for line in lines or [f"topology {name} {status.state}: {status.reason}"]
    )
