"""How many terminals there may be, and how long one is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes.

    `linger`: how long one waits for its owner to come back, as after a reload of the page. `idle`: without
    anything typed. `patience`: between asking a shell to end and killing it. `kept`: of what was shown.
    `ahead`: how much of it is read before the quickest of those who look has taken it. `owed`: how much is
    sent to a browser that has not drawn it yet. `typed_ahead`: how much is kept for a shell that does not
    read.
    """

    of_one: int = 20
    of_all: int = 200
    linger: float = 30.0
    idle: float = 2 * 3600.0
    patience: float = 2.0
    kept: int = 256 << 10
    ahead: int = 64 << 10
    owed: int = 128 << 10
    typed_ahead: int = 1 << 20
