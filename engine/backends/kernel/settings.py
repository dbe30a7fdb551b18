"""Settings under /proc/sys/net, which are those of the thread that looks."""

import os
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from engine.backends.kernel.place import Missing, Place, go
from engine.backends.kernel.syscalls import CLONE_NEWNET, setns
from engine.backends.kernel.work import Work
from engine.plan import Create, Update
from engine.resources import Sysctl

_Numbered = tuple[int, Sysctl]


class Settings:
    """The plan's settings, by place."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._waiting: dict[str, list[_Numbered]] = defaultdict(list)
        self._born_with: dict[str, str] = {}
        for number, action in enumerate(work.plan):
            match action:
                case Create(Sysctl() as sysctl) | Update(_, Sysctl() as sysctl):
                    self._waiting[sysctl.place].append((number, sysctl))

    def write_in_new(self, name: str, place: Place) -> None:
        """Those of a place that was just made; an interface's wait for it, and for `write_rest`.

        All new places are born with the same values, so the first tells what need not be written in the
        others: to enter one only to look costs 150 µs. Only on a thread that may end up anywhere.
        """
        settings = self._waiting.pop(name, [])
        later = [each for each in settings if _is_of_interface(each[1].key)]
        if later:
            self._waiting[name] = later
        self._write_in(place, [each for each in settings if each not in later and self._differs(each[1])])

    def write_rest(self) -> None:
        """All that still waits, on one thread."""
        if self._waiting:
            go(self._write_rest)

    def _write_rest(self) -> None:
        for name, settings in self._waiting.items():
            try:
                with self._work.places.visit(self._work.topology, name) as place:
                    self._write_in(place, settings)
            except (Missing, OSError) as error:
                for number, _ in settings:
                    self._work.fail(number, error)

    def _write_in(self, place: Place, settings: Sequence[_Numbered]) -> None:
        if settings:
            setns(place.descriptor, CLONE_NEWNET)
        for number, sysctl in settings:
            self._work.attempt(number, partial(self._write, sysctl))

    def _differs(self, sysctl: Sysctl) -> bool:
        return self._born_with.get(sysctl.key) != sysctl.value

    def _write(self, sysctl: Sysctl) -> None:
        """Write it unless it is so already: the kernel would lock all of networking just to do nothing."""
        descriptor = os.open(f"/proc/sys/net/{sysctl.key}", os.O_RDWR)
        try:
            before = os.read(descriptor, 4096).decode().strip()
            self._born_with.setdefault(sysctl.key, before)
            if before != sysctl.value:
                os.pwrite(descriptor, sysctl.value.encode(), 0)
        finally:
            os.close(descriptor)


def _is_of_interface(key: str) -> bool:
    """Whether it exists only as long as an interface does, as `ipv4/conf/eth0/rp_filter`."""
    parts = key.split("/")
    return parts[1:2] in (["conf"], ["neigh"]) and parts[2] not in ("all", "default")
