"""Writing settings under /proc/sys/net, which show those of the thread that looks."""

import os
from functools import partial

from engine.backends.kernel.places import go
from engine.backends.kernel.syscalls import CLONE_NEWNET, setns
from engine.backends.kernel.work import Work
from engine.plan import Create, Update
from engine.resources import Sysctl


def write(work: Work) -> None:
    """Carry out the plan's settings, all places on one thread."""
    numbered: list[tuple[int, Sysctl]] = []
    for number, action in enumerate(work.plan):
        match action:
            case Create(Sysctl() as sysctl) | Update(_, Sysctl() as sysctl):
                numbered.append((number, sysctl))
    if numbered:
        go(lambda: _write_all(work, numbered))


def _write_all(work: Work, numbered: list[tuple[int, Sysctl]]) -> None:
    for number, sysctl in numbered:
        work.attempt(number, partial(_write, work, sysctl))


def _write(work: Work, sysctl: Sysctl) -> None:
    with work.places.visit(work.topology, sysctl.place) as place:
        setns(place.descriptor, CLONE_NEWNET)
    descriptor = os.open(f"/proc/sys/net/{sysctl.key}", os.O_WRONLY)
    try:
        os.write(descriptor, sysctl.value.encode())
    finally:
        os.close(descriptor)
