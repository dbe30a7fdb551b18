"""nftables of a namespace as text: only `nft` itself can write it, so it is only asked after a change."""

import time

from engine.backends.kernel import nfnetlink
from engine.backends.kernel.showing.table import Rows

COLUMNS = ("Rules",)
_COUNTING = 2.0
"""Seconds after which rules that count are asked for again: counting makes no event."""


class Rules:
    """Those of the namespace of this descriptor."""

    def __init__(self, namespace: int) -> None:
        self._namespace = namespace
        self._text = ""
        self._due = 0.0

    def rows(self, changed: bool) -> Rows:
        """A line each, by its number. Raises as `nfnetlink.run` does."""
        if changed or time.monotonic() >= self._due:
            self._text = nfnetlink.ruleset(self._namespace)
            counts = " counter " in self._text
            self._due = time.monotonic() + _COUNTING if counts else float("inf")
        return {str(at): (text,) for at, text in enumerate(self._text.splitlines())}
