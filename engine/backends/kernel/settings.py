"""Making settings under /proc/sys/net, which are those of the thread that looks."""

import errno
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from engine.backends.kernel import linksettings, netlink
from engine.backends.kernel.place import Missing, Place, go
from engine.backends.kernel.syscalls import CLONE_NEWNET, setns
from engine.backends.kernel.work import Consequence, Work
from engine.errors import Permanent
from engine.plan import Action, Create, Update
from engine.resources import FORWARDING, End, Sysctl, Upper, Veth
from topology.sysctls import canonical

LOOPBACK = 1

_Numbered = tuple[int, Sysctl]


class Settings:
    """The plan's settings, by place."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._waiting: dict[str, list[_Numbered]] = defaultdict(list)
        self._born_with: dict[str, str] = {}
        for number, action in work.about(Sysctl, Veth, Upper):
            for sysctl in _wanted(action):
                self._waiting[sysctl.place].append((number, sysctl))

    def write_in_new(self, name: str, place: Place) -> None:
        """Those of a place that was just made, before it has links; an interface's wait for `write_rest`.

        All new places are born with the same values, so the first tells what need not be written in the
        others: to enter one only to look costs 150 µs. Only on a thread that may end up anywhere.
        """
        settings = self._waiting.pop(name, [])
        later = [each for each in settings if each[1].interface]
        if later:
            self._waiting[name] = later
        now = [each for each in settings if not each[1].interface]
        self._write_down(place, now)
        self._write_in(place, [each for each in now if self._differs(each[1])])

    def write_rest(self) -> None:
        """All that still waits, on one thread."""
        if self._waiting:
            go(self._write_rest)

    def _write_rest(self) -> None:
        for name, settings in self._waiting.items():
            try:
                with self._work.places.visit(self._work.topology, name) as place:
                    self._write_down(place, settings)
                    self._write_in(place, settings)
            except (Missing, OSError) as error:
                for number, _ in settings:
                    self._work.fail(number, error)

    def _write_down(self, place: Place, settings: Sequence[_Numbered]) -> None:
        """Of those that the design makes, so that they can be taken back; before they are made."""
        messages = [
            linksettings.write_down(number, index, sysctl.key)
            for number, sysctl in settings
            if self._is_to_be_known(number, sysctl) and (index := self._index(sysctl))
        ]
        for refusal in netlink.carry_out(place.socket, messages) if messages else ():
            if refusal[1] != errno.EEXIST:
                self._work.refuse(*refusal)

    def _is_to_be_known(self, number: int, sysctl: Sysctl) -> bool:
        action = self._work.plan[number]
        return isinstance(action, Create) and action.resource == sysctl and sysctl.key not in FORWARDING

    def _index(self, sysctl: Sysctl) -> int | None:
        """Of the link that it goes with."""
        if sysctl.interface is None:
            return LOOPBACK
        return self._work.inventory.index(sysctl.place, sysctl.interface)

    def _write_in(self, place: Place, settings: Sequence[_Numbered]) -> None:
        if settings:
            setns(place.descriptor, CLONE_NEWNET)
        for number, sysctl in settings:
            if not self._work.has_failed(number):
                self._work.attempt(number, partial(self._write, sysctl))

    def _differs(self, sysctl: Sysctl) -> bool:
        return self._born_with.get(sysctl.key) != sysctl.value

    def _write(self, sysctl: Sysctl) -> None:
        if self._index(sysctl) is None:
            raise Consequence(f"the interface {sysctl.interface} is not there")
        self._born_with.setdefault(sysctl.key, write(sysctl.key, sysctl.value))


def write(key: str, value: str) -> str:
    """Write a setting unless it is so already: the kernel would lock all of networking just to do nothing.

    Returns what it was. Raises OSError, and `Permanent` for what can never work.
    """
    try:
        descriptor = os.open(f"/proc/sys/net/{key}", os.O_RDWR)
    except FileNotFoundError as error:
        raise Permanent(f"this kernel has no setting {key}; leave it out") from error
    try:
        before = _read(descriptor)
        if before != value:
            os.pwrite(descriptor, value.encode(), 0)
            after = _read(descriptor)
            if after != value:
                raise Permanent(f"the kernel makes {after} of {value} for {key}; write {after}")
        return before
    except OSError as error:
        if error.errno in _REFUSALS:
            raise Permanent(f"the kernel does not take {value} for {key} ({error.strerror})") from error
        raise
    finally:
        os.close(descriptor)


def _read(descriptor: int) -> str:
    return canonical(os.pread(descriptor, 4096, 0).decode(errors="replace"))


def is_there(key: str) -> bool:
    return Path("/proc/sys/net", key).exists()


def read(key: str) -> str:
    """What is there; "" if nothing is."""
    try:
        descriptor = os.open(f"/proc/sys/net/{key}", os.O_RDONLY)
    except FileNotFoundError:
        return ""
    try:
        return _read(descriptor)
    finally:
        os.close(descriptor)


def _wanted(action: Action) -> Iterator[Sysctl]:
    match action:
        case Create(Sysctl() as sysctl) | Update(_, Sysctl() as sysctl):
            yield sysctl
        case Create(Veth(_, ends)):
            yield from (_accept_ra(end) for end in ends if end.accept_ra)
        case Update(Veth(_, befores), Veth(_, ends)):
            together = zip(befores, ends, strict=True)
            yield from (_accept_ra(end) for was, end in together if was.accept_ra != end.accept_ra)
        case Create(Upper(_, _, end)) if end.accept_ra:
            yield _accept_ra(end)
        case Update(Upper(_, _, was), Upper(_, _, end)) if was.accept_ra != end.accept_ra:
            yield _accept_ra(end)


def _accept_ra(end: End) -> Sysctl:
    return Sysctl(end.place, f"ipv6/conf/{end.name}/accept_ra", str(end.accept_ra))


_REFUSALS = {errno.EINVAL, errno.ERANGE, errno.ENOENT}
"""What the kernel says to a value that it does not know."""
