"""What scenarios do: with what, and to what."""

from collections.abc import Iterator

from topology.chaos import check, find, kind_of
from topology.problems import Problem
from topology.scenarios import VALUED
from topology.validation.view import View


def values(view: View) -> Iterator[Problem]:
    """A step has the value that its deed needs."""
    for scenario in view.design.scenarios:
        for place, step in enumerate(scenario.steps):
            try:
                check(step)
            except ValueError as error:
                example = VALUED.get(step.do)
                remedy = f"write it such as {example}" if example else "leave it out"
                yield Problem("scenario", scenario.name, f"steps[{place}].value", str(error), remedy)


def objects(view: View) -> Iterator[Problem]:
    """A step is about something that is there."""
    for scenario in view.design.scenarios:
        for place, step in enumerate(scenario.steps):
            if find(view.design, step) is None:
                reason = f"there is no {kind_of(step)} {step.object}"
                remedy = "choose another one, or remove the step"
                field = f"steps[{place}].object"
                yield Problem("scenario", scenario.name, field, reason, remedy, "warning")
