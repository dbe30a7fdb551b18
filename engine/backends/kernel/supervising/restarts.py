"""When a service is started again, and how it is in words. Pure: moments are seconds of one clock."""

import signal
from dataclasses import dataclass, replace

SETTLED = 0.25
"""A service that has lived so long has come up."""

PROVEN, LONGEST_TRIAL = 3.0, 300.0
"""One that has lived so long after failing once is well again; after each further failure it takes twice as
long, so that one that fails over and over is not called well in between."""

FORGOTTEN = 600.0
"""One that has lived so long begins to count its failures anew."""

BEYOND = 2.0
"""One that has failed twice has to live so many times as long as ever since its first failure, so that one
that crashes slowly is not called well before each crash."""

FIRST_DELAY, LONGEST_DELAY = 0.25, 30.0


@dataclass(frozen=True, slots=True)
class History:
    """One service's life. `failures` are those in a row, `longest` is how long it has lived at most between
    two of them; `how` tells of the last end, `status` is its exit status (negative: minus the signal);
    `started` or `ended` is None before it happened."""

    started: float | None = None
    ended: float | None = None
    failures: int = 0
    status: int = 0
    how: str = ""
    longest: float = 0.0

    @property
    def is_alive(self) -> bool:
        return self.started is not None and self.ended is None


def begun(history: History, now: float) -> History:
    return replace(history, started=now, ended=None)


def settles(history: History, now: float) -> bool:
    """Whether this is when one that was started would be taken to have come up."""
    return history.is_alive and history.started is not None and now >= history.started + SETTLED


def over(history: History, now: float, status: int) -> History:
    """It ended."""
    lived = 0.0 if history.started is None else now - history.started
    failures = 1 if lived >= FORGOTTEN else history.failures + 1
    longest = 0.0 if failures == 1 else max(history.longest, lived)
    return History(history.started, now, failures, status, told(status), longest)


def could_not_start(history: History, now: float, why: str) -> History:
    return History(now, now, history.failures + 1, -1, why, history.longest)


def due(history: History, restart: str) -> float | None:
    """When it is to be started; None if it is not."""
    if history.started is None:
        return 0.0
    if history.ended is None or not is_started_again(history, restart):
        return None
    return history.ended + delay(history)


def is_started_again(history: History, restart: str) -> bool:
    return restart == "always" or (restart == "on-failure" and history.status != 0)


def delay(history: History) -> float:
    return min(LONGEST_DELAY, FIRST_DELAY * _doubled(history.failures))


def trial(history: History) -> float:
    """How long one that has failed has to live until it is well again."""
    doubled = min(LONGEST_TRIAL, PROVEN * _doubled(history.failures))
    return max(doubled, min(FORGOTTEN, BEYOND * history.longest))


def milestone(history: History) -> int:
    """So many failures in a row are told: as they go on, seldom another number."""
    return 1 << max(0, history.failures.bit_length() - 1)


def next_change(history: History) -> float | None:
    """When its words change by themselves."""
    if not history.is_alive or history.started is None:
        return None
    return history.started + (trial(history) if history.failures else SETTLED)


def words(history: History, restart: str, now: float) -> str:
    """`running` or `finished` if all is well; `starting`; else what happened and what is done about it."""
    if history.started is None:
        return "starting"
    if history.ended is None:
        return _alive(history, history.started, now)
    if is_started_again(history, restart):
        return _failing(history)
    return "finished" if history.status == 0 else history.how


def told(status: int) -> str:
    """Whoever confines a service says 128 and the signal's number of one that was killed, as shells do."""
    number = -status if status < 0 else status - 128
    if number <= 0:
        return f"exited with status {status}"
    try:
        return f"was killed by {signal.Signals(number).name}"
    except ValueError:
        return f"exited with status {status}"


def _alive(history: History, started: float, now: float) -> str:
    """By the same sums as `next_change`, or a change could be missed by a rounding."""
    if history.failures:
        return "running" if now >= started + trial(history) else _failing(history)
    return "running" if now >= started + SETTLED else "starting"


def _failing(history: History) -> str:
    """The same from one failure to the next, whether it is up or down meanwhile."""
    count = milestone(history)
    return history.how if count == 1 else f"{history.how}, at least {count} times in a row"


def _doubled(failures: int) -> float:
    return 2.0 ** min(failures - 1, 16)
