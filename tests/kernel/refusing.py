"""What becomes of the engine's changes when something is refused, interrupted or hangs."""

from collections.abc import Callable
from threading import Event, Lock

from tests.kernel.effects import Effect

Strikes = Callable[[Effect], bool]


class EachOnce:
    """Every change of one topology is refused when it is first asked for."""

    def __init__(self, code: int, topology: str) -> None:
        self._code = code
        self._topology = topology
        self._refused: set[Effect] = set()
        self._lock = Lock()

    def __call__(self, effect: Effect) -> None:
        with self._lock:
            if effect in self._refused:
                return
            self._refused.add(effect)
        raise OSError(self._code, "made up")

    @property
    def count(self) -> int:
        return len(self._refused)


class Nth:
    """One change is refused: the one with this number."""

    def __init__(self, code: int, number: int) -> None:
        self._code = code
        self._left = number
        self._lock = Lock()

    def __call__(self, effect: Effect) -> None:
        with self._lock:
            self._left -= 1
            strikes = self._left == 0
        if strikes:
            raise OSError(self._code, "made up")

    @property
    def is_reached(self) -> bool:
        return self._left <= 0


class Always:
    """All changes that it strikes are refused, until it is healed."""

    def __init__(self, code: int, strikes: Strikes) -> None:
        self._code = code
        self._strikes = strikes
        self._healed = Event()

    def __call__(self, effect: Effect) -> None:
        if not self._healed.is_set() and self._strikes(effect):
            raise OSError(self._code, "made up")

    def heal(self) -> None:
        self._healed.set()


class Hanging:
    """Whoever makes a change that it strikes waits until it is healed."""

    def __init__(self, strikes: Strikes, longest: float = 30.0) -> None:
        self._strikes = strikes
        self._longest = longest
        self._healed = Event()
        self.begun = Event()

    def __call__(self, effect: Effect) -> None:
        if self._strikes(effect):
            self.begun.set()
            self._healed.wait(self._longest)

    def heal(self) -> None:
        self._healed.set()


def of(topology: str, words: str = "") -> Strikes:
    """A change of that topology, with those words in its description."""
    return lambda effect: topology in effect.what and words in effect.what
