"""New namespaces on their way from the holder to those who build in them."""

from collections.abc import Iterator, Sequence
from queue import SimpleQueue

from engine.backends.kernel import home
from engine.backends.kernel.namespaces import Holder, Made
from engine.backends.kernel.places import Place
from engine.backends.kernel.settings import Settings
from engine.backends.kernel.work import Work
from engine.errors import Permanent, Transient


class Arrivals:
    """Gives the holder's namespaces their names and settings on a thread of its own, as the kernel can do
    that beside the building of links. Iterating yields the places in batches, as they are ready."""

    def __init__(
        self, work: Work, expected: Sequence[tuple[str, int]], holder: Holder, settings: Settings
    ) -> None:
        self._work = work
        self._expected = iter(expected)
        self._holder = holder
        self._settings = settings
        self._ready: SimpleQueue[list[str] | None] = SimpleQueue()

    def __iter__(self) -> Iterator[list[str]]:
        return iter(self._ready.get, None)

    def welcome(self) -> None:
        """Take the namespaces in; only on a thread that may end up anywhere."""
        try:
            for batch in self._holder.batches():
                self._ready.put([self._name(*next(self._expected), made) for made in batch])
        except (OSError, Transient) as error:
            for _, number in self._expected:
                self._work.fail(number, error)
        finally:
            self._ready.put(None)

    def _name(self, place: str, number: int, made: Made) -> str:
        """Make a namespace visible and keep it open. Without its name, all that is to go there fails."""
        opened = Place(*made)
        try:
            home.show(opened.descriptor, home.path(self._work.topology, place))
            self._settings.write_in(place, opened)
        except (OSError, Permanent) as error:
            opened.close()
            self._work.fail(number, error)
        else:
            self._work.places.keep(self._work.topology, place, opened)
        return place
