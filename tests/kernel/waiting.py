"""Waiting for what the kernel does in its own time."""

import time
from collections.abc import Callable


def until(
    holds: Callable[[], object], seconds: float = 5.0, otherwise: Callable[[], object] = lambda: ""
) -> None:
    """Come back as soon as `holds` does; fail if it never does, and say what there is `otherwise`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"what was waited for did not come {otherwise()}"
        time.sleep(0.01)
