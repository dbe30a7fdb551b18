"""How many terminals there may be, and how long one is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes.

    `linger`: how long one waits for its owner to come back, as after a reload of the page. `idle`: without
    anything typed. `patience`: between asking a shell to end and killing it. `kept`: of what was shown.
    `ahead`: how much of it is read before the quickest of those who look has taken it.
    """

    of_one: int = 20
    of_all: int = 200
    linger: float = 30.0
    idle: float = 2 * 3600.0
    patience: float = 2.0
    kept: int = 256 << 10
    ahead: int = 64 << 10
