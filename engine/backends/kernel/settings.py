"""Settings under /proc/sys/net, which are those of the thread that looks."""

import os
from collections import defaultdict
from functools import partial

from engine.backends.kernel.place import Missing, Place, go
from engine.backends.kernel.syscalls import CLONE_NEWNET, setns
from engine.backends.kernel.work import Work
from engine.plan import Create, Update
from engine.resources import Sysctl


class Settings:
    """The plan's settings, by place."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._waiting: dict[str, list[tuple[int, Sysctl]]] = defaultdict(list)
        for number, action in enumerate(work.plan):
            match action:
                case Create(Sysctl() as sysctl) | Update(_, Sysctl() as sysctl):
                    self._waiting[sysctl.place].append((number, sysctl))

    def write_in(self, name: str, place: Place) -> None:
        """Those of one place; only on a thread that may end up anywhere."""
        settings = self._waiting.pop(name, [])
        if settings:
            setns(place.descriptor, CLONE_NEWNET)
        for number, sysctl in settings:
            self._work.attempt(number, partial(_write, sysctl))

    def write_rest(self) -> None:
        """All that still waits, on one thread."""
        if self._waiting:
            go(self._write_rest)

    def _write_rest(self) -> None:
        for name in list(self._waiting):
            try:
                with self._work.places.visit(self._work.topology, name) as place:
                    self.write_in(name, place)
            except (Missing, OSError) as error:
                for number, _ in self._waiting.pop(name, []):
                    self._work.fail(number, error)


def _write(sysctl: Sysctl) -> None:
    """Write it unless it is so already: the kernel would lock all of networking just to do nothing."""
    descriptor = os.open(f"/proc/sys/net/{sysctl.key}", os.O_RDWR)
    try:
        if os.read(descriptor, 4096).strip() != sysctl.value.encode():
            os.pwrite(descriptor, sysctl.value.encode(), 0)
    finally:
        os.close(descriptor)
