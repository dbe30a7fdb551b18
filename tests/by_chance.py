"""How far state machines go: in `make test` the same way each time, in `make bench` each time another way.

    python -m pytest FILE --hypothesis-profile=chance --hypothesis-seed=N

goes as far as `make bench` does, from a seed: the same one leads the same way.
"""

from hypothesis import HealthCheck, Phase, settings

PROFILE = "chance"
FURTHER = 10
"""So many times as many examples."""


def going(examples: int, steps: int, shrinks: bool = True) -> settings:
    """So far, or by chance, if that is asked for. To look for the shortest way to a failure can take longer
    than to find one."""
    by_chance = settings.get_current_profile_name() == PROFILE
    return settings(
        max_examples=examples * FURTHER if by_chance else examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=not by_chance,
        database=None,
        phases=(Phase.generate, Phase.shrink) if shrinks else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
