"""How often Python looks for garbage that counting references does not find."""

import gc

OFTEN, SELDOM, RARELY = 50_000, 20, 50
"""How many new objects, and how many looks at younger ones, bring about the next look at each generation."""


def seldom() -> None:
    """For a process that remembers much and makes hardly any cycles. Each look goes through all that is
    remembered: at Python's own pace that is 30 of the 600 ms that building 500 sandboxes takes."""
    gc.freeze()
    gc.set_threshold(OFTEN, SELDOM, RARELY)
