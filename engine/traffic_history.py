"""The rates of the last minutes, a value for each second and direction, kept as small as they can be."""

from array import array
from collections.abc import Mapping

from engine.drivers import Owner
from engine.traffic import STILL, Rates

SECONDS = 600


class History:
    """Only objects that something went through in that time take room: 4.8 kB each."""

    def __init__(self, seconds: int = SECONDS) -> None:
        self._room = seconds
        self._series: dict[Owner, array[float]] = {}
        self._last: dict[Owner, int] = {}
        self._second = 0

    def add(self, rates: Mapping[Owner, Rates], seconds: int = 1) -> None:
        """What the rates were in the next seconds."""
        for _ in range(min(seconds, self._room)):
            self._add(rates)

    @property
    def seconds(self) -> int:
        """How many seconds it holds."""
        return min(self._second, self._room)

    def owners(self) -> list[Owner]:
        """The objects of which it knows anything but rest."""
        return list(self._series)

    def of(self, owner: Owner) -> bytes:
        """Bits a second, in and then out of each second, the oldest first: 32-bit floats, as this machine
        has them."""
        series, room = self._series[owner], 2 * self.seconds
        start = 2 * (self._second % self._room) if self._second > self._room else 0
        return (series[start:room] + series[:start]).tobytes()

    def _add(self, rates: Mapping[Owner, Rates]) -> None:
        at = 2 * (self._second % self._room)
        for owner in rates.keys() - self._series.keys():
            self._series[owner] = array("f", bytes(8 * self._room))
        for owner, series in self._series.items():
            now = rates.get(owner, STILL)
            series[at], series[at + 1] = now.bits_in, now.bits_out
        self._last |= dict.fromkeys(rates, self._second)
        self._second += 1
        self._forget()

    def _forget(self) -> None:
        """What has been at rest all that time."""
        for owner in [each for each, last in self._last.items() if last < self._second - self._room]:
            del self._series[owner], self._last[owner]
