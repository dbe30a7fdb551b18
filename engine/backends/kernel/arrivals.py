"""New namespaces on their way from the holder to those who build in them."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue

from engine.backends.kernel import home
from engine.backends.kernel.namespaces import Holder, Holders, Made
from engine.backends.kernel.place import Missing, Place
from engine.backends.kernel.settings import Settings
from engine.backends.kernel.syscalls import owning_user_namespace
from engine.backends.kernel.work import Work
from engine.errors import Permanent, Transient

Expected = Sequence[tuple[str, int]]
"""The places to be made, in the plan's order, with the numbers of their actions."""


@contextmanager
def arriving(
    work: Work, expected: Expected, settings: Settings, holders: Holders
) -> Iterator[Iterator[list[str]]]:
    """The places in batches, as they become ready.

    Holders are started here, where the engine's own namespaces are: one that is started from a sandbox would
    be in it, and be ended with it.
    """
    if not expected:
        yield iter(())
        return
    try:
        holder = holders.take()
    except OSError as error:
        for _, number in expected:
            work.fail(number, error)
        yield iter(())
        return
    arrivals = _Arrivals(work, expected, settings)
    with ThreadPoolExecutor(1) as away:
        welcoming = away.submit(arrivals.welcome, holder)
        yield iter(arrivals.ready.get, None)
        welcoming.result()
    holders.start_ahead()


class _Arrivals:
    """Gives new namespaces their names and settings, on a thread of its own: the kernel can do that beside
    the building of links."""

    def __init__(self, work: Work, expected: Expected, settings: Settings) -> None:
        self._work = work
        self._expected = iter(expected)
        self._count = len(expected)
        self._settings = settings
        self._names = home.Names()
        self.ready: SimpleQueue[list[str] | None] = SimpleQueue()

    def welcome(self, holder: Holder) -> None:
        """Take the namespaces in; only on a thread that may end up anywhere."""
        with ExitStack() as stack:
            stack.callback(holder.close)
            stack.callback(self._names.close)
            stack.callback(self.ready.put, None)
            try:
                for batch in holder.make(self._work.topology, self._count, self._owner(stack)):
                    self.ready.put([self._name(*next(self._expected), made) for made in batch])
            except (OSError, Transient) as error:
                for _, number in self._expected:
                    self._work.fail(number, error)

    def _owner(self, stack: ExitStack) -> int | None:
        """The user namespace of the places that exist, for the new ones to be in the same."""
        for place in home.places(self._work.topology):
            try:
                with self._work.places.visit(self._work.topology, place) as found:
                    owner = owning_user_namespace(found.descriptor)
            except Missing:
                continue
            stack.callback(os.close, owner)
            return owner
        return None

    def _name(self, place: str, number: int, made: Made) -> str:
        """Make a namespace visible and keep it open. Without its name, all that is to go there fails."""
        opened = Place(*made)
        try:
            self._names.show(opened.descriptor, home.path(self._work.topology, place))
            self._settings.write_in_new(place, opened)
        except (OSError, Permanent, Transient) as error:
            opened.close()
            self._work.fail(number, error)
        else:
            self._work.places.keep(self._work.topology, place, opened)
        return place
