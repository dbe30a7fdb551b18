"""What the steps of scenarios are done to: it may be renamed, or go."""

from collections.abc import Callable, Mapping

from topology.chaos import KINDS, kind_of
from topology.scenarios import Scenario, Step
from topology.values import Design, objects

Named = tuple[str, str]
"""Kind and name."""


def follow(design: Design, names: Mapping[Named, str]) -> Design:
    """The design, whose steps are about what is called otherwise now; `names` has the new ones by the old."""

    def new(step: Step) -> Step:
        to = names.get((kind_of(step), step.object))
        return step if to is None else step.model_copy(update={"object": to})

    return _having(design, lambda scenario: tuple(map(new, scenario.steps)))


def stop(before: Design, after: Design) -> Design:
    """The design after something was done, without the steps that are about what is not there any more. A
    step about what never was stays, for `validation` to name."""
    gone = _there(before) - _there(after) if after.scenarios else set()
    if not gone:
        return after
    return _having(
        after, lambda each: tuple(step for step in each.steps if (kind_of(step), step.object) not in gone)
    )


def _having(design: Design, steps: Callable[[Scenario], tuple[Step, ...]]) -> Design:
    if not design.scenarios:
        return design
    changed = tuple(each.model_copy(update={"steps": steps(each)}) for each in design.scenarios)
    return design.model_copy(update={"scenarios": changed})


def _there(design: Design) -> set[Named]:
    return {(kind, each.name) for kind in KINDS for each in objects(design, kind)}
