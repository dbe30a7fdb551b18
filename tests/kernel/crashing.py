"""Engines in processes of their own, killed at every change that they make, and started again.

A *point* is a change of the kernel or a file that the engine makes on its way: it is killed just before
it. That is just after the one before it too, as an engine that is killed has changed nothing in between; the
last point is the end of all work. An engine is a fork of this process, so this process must have no threads:
nothing of the killed one is known to the next one but what is in the kernel.
"""

import ctypes
import gc
import os
import re
import signal
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from engine.backends.kernel import open_backend, probe
from engine.tending import Tender
from tests.engine.store import Designs
from tests.kernel import effects, oracle, running
from tests.kernel.waiting import until
from topology.values import Design

END = "the end"
_READING = ("setns",)
_PR_SET_PDEATHSIG = 1
_PATIENCE = 20.0

Point = str | int
"""A change by its name; or by its number, as what a second engine finds to do depends on how far each of the
first one's threads had come."""

Wish = Design | None
"""What a topology is to become; None: nothing."""


@dataclass(frozen=True, slots=True)
class Way:
    """From one wish to the next, of one topology."""

    name: str
    before: Wish
    after: Wish


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is not as drawn, and what is still there that was destroyed."""

    wrong: list[str]
    leaked: list[str]


def ask_once() -> None:
    """Ask the kernel what it can do for all engines to come: that takes ten times as long as building."""
    found = probe.features()
    probe.features = lambda: found
    gc.freeze()  # or each fork goes through all that there is, and so copies it


class Engine:
    """What an engine is when it starts: it knows the store and finds the kernel as it is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._designs = Designs()
        self._revision = 0
        self._tender = Tender(open_backend(Path(tempfile.gettempdir()) / name), self._designs)

    def bring(self, wish: Wish) -> None:
        """Tend the topology until nothing is left to do. Fails if it does not become what is wished for."""
        self._revision += 1
        if wish is None:
            self._designs.want(Design(name=self._name), self._revision)
            self._designs.want_nothing(self._name)
        else:
            self._designs.want(wish, self._revision)
        until(lambda: self._tender.tend(self._name) is None, _PATIENCE)
        status = self._designs.last
        assert status.state == ("in_sync" if wish else "designed"), f"{status.state}: {status.reason}"


def forked(act: Callable[[], None]) -> int:
    """The pid of a process that does this and ends, with status 1 if it failed. It dies with this one."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    try:
        act()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def ended(pid: int) -> int:
    """Its exit status; negative: the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def points(way: Way, kills: Sequence[Point] = ()) -> list[str]:
    """All points of an engine on this way, after others were killed on it. The world is at the way's start
    before and after this."""
    for point in kills:
        die_at(point, way)
    return passed(way, lambda engine: engine.bring(way.before))


def passed(way: Way, then: Callable[[Engine], None] = lambda engine: None) -> list[str]:
    """All points of an engine on this way, which goes to its end; what it does `then` has none."""
    reading, writing = os.pipe()

    def go() -> None:
        with effects.told(_Noted(lambda _, point: os.write(writing, f"{point}\n".encode()))):
            engine = Engine(way.name)
            engine.bring(way.after)
        then(engine)

    status = ended(forked(go))
    os.close(writing)
    with os.fdopen(reading) as told:
        found = told.read().splitlines()
    assert status == 0, f"{way.name} does not become what it should, though nobody is killed"
    return [*found, END]


class _Noted:
    """Gives each effect a name of its own, the same in every run, and tells it with its number."""

    def __init__(self, tell: Callable[[int, str], object]) -> None:
        self._tell = tell
        self._times: Counter[str] = Counter()

    def __call__(self, effect: effects.Effect) -> None:
        if effect.means in _READING:
            return
        named = re.sub(r"\bt\d+-[a-z-]*\d+", "T", str(effect))
        self._times[named] += 1
        times = self._times[named]
        self._tell(self._times.total(), f"{named}, {times}. time" if times > 1 else named)


def die_at(point: Point, way: Way) -> None:
    """An engine on the way is killed at the point. Fails if it never came by; with a number, it may have
    had less to do."""

    def go() -> None:
        with effects.told(_Noted(lambda *passed: _die() if point in passed else None)):
            Engine(way.name).bring(way.after)
        if point == END:
            _die()

    status = ended(forked(go))
    died = status == -signal.SIGKILL
    assert died or (status == 0 and isinstance(point, int)), f"not killed at {point}: it ended with {status}"


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(way: Way, *kills: Point) -> Verdict:
    """Kill an engine at each of these points in turn, start the last one, and look what is wrong then. The
    world is at the way's start before and after this."""
    lived = oracle.inodes(way.name)
    for point in kills:
        die_at(point, way)
    with _engine(way) as goes_back:
        there = _judged(way.name, way.after, lived)
        goes_back()
    back = _judged(way.name, way.before, set())
    return Verdict(there.wrong + back.wrong, there.leaked + back.leaked)


@contextmanager
def _engine(way: Way) -> Iterator[Callable[[], bool]]:
    """One that has come to the way's end; it goes back when it is told."""
    (heard, tell), (answer, say) = os.pipe(), os.pipe()

    def go() -> None:
        os.close(answer)
        engine = Engine(way.name)
        engine.bring(way.after)
        os.write(say, b".")
        os.read(heard, 1)
        engine.bring(way.before)

    pid = forked(go)
    os.close(say)
    os.read(answer, 1)  # or it has failed
    yield lambda: bool(os.write(tell, b"."))
    status = ended(pid)
    for descriptor in (heard, tell, answer):
        os.close(descriptor)
    assert status == 0, f"the engine that was started last does not bring {way.name} to where it should be"


def _judged(name: str, wish: Wish, lived: set[int]) -> Verdict:
    if wish is not None:
        return Verdict(oracle.wrong(wish), [])
    with suppress(AssertionError):  # what is there then is told
        until(lambda: not running.inside(lived), _PATIENCE)
    return Verdict([], oracle.left_over(name) + [f"process {each}" for each in running.inside(lived)])
