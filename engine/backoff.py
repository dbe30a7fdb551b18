"""How long to wait before something that failed is tried again."""

import random

SHORTEST = 0.2
LONGEST = 30.0


def backoff(attempt: int) -> float:
    """Seconds after the `attempt`th failure in a row (from 1): doubling, bounded, and never in step."""
    bound = min(LONGEST, SHORTEST * 2.0 ** min(attempt, 16))
    return random.uniform(max(SHORTEST, bound / 2), bound)
